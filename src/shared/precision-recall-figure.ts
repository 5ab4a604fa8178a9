import type { Figure, FigureMark, FigurePoint } from './figure.ts';
import type { Evaluation } from './model.ts';
import { inkOf, titleFor, withInterval } from './roc-figure.ts';

/** A model's precision and recall under the name that its line carries. */
export type NamedPrecisionRecall = { readonly name: string } & Pick<
  Evaluation,
  'averagePrecision' | 'averagePrecisionInterval' | 'precisionRecall'
>;

/**
 * Precision against recall of several models on one plot, each line named with its average precision
 * and 95 % interval, and the line of chance; every other line is dashed.
 *
 * @param informativeShare of the labels, 0..1: the precision of keeping at random.
 * @param source the one source that they are judged on; null for all
 */
export function precisionRecallFigure(
  models: readonly NamedPrecisionRecall[],
  informativeShare: number,
  source: string | null = null,
): Figure {
  const ticks = [0, 0.2, 0.4, 0.6, 0.8, 1];
  const drawn = models.filter(({ precisionRecall }) => precisionRecall.length > 0);
  const curves = drawn.map((model, i): FigureMark => {
    const { averagePrecision, averagePrecisionInterval } = model;
    return {
      kind: 'line',
      name: withInterval(model.name, 'AP', averagePrecision, averagePrecisionInterval),
      ink: inkOf(i),
      dashed: i % 2 === 1,
      points: stepsOf(model.precisionRecall),
    };
  });
  return {
    title: titleFor('Precision and recall of filter models', source),
    x: { label: 'Recall', from: 0, to: 1, ticks, format: 'plain' },
    y: { label: 'Precision', from: 0, to: 1, ticks, format: 'plain' },
    marks: [chanceAt(informativeShare), ...curves],
    key: 'bottom-right',
    parameters: {
      models: drawn.length,
      'informative share': informativeShare,
      ...(source === null ? {} : { source }),
    },
  };
}

function chanceAt(y: number): FigureMark {
  const points = [
    { x: 0, y },
    { x: 1, y },
  ];
  return { kind: 'line', name: 'chance', ink: 'reference', dashed: true, points };
}

/** Steps rather than slopes: a straight line between two points promises precision that nobody measured. */
function stepsOf(curve: Evaluation['precisionRecall']): FigurePoint[] {
  return curve.flatMap(({ recall, precision }, i) => {
    const before = curve[i - 1];
    const here = { x: recall, y: precision };
    return before ? [{ x: before.recall, y: precision }, here] : [here];
  });
}
