import { Button, Slider } from '@mantine/core';
import { useState } from 'react';
import type { FilterModel, Share, ThresholdYield } from '../../shared/model.ts';
import { scoreFigure } from '../../shared/score-figure.ts';
import { engine } from '../bridge.ts';
import { Facts } from '../element/facts.tsx';
import { grouped, percentText } from '../element/numbers.ts';
import { PlotFrame } from '../element/plot-frame.tsx';
import { Problem } from '../element/problem.tsx';
import { attempt, say } from '../session/notice.ts';
import { useAnswer } from '../session/use-answer.ts';
import { useSettled } from '../session/use-settled.ts';
import styles from './classifier-screen.module.css';
import { FalseShare } from './false-share.tsx';
import { hasBothKinds, thresholdText } from './model-words.ts';
import { Part } from './part.tsx';
import { SourceYield } from './source-yield.tsx';

/** Scores of all exemplars, a threshold to slide, and what it would keep, of which quality. */
export function ThresholdPart(props: {
  readonly model: FilterModel;
  readonly isReadOnly: boolean;
}) {
  const { model } = props;
  const chosen = useAnswer(() => engine.models.yield.query({ threshold: null }), [model.id]);
  const [moved, setMoved] = useState<number | null>(null);
  const settled = useSettled(moved, 60);
  const tried = useAnswer(
    () => engine.models.yield.query({ threshold: settled }),
    [model.id, settled],
  );
  const now = tried.value ?? chosen.value;
  const current = chosen.value?.threshold ?? null;
  const shown = moved ?? current;
  const problem = chosen.problem ?? tried.problem;
  return (
    <Part name="threshold" title="Threshold">
      {problem ? <Problem words={problem} /> : null}
      {now && shown !== null && current !== null ? (
        <div className={styles['columns']}>
          <div>
            <Scores {...{ model, now, shown, current }} {...props} onMove={setMoved} />
            <Quality now={now} shown={shown} current={current} />
          </div>
          <div className={styles['stack']}>
            <FalseShare model={model} yielded={now} onTry={setMoved} />
            <SourceYield yielded={now} isReadOnly={props.isReadOnly} />
          </div>
        </div>
      ) : null}
    </Part>
  );
}

function Scores(props: {
  readonly model: FilterModel;
  readonly now: ThresholdYield;
  readonly shown: number;
  readonly current: number;
  readonly isReadOnly: boolean;
  readonly onMove: (threshold: number | null) => void;
}) {
  const { model, now, shown, current, onMove } = props;
  const use = async () => {
    const done = await attempt(engine.models.setThreshold.mutate({ threshold: shown }));
    if (!done) return;
    say(done.summary, true);
    onMove(null);
  };
  return (
    <>
      <PlotFrame
        figure={scoreFigure({ ...now, threshold: shown })}
        fileName={`scores-model-${model.id}`}
        width={480}
        height={280}
        onPick={(x) => onMove(Math.round(x * 100) / 100)}
      />
      <div className={styles['slide']}>
        <Slider
          className={styles['slider'] ?? ''}
          size="sm"
          min={0}
          max={1}
          step={0.01}
          label={null}
          value={shown}
          onChange={onMove}
          thumbLabel="Threshold: kept when the score is higher"
        />
        {props.isReadOnly ? (
          <span>{thresholdText(shown)}</span>
        ) : (
          <Button
            variant={shown === current ? 'default' : 'filled'}
            disabled={shown === current}
            onClick={() => void use()}
          >
            Use threshold {thresholdText(shown)}
          </Button>
        )}
      </div>
    </>
  );
}

function Quality(props: { now: ThresholdYield; shown: number; current: number }) {
  const { now, shown, current } = props;
  const share = now.scored > 0 ? ` (${percentText(now.kept / now.scored)})` : '';
  const hasBoth = hasBothKinds(now.holdOut);
  const hasOwn = now.perSource.some(({ threshold }) => threshold !== null);
  const facts = [
    ['Keeps', `${grouped(now.kept)} of ${grouped(now.scored)} exemplars${share}`],
    ['Of those kept', shareWords(hasBoth ? now.precision : null, 'is informative: precision')],
    ['Of the informative', shareWords(now.recall, 'is kept: recall')],
  ] as const;
  const labels = now.holdOut ? now.holdOut.informative + now.holdOut.uninformative : 0;
  return (
    <>
      <Facts facts={facts} />
      <p className={styles['quiet']}>
        {labels > 0
          ? `Precision and recall on the ${grouped(labels)} labelled exemplars of the hold-out${hasOwn ? ', each source at its own threshold where it has one' : ''}.`
          : 'The hold-out has no labels: label some of it to know precision and recall.'}
        {shown === current ? '' : ` In use: ${thresholdText(current)}.`}
      </p>
    </>
  );
}

function shareWords(share: Share | null, what: string): string {
  if (!share) return 'not known: the hold-out lacks labels of one kind';
  return `${percentText(share.share)} ${what} (95% ${percentText(share.low)} to ${percentText(share.high)})`;
}
