import type { Evaluation, FilterModel, JudgedOn, ModelKind } from '../../shared/model.ts';
import { grouped } from '../element/numbers.ts';

/** What each kind of model is, in a microscopist's words. */
export const kindWords: Readonly<Record<ModelKind, { readonly title: string; what: string }>> = {
  'embedding-head': {
    title: 'Embedding head',
    what: 'logistic regression on what an encoder sees, its scores calibrated',
  },
  'texture-forest': {
    title: 'Texture forest',
    what: 'random forest on the four texture features of the CEM500K paper',
  },
  ensemble: { title: 'Ensemble', what: 'mean score of the forest and the head' },
  network: {
    title: 'Network',
    what: 'classifier that came trained with its encoder; it learnt from no label of this project',
  },
};

/** "Model 12, embedding head". */
export const modelTitle = ({ id, kind }: Pick<FilterModel, 'id' | 'kind'>): string =>
  `Model ${id}, ${kindWords[kind].title.toLowerCase()}`;

/** An area or a share from 0 to 1 to three decimals; a dash while it is unknown. */
export const threeDecimals = (value: number | null | undefined): string =>
  value === null || value === undefined ? '–' : value.toFixed(3);

/** "0.971 to 0.989"; empty without an interval. */
export const intervalText = (interval: readonly [number, number] | null | undefined): string =>
  interval ? `${interval[0].toFixed(3)} to ${interval[1].toFixed(3)}` : '';

export const judgedWords: Readonly<Record<JudgedOn, string>> = {
  'hold-out': 'Hold-out',
  'left-out': 'Sources left out',
};

/** A model's figures on those labels; null where there are none. */
export const evaluationOf = (model: FilterModel, on: JudgedOn): Evaluation | null =>
  on === 'hold-out' ? model.holdOut : model.leaveSourcesOut;

/** Whether labels can tell the two kinds apart: shares of one kind alone would always be whole. */
export const hasBothKinds = (
  labels: { readonly informative: number; readonly uninformative: number } | null,
): boolean => labels !== null && labels.informative > 0 && labels.uninformative > 0;

/** Why there is no curve of these labels. */
export function noCurvesWords({ informative, uninformative }: Evaluation): string {
  if (informative + uninformative === 0) return 'No curves yet: none of these patches has a label.';
  const lacking = informative === 0 ? 'informative' : 'uninformative';
  return `No curves yet: none of these ${grouped(informative + uninformative)} labels is ${lacking}, so there is nothing to tell apart.`;
}

/** Threshold as it is shown: hundredths, and a third decimal only where it has one. */
export function thresholdText(threshold: number): string {
  const hundredths = threshold.toFixed(2);
  return Math.abs(Number(hundredths) - threshold) < 0.0005 ? hundredths : threshold.toFixed(3);
}

/** What training chose, in words: "L2 0.01, temperature 1.32". */
export function chosenWords(chosen: FilterModel['chosen']): string {
  const names: Readonly<Record<string, string>> = { l2: 'L2' };
  return Object.entries(chosen)
    .map(([name, value]) => `${names[name] ?? name} ${Number(value.toPrecision(3))}`)
    .join(', ');
}
