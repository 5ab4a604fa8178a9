import { type ReactNode, useId } from 'react';
import styles from './export-options.module.css';

/** One question of the form: its name on the left, what is chosen on the right. */
export function OptionPart(props: { readonly title: string; readonly children: ReactNode }) {
  const title = useId();
  return (
    <section className={styles['part']} aria-labelledby={title}>
      <h2 id={title}>{props.title}</h2>
      <div className={styles['fields']}>{props.children}</div>
    </section>
  );
}
