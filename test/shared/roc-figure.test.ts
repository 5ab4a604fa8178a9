import { expect, test } from 'vitest';
import {
  type Evaluation,
  evaluation as evaluationSchema,
  filterModel,
} from '../../src/shared/model.ts';
import { rocFigure, rocFigureOfModels } from '../../src/shared/roc-figure.ts';

const evaluation = (auc: number | null) =>
  evaluationSchema.parse({
    informative: 2,
    uninformative: 2,
    auc,
    aucInterval: null,
    roc: [
      { falsePositiveRate: 0, truePositiveRate: 0, threshold: 2 },
      { falsePositiveRate: 0.5, truePositiveRate: 1, threshold: 0.4 },
      { falsePositiveRate: 1, truePositiveRate: 1, threshold: 0.1 },
    ],
    accuracy: 0.75,
    confusion: {
      truePositive: 2,
      falsePositive: 1,
      trueNegative: 1,
      falseNegative: 0,
      ordinals: { truePositive: [1, 2], falsePositive: [3], trueNegative: [4], falseNegative: [] },
    },
  });

const model = (leaveSourcesOut: Evaluation | null) =>
  filterModel.parse({
    id: 3,
    hash: 'abc',
    kind: 'texture-forest',
    createdBy: 9,
    fromDataset: false,
    seed: 1227,
    trainedOn: { informative: 40, uninformative: 30, labelsHash: 'x' },
    holdOut: evaluation(0.875),
    leaveSourcesOut,
    perSource: [],
    importances: [],
    current: true,
    scored: 100,
    warnings: [],
  });

test('the hold-out and the left-out sources each have a curve named with its AUC', () => {
  const names = rocFigure(model(evaluation(0.7))).marks.map((mark) => mark.name);
  expect(names).toEqual(['chance', 'sources left out, AUC 0.700', 'hold-out, AUC 0.875']);
});

test('with one source there is no second curve, and the parameters say what was trained', () => {
  const figure = rocFigure(model(null));
  expect(figure.marks).toHaveLength(2);
  expect(figure.marks[1]).toMatchObject({
    points: [
      { x: 0, y: 0 },
      { x: 0.5, y: 1 },
      { x: 1, y: 1 },
    ],
  });
  expect(figure.parameters).toEqual({
    model: 'abc',
    seed: 1227,
    'training labels': 70,
    'hold-out labels': 4,
  });
});

test('several models share a plot, each named with its AUC and interval, not told apart by colour alone', () => {
  const forest = { ...evaluation(0.875), name: 'forest' };
  const head = { ...forest, name: 'head', aucInterval: [0.8, 0.91] as [number, number] };
  const { marks, parameters } = rocFigureOfModels([forest, { ...forest, roc: [] }, head]);
  expect(marks.map((mark) => mark.name)).toEqual([
    'chance',
    'forest, AUC 0.875',
    'head, AUC 0.875 (0.800 to 0.910)',
  ]);
  expect(marks.slice(1)).toMatchObject([{ dashed: false }, { dashed: true }]);
  expect(parameters).toEqual({ models: 2 });
});
