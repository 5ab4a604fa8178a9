import styles from './long-name.module.css';

/** What tells apart names that begin alike. */
const tail = 14;

/** A name on one line: where there is no room its middle goes, never its end. */
export function LongName({ name }: { name: string }) {
  const cut = Math.max(0, name.length - tail);
  return (
    <span className={styles['name']} title={name}>
      <span className={styles['head']}>{name.slice(0, cut)}</span>
      <span className={styles['tail']}>{name.slice(cut)}</span>
    </span>
  );
}
