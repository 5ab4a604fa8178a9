import { Checkbox, NativeSelect } from '@mantine/core';
import type { ReactNode } from 'react';
import { radii } from '../../shared/keep-curve.ts';
import type { PairDistance, PairEstimate } from '../../shared/pair.ts';
import { engine } from '../bridge.ts';
import { Empty } from '../element/empty.tsx';
import { JobProgress } from '../element/job-progress.tsx';
import { counted } from '../element/numbers.ts';
import { PrimaryButton } from '../element/primary-button.tsx';
import { Problem } from '../element/problem.tsx';
import { Screen } from '../element/screen.tsx';
import { useCommands } from '../session/commands.ts';
import { useShownKey } from '../session/key-map.ts';
import { cancelJob } from '../session/project-actions.ts';
import { session } from '../session/project-session.ts';
import { useStore } from '../session/store.ts';
import { useAnswer } from '../session/use-answer.ts';
import { PairDesk } from './pair-desk.tsx';
import styles from './pairs.module.css';
import {
  choosePairs,
  chooseSources,
  pairsPlace,
  pairsState,
  sourcesChosen,
  wantedChoices,
} from './pairs-state.ts';
import part from './part.module.css';
import { useCurves } from './use-curves.ts';
import { usePairWalk } from './use-pair-walk.ts';

/** Pairs of patches at each distance, for a person to say whether they show the same. */
export function PairsPart({ choice }: { choice: ReactNode }) {
  const state = useCurves();
  const walk = usePairWalk();
  const isReadOnly = useStore(session, ({ project }) => project?.readOnly ?? true);
  const blocked = isReadOnly ? 'This project is open read-only: pairs cannot be marked.' : null;
  const { distance } = useStore(pairsState, (each) => each);
  const { source } = useStore(pairsPlace, (each) => each);
  const estimate = useAnswer(() => engine.pairs.estimate.query(), []).value;
  const isEmpty = walk.page !== null && walk.total === 0;
  const isUndrawn = isEmpty && distance === 'all' && source === null;
  return (
    <Screen
      title="Duplicates"
      busy={walk.page === null && walk.problem === null}
      scope={
        <>
          {choice}
          {isUndrawn ? null : <PairsScope estimate={estimate} />}
        </>
      }
      actions={isUndrawn ? <DrawButton state={state} /> : null}
    >
      <div className={styles['part']}>
        {state.counting ? (
          <div className={styles['counting']}>
            <JobProgress
              words="Drawing pairs while each radius is counted"
              job={state.counting}
              onCancel={() => void cancelJob(state.counting?.id ?? -1)}
            />
          </div>
        ) : null}
        {walk.problem ? (
          <Problem words={walk.problem} action={{ title: 'Try again', run: walk.again }} />
        ) : null}
        {isEmpty ? (
          <div className={part['none']}>
            <Empty words={isUndrawn ? noPairs : noneHere(distance)} />
          </div>
        ) : (
          <PairDesk walk={walk} blocked={blocked} estimate={estimate} />
        )}
      </div>
    </Screen>
  );
}

const noPairs =
  'No pairs are drawn yet. They are drawn at each distance from 0 to 20 bits while it is counted what each radius keeps; then you say which show the same, and the precision of each radius is estimated.';

const noneHere = (distance: PairDistance): string =>
  distance === 'all'
    ? 'No radius joins a pair of this source. Choose another one.'
    : `No radius joins a pair at a distance of ${counted(distance, 'bit')} here. Choose another distance or source.`;

function DrawButton({ state }: { state: ReturnType<typeof useCurves> }) {
  const key = useShownKey('count-what-each-radius-keeps', 'c');
  const { blocked, count: run } = state;
  const title = 'Count what each radius keeps';
  useCommands([{ title, group: 'This screen', keys: ['c'], blocked, run }]);
  return (
    <PrimaryButton keyShown={key} blocked={blocked} onClick={run}>
      {title}
    </PrimaryButton>
  );
}

function PairsScope({ estimate }: { estimate: PairEstimate | null }) {
  const { distance, isBlind, wanted } = useStore(pairsState, (each) => each);
  return (
    <>
      <SourceSelect sources={estimate?.sources ?? []} />
      <NativeSelect
        aria-label="Distance of the pairs"
        data={[
          { value: 'all', label: 'All distances in turn' },
          ...radii.map((r) => ({ value: String(r), label: `${counted(r, 'bit')} apart` })),
        ]}
        value={String(distance)}
        onChange={({ currentTarget: { value } }) =>
          choosePairs({ distance: value === 'all' ? 'all' : Number(value) })
        }
      />
      <NativeSelect
        aria-label="Marks wanted at each distance"
        data={wantedChoices.map((n) => ({ value: String(n), label: `${n} of each` }))}
        value={String(wanted)}
        onChange={({ currentTarget: { value } }) => choosePairs({ wanted: Number(value) })}
      />
      <Checkbox
        label="Hide the distance"
        checked={isBlind}
        onChange={({ currentTarget: { checked } }) => choosePairs({ isBlind: checked })}
      />
    </>
  );
}

/** Pairs as they come in the project, as many of each source, or those of one source. */
function SourceSelect({ sources }: { sources: PairEstimate['sources'] }) {
  useStore(pairsState, (each) => each);
  const { source } = useStore(pairsPlace, (each) => each);
  return (
    <NativeSelect
      aria-label="Source"
      data={[
        { value: 'all', label: 'All sources' },
        { value: 'each', label: 'Each source in turn' },
        ...(source === null || sources.some((each) => each.source === source)
          ? []
          : [{ value: String(source), label: 'One source' }]),
        ...sources.map(({ source: id, name }) => ({ value: String(id), label: name })),
      ]}
      value={String(sourcesChosen())}
      onChange={({ currentTarget: { value } }) =>
        chooseSources(value === 'all' || value === 'each' ? value : Number(value))
      }
    />
  );
}
