import { Button, SegmentedControl } from '@mantine/core';
import { type ReactNode, useEffect, useState } from 'react';
import { explain, type Failure } from '../../shared/failure.ts';
import { engine } from '../bridge.ts';
import { Empty } from '../element/empty.tsx';
import { JobProgress } from '../element/job-progress.tsx';
import { PrimaryButton } from '../element/primary-button.tsx';
import { Problem } from '../element/problem.tsx';
import { Screen } from '../element/screen.tsx';
import { ViewOptions } from '../patch-work/view-options.tsx';
import { useCommands } from '../session/commands.ts';
import { activeJob, busyWords, latestJob } from '../session/job-list.ts';
import { useShownKey } from '../session/key-map.ts';
import { goTo } from '../session/navigation.ts';
import { attempt } from '../session/notice.ts';
import { cancelJob } from '../session/project-actions.ts';
import { session } from '../session/project-session.ts';
import { useStore } from '../session/store.ts';
import { useAnswer } from '../session/use-answer.ts';
import type { ColourBy } from './map-groups.ts';
import styles from './map-part.module.css';
import { type MapSettings, MapSettingsBar } from './map-settings.tsx';
import { titleOf } from './map-title.ts';
import { reviewState } from './review-state.ts';
import { ShownMap } from './shown-map.tsx';

const colours: Readonly<Record<ColourBy, string>> = {
  source: 'Source',
  score: 'Score',
  label: 'Label',
};

/** The exemplars on a plane, those alike together: gone around, they are shown beside it. */
export function MapPart({ choice }: { choice: ReactNode }) {
  const revision = useSettled(useStore(session, (state) => state.revision));
  const current = useAnswer(() => engine.map.current.query(), [revision], 'sources');
  const jobs = useStore(session, (state) => state.jobs);
  const [changed, setChanged] = useState<MapSettings | null>(null);
  const colourBy = useStore(reviewState, (state) => state.colourBy);
  const active = activeJob(jobs);
  const failed = latestJob(jobs, ['map'])?.failure ?? null;
  const map = current.value;
  const settings = changed ?? {
    sample: 20_000,
    centreBySource: map?.centreBySource ?? false,
  };
  const make = () => void attempt(engine.map.start.mutate(settings));
  const key = useShownKey('make-the-map', 'm');
  const blocked = busyWords(jobs);
  useCommands([{ title: 'Make the map', group: 'This screen', keys: ['m'], blocked, run: make }]);
  return (
    <Screen
      title="Review"
      scope={choice}
      actions={
        <>
          <ViewOptions />
          <PrimaryButton keyShown={key} blocked={blocked} onClick={make}>
            {map ? 'Make it again' : 'Make the map'}
          </PrimaryButton>
        </>
      }
    >
      <div className={styles['part']}>
        <div className={styles['bar']}>
          {map ? (
            <>
              <span className={styles['name']}>Colour</span>
              <SegmentedControl
                aria-label="Colour"
                data={Object.entries(colours).map(([value, label]) => ({ value, label }))}
                value={colourBy}
                // `as`: the options are the keys of colours.
                onChange={(value) => reviewState.set({ colourBy: value as ColourBy })}
              />
            </>
          ) : null}
          <span className={styles['title']} title={map ? titleOf(map) : undefined}>
            {map ? titleOf(map) : null}
          </span>
          <MapSettingsBar settings={settings} onSettings={setChanged} />
        </div>
        {active?.kind === 'map' ? (
          <div className={styles['progress']}>
            <JobProgress
              words="Making the map"
              job={active}
              onCancel={() => void cancelJob(active.id)}
            />
          </div>
        ) : null}
        {failed && active?.kind !== 'map' ? <MapProblem failure={failed} /> : null}
        {current.problem ? <Problem words={current.problem} /> : null}
        {map ? <ShownMap key={map.key} map={map} colourBy={colourBy} /> : null}
        {map === null && current.problem === null && active?.kind !== 'map' ? (
          <Empty words="No map yet. It lays exemplars that are alike side by side, so that groups, and patches that fit in none, are seen at a glance. 20,000 exemplars take about half a minute.">
            <Button disabled={blocked !== null} onClick={make}>
              Make the map
            </Button>
          </Empty>
        ) : null}
      </div>
    </Screen>
  );
}

/** How long labels must rest until a map, which may be megabytes, is asked for again with them. */
const restMs = 1000;

function useSettled<T>(value: T): T {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = window.setTimeout(() => setSettled(value), restMs);
    return () => window.clearTimeout(timer);
  }, [value]);
  return settled;
}

/** Why there is no map, and the way to one. */
function MapProblem({ failure }: { failure: Failure }) {
  const action =
    failure.kind === 'embeddings-missing'
      ? { title: 'Go to Classifier', run: () => goTo('classifier') }
      : null;
  return <Problem words={explain(failure)} {...(action ? { action } : {})} />;
}
