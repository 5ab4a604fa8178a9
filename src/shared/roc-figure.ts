import type { Figure, FigureMark } from './figure.ts';
import type { Evaluation, FilterModel } from './model.ts';

/** ROC curves of a model on the hold-out and with whole sources left out, with the line of chance. */
export function rocFigure(model: FilterModel): Figure {
  const ticks = [0, 0.2, 0.4, 0.6, 0.8, 1];
  return {
    title: `ROC of filter model ${model.id}`,
    x: { label: 'False positive rate', from: 0, to: 1, ticks, format: 'plain' },
    y: { label: 'True positive rate', from: 0, to: 1, ticks, format: 'plain' },
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
