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
import { type DuplicatesPart, duplicatesParts, duplicatesState } from './duplicates-state.ts';
import { GroupsPart } from './groups-part.tsx';
import { PairsPart } from './pairs-part.tsx';
import { pairsPlace } from './pairs-state.ts';
import part from './part.module.css';
import { RadiusPart } from './radius-part.tsx';
import { radiusState } from './radius-state.ts';
import { RelationsPart } from './relations-part.tsx';
import { relationsState } from './relations-state.ts';
import {
  beginScreen,
  keptScreen,
  placeOfParts,
  readScreen,
  type ScreenPlace,
  screenPlace,
} from './screen-place.ts';
import { useLastPlace, useWrittenPlace } from './use-kept-place.ts';

const drawn: Readonly<Record<DuplicatesPart, (props: { choice: ReactNode }) => ReactNode>> = {
  groups: GroupsPart,
  radius: RadiusPart,
  pairs: PairsPart,
  relations: RelationsPart,
};
// `as`: the keys of duplicatesParts, in their order.
const order = Object.keys(duplicatesParts) as DuplicatesPart[];

/** What de-duplication took away, and why: groups to look into, radius, pairs, and sources that show the same. */
export function DuplicatesScreen() {
  const isKnown = useLastPlace(placeOfParts, readScreen, beginScreen) !== undefined;
  const { part } = useScreenPlace(isKnown);
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
      data={order.map((value) => ({ value, label: duplicatesParts[value] }))}
      value={part}
      // `as`: the options are the keys of duplicatesParts.
      onChange={(value) => duplicatesState.set({ part: value as DuplicatesPart })}
    />
  );
  if (!isCut) return <NotRun choice={choice} />;
  if (!isKnown) return <Screen title="Duplicates" scope={choice} busy children={null} />;
  const Draw = drawn[part];
  return <Draw choice={choice} />;
}

/** What is looked at in all parts, written down as it changes once it is known where to begin. */
function useScreenPlace(isKnown: boolean): ScreenPlace {
  useStore(duplicatesState, (state) => state);
  useStore(radiusState, (state) => state);
  useStore(pairsPlace, (state) => state);
  useStore(relationsState, (state) => state);
  const place = screenPlace();
  useWrittenPlace(isKnown ? keptScreen(place) : null);
  return place;
}

function NotRun({ choice }: { choice: ReactNode }) {
  const job = useStore(session, (state) => activeJob(state.jobs));
  return (
    <Screen title="Duplicates" scope={choice}>
      <div className={part['none']}>
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
