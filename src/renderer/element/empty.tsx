import type { ReactNode } from 'react';
import styles from './empty.module.css';

/** An empty screen: one sentence, one action. */
export function Empty({ words, children }: { words: string; children?: ReactNode }) {
  return (
    <div className={styles['empty']}>
      <p>{words}</p>
      {children}
    </div>
  );
}
