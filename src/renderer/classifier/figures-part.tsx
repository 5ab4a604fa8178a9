import { SegmentedControl } from '@mantine/core';
import { useState } from 'react';
import { calibrationFigure } from '../../shared/calibration-figure.ts';
import type { Evaluation, FilterModel } from '../../shared/model.ts';
import { precisionRecallFigure } from '../../shared/precision-recall-figure.ts';
import { rocFigureOfModels } from '../../shared/roc-figure.ts';
import { Facts } from '../element/facts.tsx';
import { grouped, percentText } from '../element/numbers.ts';
import { PlotFrame } from '../element/plot-frame.tsx';
import styles from './classifier-screen.module.css';
import { ConfusionTable } from './confusion-table.tsx';
import { Importances } from './importances.tsx';
import {
  evaluationOf,
  intervalText,
  type JudgedOn,
  judgedWords,
  kindWords,
  modelTitle,
  threeDecimals,
} from './model-words.ts';
import { Part } from './part.tsx';
import { SourceTable } from './source-table.tsx';
import { drawnWith } from './trainings.ts';

/** How good the model is beside the others of its training, on labels that it did not learn from. */
export function FiguresPart(props: {
  readonly model: FilterModel;
  readonly models: readonly FilterModel[];
}) {
  const { model } = props;
  const [wanted, setJudgedOn] = useState<JudgedOn | null>(null);
  const hasLeftOut = model.leaveSourcesOut?.auc != null;
  const judgedOn = hasLeftOut ? (wanted ?? firstShown(model)) : 'hold-out';
  const evaluation = evaluationOf(model, judgedOn) ?? model.holdOut;
  const choice = (
    <SegmentedControl
      aria-label="Judged on"
      data={[
        { value: 'hold-out', label: judgedWords['hold-out'] },
        { value: 'left-out', label: judgedWords['left-out'], disabled: !hasLeftOut },
      ]}
      value={judgedOn}
      // `as`: the values are those of JudgedOn.
      onChange={(value) => setJudgedOn(value as JudgedOn)}
    />
  );
  return (
    <Part name="figures" title="How good it is" aside={choice}>
      <p className={styles['quiet']}>{judgedNote[judgedOn]}</p>
      {evaluation.auc === null ? <p>{noCurvesWords(evaluation)}</p> : null}
      <div className={styles['columns']}>
        {evaluation.auc === null ? null : (
          <Curves {...props} judgedOn={judgedOn} evaluation={evaluation} />
        )}
        <SourceTable model={model} />
        <Importances model={model} />
      </div>
    </Part>
  );
}

/** What has curves at all, the hold-out first. */
const firstShown = ({ holdOut }: FilterModel): JudgedOn =>
  holdOut.auc === null ? 'left-out' : 'hold-out';

function noCurvesWords({ informative, uninformative }: Evaluation): string {
  if (informative + uninformative === 0) return 'No curves yet: none of these patches has a label.';
  const lacking = informative === 0 ? 'informative' : 'uninformative';
  return `No curves yet: none of these ${grouped(informative + uninformative)} labels is ${lacking}, so there is nothing to tell apart.`;
}

const judgedNote: Readonly<Record<JudgedOn, string>> = {
  'hold-out':
    'Blocks of sections of every source, set aside before anything was labelled: how it does on more of what you have.',
  'left-out':
    'Each source scored by a model that never saw it: what to expect of a source that is new.',
};

function Curves(props: {
  readonly model: FilterModel;
  readonly models: readonly FilterModel[];
  readonly judgedOn: JudgedOn;
  readonly evaluation: Evaluation;
}) {
  const { model, judgedOn, evaluation } = props;
  const named = drawnWith(model, props.models).flatMap((each) => {
    const own = evaluationOf(each, judgedOn);
    return own ? [{ name: kindWords[each.kind].title, ...own }] : [];
  });
  const labels = evaluation.informative + evaluation.uninformative;
  const size = { width: 480, height: 360 };
  const file = `model-${model.id}-${judgedOn}`;
  return (
    <>
      <PlotFrame figure={rocFigureOfModels(named)} fileName={`roc-${file}`} {...size} />
      <PlotFrame
        figure={precisionRecallFigure(named, evaluation.informative / Math.max(1, labels))}
        fileName={`precision-recall-${file}`}
        {...size}
      />
      <PlotFrame
        figure={calibrationFigure(modelTitle(model).toLowerCase(), evaluation)}
        fileName={`calibration-${file}`}
        {...size}
      />
      <div>
        <h3>At the threshold it was trained under</h3>
        <ConfusionTable confusion={evaluation.confusion} judgedOn={judgedOn} />
        <Facts facts={factsOf(evaluation)} />
      </div>
    </>
  );
}

function factsOf(evaluation: Evaluation) {
  const { accuracy, averagePrecision, averagePrecisionInterval } = evaluation;
  const { brier, brierInterval, calibrationError } = evaluation;
  const within = (interval: readonly [number, number] | null) =>
    interval ? ` (95% ${intervalText(interval)})` : '';
  return [
    ['Accuracy', accuracy === null ? '–' : percentText(accuracy)],
    ['Average precision', `${threeDecimals(averagePrecision)}${within(averagePrecisionInterval)}`],
    [
      'Brier score',
      <abbr
        key="brier"
        title="Mean squared distance of score and label: 0 is perfect, 0.25 is what always saying 0.5 gets."
      >
        {threeDecimals(brier)}
        {within(brierInterval)}
      </abbr>,
    ],
    [
      'Calibration error',
      <abbr
        key="calibration"
        title="How far scores are from the share of informative labels among patches of such scores, on average."
      >
        {threeDecimals(calibrationError)}
      </abbr>,
    ],
  ] as const;
}
