import { calibrationFigure } from '../../shared/calibration-figure.ts';
import type { Evaluation, FilterModel, JudgedOn } from '../../shared/model.ts';
import { precisionRecallFigure } from '../../shared/precision-recall-figure.ts';
import { rocFigureOfModels, titleFor } from '../../shared/roc-figure.ts';
import { Facts } from '../element/facts.tsx';
import { percentText } from '../element/numbers.ts';
import { PlotFrame } from '../element/plot-frame.tsx';
import { ConfusionTable } from './confusion-table.tsx';
import { intervalText, kindWords, modelTitle, threeDecimals } from './model-words.ts';

/** A model and its figures on some labels. */
export interface Judged {
  readonly model: FilterModel;
  readonly evaluation: Evaluation;
}

/** ROC, precision and recall of several models on one plot each; calibration and confusion of the one shown. */
export function FigureCurves(props: {
  readonly shown: Judged;
  /** the models drawn, the one shown among them */
  readonly drawn: readonly Judged[];
  readonly judgedOn: JudgedOn;
  /** the one source that they are judged on; null for all */
  readonly source: { readonly id: number; readonly name: string } | null;
}) {
  const { judgedOn, source } = props;
  const { model, evaluation } = props.shown;
  const named = props.drawn.map((each) => ({
    name: kindWords[each.model.kind].title,
    ...each.evaluation,
  }));
  const labels = evaluation.informative + evaluation.uninformative;
  const size = { width: 480, height: 360 };
  const of = source?.name ?? null;
  const file = `model-${model.id}-${judgedOn}${source ? `-source-${source.id}` : ''}`;
  return (
    <>
      <PlotFrame figure={rocFigureOfModels(named, of)} fileName={`roc-${file}`} {...size} />
      <PlotFrame
        figure={precisionRecallFigure(named, evaluation.informative / Math.max(1, labels), of)}
        fileName={`precision-recall-${file}`}
        {...size}
      />
      <PlotFrame
        figure={calibrationFigure(titleFor(modelTitle(model).toLowerCase(), of), evaluation)}
        fileName={`calibration-${file}`}
        {...size}
      />
      <div>
        <h3>{source ? 'At the threshold in use' : 'At the threshold it was trained under'}</h3>
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
