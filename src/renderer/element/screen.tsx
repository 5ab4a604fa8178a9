import type { ReactNode } from 'react';
import { useKeysBack } from './keys-back.ts';
import styles from './screen.module.css';

/** A screen: its title, what narrows it, its actions (the primary one last), and the work below. */
export function Screen(props: {
  readonly title: string;
  readonly scope?: ReactNode;
  readonly actions?: ReactNode;
  /** it is still being opened */
  readonly busy?: boolean;
  readonly children: ReactNode;
}) {
  const keysBack = useKeysBack();
  return (
    <main className={styles['screen']} aria-busy={props.busy || undefined}>
      <header className={styles['head']} {...keysBack}>
        <h1>{props.title}</h1>
        <div className={styles['scope']}>{props.scope}</div>
        <div className={styles['actions']}>{props.actions}</div>
      </header>
      <div className={styles['work']}>{props.children}</div>
    </main>
  );
}

/** Work that is read from top to bottom and scrolls as a whole. */
export function Column({ children }: { children: ReactNode }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolled region must be reachable by keyboard.
    <section className={styles['column']} tabIndex={0} aria-label="Content">
      {children}
    </section>
  );
}
