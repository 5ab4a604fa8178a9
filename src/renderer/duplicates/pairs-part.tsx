import type { ReactNode } from 'react';
import { Empty } from '../element/empty.tsx';
import { Screen } from '../element/screen.tsx';
import styles from './duplicates-screen.module.css';

/** Pairs of patches at each distance, for a person to say whether they show the same. */
export function PairsPart({ choice }: { choice: ReactNode }) {
  return (
    <Screen title="Duplicates" scope={choice}>
      <div className={styles['none']}>
        <Empty words="Not computed yet: pairs of patches at each distance." />
      </div>
    </Screen>
  );
}
