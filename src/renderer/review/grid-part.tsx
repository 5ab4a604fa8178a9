import { Button, NativeSelect } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { engine } from '../bridge.ts';
import { Empty } from '../element/empty.tsx';
import { PrimaryButton } from '../element/primary-button.tsx';
import { Problem } from '../element/problem.tsx';
import { Screen } from '../element/screen.tsx';
import { PatchWork } from '../patch-work/patch-work.tsx';
import { ViewOptions } from '../patch-work/view-options.tsx';
import { useCommands } from '../session/commands.ts';
import { useShownKey } from '../session/key-map.ts';
import { goTo } from '../session/navigation.ts';
import { session } from '../session/project-session.ts';
import { useStore } from '../session/store.ts';
import { useAnswer } from '../session/use-answer.ts';
import { labelOf } from './label-of.ts';
import { type Narrowing, nearQuery, type ScoreBand, type Show } from './review-query.ts';
import styles from './review-screen.module.css';
import { ReviewSides } from './review-sides.tsx';
import { ScoreStrip } from './score-strip.tsx';
import { nearWords, type ThresholdOf, thresholdsOf } from './tile-words.ts';

const showWords: Readonly<Record<Show, string>> = {
  near: 'Nearest to the threshold first',
  all: 'Surest first',
  overridden: 'Overridden by hand',
};

/** The grids, under the scores of what is in them. */
export function GridPart({ part, choice }: { part: 'sides' | 'near'; choice: ReactNode }) {
  const project = useStore(session, (state) => state.project);
  const [show, setShow] = useState<Show>('near');
  const [source, setSource] = useState('');
  const [band, setBand] = useState<ScoreBand | null>(null);
  const [turn, setTurn] = useState(1);
  const inUse = useAnswer(() => engine.models.yield.query({ threshold: null }), []);
  const sortAgain = () => setTurn(turn + 1);
  const sortKey = useShownKey('sort-again', 'n');
  useCommands([{ title: 'Sort again', group: 'This screen', keys: ['n'], run: sortAgain }]);
  if (!project || project.funnel.curated === null) return <NoCuratedSet choice={choice} />;
  const { curated, dedup } = project.funnel;
  const narrowing = { sources: source === '' ? [] : [Number(source)], band };
  const yielded = inUse.value;
  const thresholdOf = yielded ? thresholdsOf(yielded.threshold, yielded.perSource) : null;
  // Another threshold puts other patches on either side.
  const sorted = `${turn} ${yielded?.threshold} ${yielded?.perSource.map((each) => each.threshold)}`;
  return (
    <Screen
      title="Review"
      scope={
        <>
          {choice}
          {part === 'sides' ? <ShowChoice value={show} onChange={setShow} /> : null}
          <SourceChoice value={source} onChange={setSource} />
        </>
      }
      actions={
        <>
          <ViewOptions />
          <PrimaryButton keyShown={sortKey} onClick={sortAgain}>
            Sort again
          </PrimaryButton>
        </>
      }
    >
      <div className={styles['parts']}>
        {yielded ? <ScoreStrip yielded={yielded} band={band} onBand={setBand} /> : null}
        {part === 'sides' && (yielded || inUse.problem) ? (
          <ReviewSides
            show={show}
            narrowing={narrowing}
            thresholdOf={thresholdOf}
            counts={{ kept: curated, dropped: dedup - curated }}
            sorted={sorted}
          />
        ) : null}
        {part === 'near' && thresholdOf ? (
          <NearThreshold key={sorted} narrowing={narrowing} thresholdOf={thresholdOf} />
        ) : null}
        {part === 'near' && inUse.problem ? <Problem words={inUse.problem} /> : null}
      </div>
    </Screen>
  );
}

function NearThreshold(props: {
  readonly narrowing: Narrowing;
  readonly thresholdOf: ThresholdOf;
}) {
  return (
    <PatchWork
      label="Exemplars near the threshold"
      query={nearQuery(props.narrowing)}
      origin="override"
      shown={(patch) => nearWords(patch, labelOf(patch), props.thresholdOf)}
      empty={<Empty words="No exemplar has a score here." />}
    />
  );
}

function ShowChoice(props: { readonly value: Show; readonly onChange: (value: Show) => void }) {
  return (
    <NativeSelect
      aria-label="Order"
      data={Object.entries(showWords).map(([value, label]) => ({ value, label }))}
      value={props.value}
      // `as`: the options are the keys of showWords.
      onChange={(event) => props.onChange(event.currentTarget.value as Show)}
    />
  );
}

function SourceChoice(props: {
  readonly value: string;
  readonly onChange: (value: string) => void;
}) {
  const sources = useAnswer(() => engine.sources.list.query(), [], 'sources');
  return (
    <NativeSelect
      aria-label="Source"
      data={[
        { value: '', label: 'All sources' },
        ...(sources.value ?? []).map(({ id, name }) => ({ value: String(id), label: name })),
      ]}
      value={props.value}
      onChange={(event) => props.onChange(event.currentTarget.value)}
    />
  );
}

function NoCuratedSet({ choice }: { choice: ReactNode }) {
  return (
    <Screen title="Review" scope={choice}>
      <div className={styles['none']}>
        <Empty words="There is no curated set yet. Train a classifier, or label patches by hand.">
          <Button onClick={() => goTo('classifier')}>Go to Classifier</Button>
        </Empty>
      </div>
    </Screen>
  );
}
