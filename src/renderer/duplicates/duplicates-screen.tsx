import { Button, SegmentedControl } from '@mantine/core';
import type { ReactNode } from 'react';
import { Empty } from '../element/empty.tsx';
import { JobProgress } from '../element/job-progress.tsx';
import { Screen } from '../element/screen.tsx';
import { useCommands } from '../session/commands.ts';
import { activeJob } from '../session/job-list.ts';
import { goTo } from '../session/navigation.ts';
import { cancelJob } from '../session/project-actions.ts';
import { session } from '../session/project-session.ts';
import { useStore } from '../session/store.ts';
import styles from './duplicates-screen.module.css';
import { type DuplicatesPart, duplicatesState } from './duplicates-state.ts';
import { GroupsPart } from './groups-part.tsx';
import { PairsPart } from './pairs-part.tsx';
import { RadiusPart } from './radius-part.tsx';
import { RelationsPart } from './relations-part.tsx';

/** A part of the screen: its name in the choice, and what draws it under that choice. */
interface Part {
  readonly words: string;
  readonly Draw: (props: { choice: ReactNode }) => ReactNode;
}

const parts: Readonly<Record<DuplicatesPart, Part>> = {
  groups: { words: 'Groups', Draw: GroupsPart },
  radius: { words: 'Radius', Draw: RadiusPart },
  pairs: { words: 'Pairs', Draw: PairsPart },
  relations: { words: 'Relations', Draw: RelationsPart },
};
// `as`: the keys of parts, in their order.
const order = Object.keys(parts) as DuplicatesPart[];

/** What de-duplication took away, and why: groups to look into, radius, pairs, and sources that show the same. */
export function DuplicatesScreen() {
  const part = useStore(duplicatesState, (state) => state.part);
  const isCut = useStore(session, ({ project }) => (project?.funnel.dedup ?? 0) > 0);
  const turn = () => {
    duplicatesState.set({ part: order[(order.indexOf(part) + 1) % order.length] ?? 'groups' });
  };
  useCommands([
    { title: 'Next part of the duplicates', group: 'This screen', keys: ['p'], run: turn },
  ]);
  const choice = (
    <SegmentedControl
      aria-label="Part"
      data={order.map((value) => ({ value, label: parts[value].words }))}
      value={part}
      // `as`: the options are the keys of parts.
      onChange={(value) => duplicatesState.set({ part: value as DuplicatesPart })}
    />
  );
  if (!isCut) return <NotRun choice={choice} />;
  const { Draw } = parts[part];
  return <Draw choice={choice} />;
}

function NotRun({ choice }: { choice: ReactNode }) {
  const job = useStore(session, (state) => activeJob(state.jobs));
  return (
    <Screen title="Duplicates" scope={choice}>
      <div className={styles['none']}>
        {job?.kind === 'run' ? (
          <div className={styles['job']}>
            <JobProgress
              words="Running the sources"
              job={job}
              onCancel={() => void cancelJob(job.id)}
            />
          </div>
        ) : (
          <Empty words="No patches are de-duplicated yet. Add sources and run them first.">
            <Button onClick={() => goTo('sources')}>Go to Sources</Button>
          </Empty>
        )}
      </div>
    </Screen>
  );
}
