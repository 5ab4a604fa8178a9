import type { ReactNode } from 'react';
import { Empty } from '../element/empty.tsx';
import { Screen } from '../element/screen.tsx';
import styles from './duplicates-screen.module.css';

/** How many exemplars each radius leaves, by source. */
export function RadiusPart({ choice }: { choice: ReactNode }) {
  return (
    <Screen title="Duplicates" scope={choice}>
      <div className={styles['none']}>
        <Empty words="Not computed yet: how many exemplars each radius leaves." />
      </div>
    </Screen>
  );
}
