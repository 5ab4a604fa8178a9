import { Button } from '@mantine/core';
import { learningCurveFigure } from '../../shared/learning-curve-figure.ts';
import type { FilterModel, LabellingAdvice } from '../../shared/model.ts';
import { engine } from '../bridge.ts';
import { counted } from '../element/numbers.ts';
import { PlotFrame } from '../element/plot-frame.tsx';
import { Problem } from '../element/problem.tsx';
import { goTo } from '../session/navigation.ts';
import { useAnswer } from '../session/use-answer.ts';
import lists from './bar-list.module.css';
import styles from './classifier-screen.module.css';
import { DriftTable } from './drift-table.tsx';
import { openQueue } from './open-queue.ts';
import { Part } from './part.tsx';
import { modelWithCurve } from './trainings.ts';

/** Whether labelling on is worth it, and what would be worth labelling. */
export function LabellingPart(props: {
  readonly models: readonly FilterModel[];
  readonly isReadOnly: boolean;
}) {
  const advice = useAnswer(() => engine.models.advice.query(), []);
  return (
    <Part name="labelling" title="Is labelling on worth it?">
      {advice.problem ? <Problem words={advice.problem} /> : null}
      <div className={styles['columns']}>
        <LearningCurve models={props.models} advice={advice.value} />
        <div className={styles['stack']}>
          {advice.value ? <Advice advice={advice.value} isReadOnly={props.isReadOnly} /> : null}
          <WhatNext models={props.models} isReadOnly={props.isReadOnly} />
        </div>
      </div>
      <DriftTable isReadOnly={props.isReadOnly} />
    </Part>
  );
}

function LearningCurve(props: {
  readonly models: readonly FilterModel[];
  readonly advice: LabellingAdvice | null;
}) {
  const model = modelWithCurve(props.models);
  if (!model) {
    return (
      <p className={styles['quiet']}>
        No learning curve yet: it comes with a training, and needs hold-out labels of both kinds.
      </p>
    );
  }
  const band = props.advice?.forecast?.band ?? [];
  return (
    <PlotFrame
      figure={learningCurveFigure(model.learningCurve, band)}
      fileName={`learning-curve-model-${model.id}`}
      width={480}
      height={320}
    />
  );
}

/** The verdict first, its reasons below. */
function Advice({ advice, isReadOnly }: { advice: LabellingAdvice; isReadOnly: boolean }) {
  const verdict = advice.sentences.at(-1);
  const reasons = advice.sentences.slice(0, -1);
  return (
    <div className={styles['advice']}>
      <p>
        <strong>{verdict}</strong>
      </p>
      {reasons.map((sentence) => (
        <p key={sentence}>{sentence}</p>
      ))}
      {isReadOnly ? null : <Button onClick={() => goTo('label')}>Label patches</Button>}
    </div>
  );
}

/** Queues that are worth more than the next patch at random. */
function WhatNext(props: {
  readonly models: readonly FilterModel[];
  readonly isReadOnly: boolean;
}) {
  const { models, isReadOnly } = props;
  const look = isReadOnly ? 'Show' : 'Look again at';
  const suspects = useAnswer(
    () => engine.grid.open.query({ set: 'suspect', order: 'suspect' }),
    [models.find((model) => model.current)?.id],
  );
  const total = suspects.value?.total ?? null;
  const kinds = new Set(models.map(({ kind }) => kind));
  const canDisagree = kinds.has('texture-forest') && kinds.has('embedding-head');
  return (
    <div>
      <h3>What to label next</h3>
      <ul className={lists['suggestions']}>
        <li>
          <span>Suspected mistakes</span>
          {total ? (
            <Button onClick={() => void openQueue('suspect')}>
              {look} {counted(total, 'label')}
            </Button>
          ) : null}
          <p className={styles['quiet']}>
            {suspects.problem ??
              (total === 0
                ? 'No label is contradicted by models trained without it.'
                : 'Labels that models trained without them contradict, worst first.')}
          </p>
        </li>
        <li>
          <span>Models disagree</span>
          <Button disabled={!canDisagree} onClick={() => void openQueue('disagreement')}>
            {isReadOnly ? 'Show' : 'Label'} where they disagree
          </Button>
          <p className={styles['quiet']}>
            Not labelled yet, where the scores of the forest and the head differ most.
          </p>
        </li>
      </ul>
    </div>
  );
}
