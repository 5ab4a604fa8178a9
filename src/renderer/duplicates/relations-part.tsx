import type { ReactNode } from 'react';
import { Empty } from '../element/empty.tsx';
import { Screen } from '../element/screen.tsx';
import styles from './duplicates-screen.module.css';

/** Sources that share near-duplicates. */
export function RelationsPart({ choice }: { choice: ReactNode }) {
  return (
    <Screen title="Duplicates" scope={choice}>
      <div className={styles['none']}>
        <Empty words="Not computed yet: which sources show the same." />
      </div>
    </Screen>
  );
}
