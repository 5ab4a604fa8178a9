import type { Figure, FigureAxis, FigureInk, FigureMark } from './figure.ts';
import type { Evaluation, FilterModel } from './model.ts';

/** A model's ROC curve under the name that its line carries. */
export type NamedRoc = { readonly name: string } & Pick<Evaluation, 'auc' | 'aucInterval' | 'roc'>;

/** ROC curves of a model on the hold-out and with whole sources left out, with the line of chance. */
export function rocFigure(model: FilterModel): Figure {
  return {
    title: `ROC of filter model ${model.id}`,
    ...axes,
    marks: [
      chance,
      ...curveOf('sources left out', 2, model.leaveSourcesOut),
      ...curveOf('hold-out', 0, model.holdOut),
    ],
    key: 'bottom-right',
    parameters: {
      model: model.hash,
      seed: model.seed,
      'training labels': model.trainedOn.informative + model.trainedOn.uninformative,
      'hold-out labels': model.holdOut.informative + model.holdOut.uninformative,
    },
  };
}

/**
 * ROC curves of several models on one plot, each line named with its AUC and 95 % interval; every other
 * line is dashed, so that colour is not all that tells neighbours in the key apart.
 *
 * @param models a model without a curve (one class missing) is left out.
 * @param source the one source that they are judged on; null for all
 */
export function rocFigureOfModels(
  models: readonly NamedRoc[],
  source: string | null = null,
): Figure {
  const drawn = models.filter(({ roc }) => roc.length > 0);
  const curves = drawn.map(({ name, auc, aucInterval, roc }, i): FigureMark => {
    const points = roc.map((point) => ({ x: point.falsePositiveRate, y: point.truePositiveRate }));
    const words = withInterval(name, 'AUC', auc, aucInterval);
    return { kind: 'line', name: words, ink: inkOf(i), dashed: i % 2 === 1, points };
  });
  return {
    title: titleFor('ROC of filter models', source),
    ...axes,
    marks: [chance, ...curves],
    key: 'bottom-right',
    parameters: { models: drawn.length, ...(source === null ? {} : { source }) },
  };
}

/** A figure's title, and the source that it is of alone. */
export const titleFor = (title: string, source: string | null): string =>
  source === null ? title : `${title}, ${source}`;

/** "name, measure 0.950 (0.930 to 0.970)", as far as it is known. */
export function withInterval(
  name: string,
  measure: string,
  value: number | null,
  interval: readonly [number, number] | null,
): string {
  if (value === null) return name;
  const known = `${name}, ${measure} ${value.toFixed(3)}`;
  return interval ? `${known} (${interval[0].toFixed(3)} to ${interval[1].toFixed(3)})` : known;
}

/** The ink of the i-th of several lines; after eight they come again. */
export function inkOf(i: number): FigureInk {
  const inks = [0, 1, 2, 3, 4, 5, 6, 7] as const;
  return inks[i % inks.length] ?? 0;
}

const share = (label: string): FigureAxis => ({
  label,
  from: 0,
  to: 1,
  ticks: [0, 0.2, 0.4, 0.6, 0.8, 1],
  format: 'plain',
});

const axes = { x: share('False positive rate'), y: share('True positive rate') };

const chance: FigureMark = {
  kind: 'line',
  name: 'chance',
  ink: 'reference',
  dashed: true,
  points: [
    { x: 0, y: 0 },
    { x: 1, y: 1 },
  ],
};

function curveOf(name: string, ink: 0 | 2, evaluation: Evaluation | null): FigureMark[] {
  if (!evaluation || evaluation.roc.length === 0) return [];
  const points = evaluation.roc.map((point) => ({
    x: point.falsePositiveRate,
    y: point.truePositiveRate,
  }));
  const words = evaluation.auc === null ? name : `${name}, AUC ${evaluation.auc.toFixed(3)}`;
  return [{ kind: 'line', name: words, ink, dashed: false, points }];
}
