import { VisuallyHidden } from '@mantine/core';
import styles from './long-name.module.css';

/** What tells apart names that begin alike. */
const tail = 14;

/** A name on one line: where there is no room its middle goes, never its end. */
export function LongName({ name }: { name: string }) {
  const cut = name.length - tail;
  if (cut <= tail) return name;
  return (
    <span className={styles['name']} title={name}>
      {/* Read aloud in one piece. */}
      <VisuallyHidden>{name}</VisuallyHidden>
      <span className={styles['head']} aria-hidden="true">
        {name.slice(0, cut)}
      </span>
      <span className={styles['tail']} aria-hidden="true">
        {name.slice(cut)}
      </span>
    </span>
  );
}
