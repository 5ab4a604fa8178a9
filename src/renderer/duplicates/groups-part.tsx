import { type ReactNode, useState } from 'react';
import type { GridQuery } from '../../shared/grid.ts';
import { Empty } from '../element/empty.tsx';
import { Screen } from '../element/screen.tsx';
import { PatchWork } from '../patch-work/patch-work.tsx';
import { ViewOptions } from '../patch-work/view-options.tsx';
import styles from './duplicates-screen.module.css';

/** Groups of near-duplicates, the largest first. */
export function GroupsPart({ choice }: { choice: ReactNode }) {
  const [query] = useState<GridQuery>({ set: 'all', order: 'group-size' });
  return (
    <Screen title="Duplicates" scope={choice} actions={<ViewOptions />}>
      <div className={styles['none']}>
        <PatchWork
          label="Groups"
          query={query}
          origin="hand"
          shown={(patch) => ({ caption: `× ${patch.members}` })}
          empty={<Empty words="No group here stands for more than one patch." />}
        />
      </div>
    </Screen>
  );
}
