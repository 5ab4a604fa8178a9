import { expect, test } from 'vitest';
import type { Evaluation, FilterModel } from '../../src/shared/model.ts';
import { rocFigure } from '../../src/shared/roc-figure.ts';

const evaluation = (auc: number | null): Evaluation => ({
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

const model = (leaveSourcesOut: Evaluation | null): FilterModel => ({
  id: 3,
  hash: 'abc',
  kind: 'texture-forest',
  createdBy: 9,
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
