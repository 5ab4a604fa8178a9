import { expect, test } from 'vitest';
import { evaluateScores } from '../../../../../src/main/engine/run/model/evaluate-scores.ts';

const rows = [
  { score: 0.9, label: 1, ordinal: 10 },
  { score: 0.6, label: 0, ordinal: 11 },
  { score: 0.5, label: 1, ordinal: 12 },
  { score: 0.1, label: 0, ordinal: -1 },
  { score: Number.NaN, label: 1, ordinal: 13 },
];

test('a patch without a score does not count, and a score at the threshold is not informative', () => {
  const found = evaluateScores(rows, 0.5);
  expect(found).toMatchObject({ informative: 2, uninformative: 2, auc: 0.75, accuracy: 0.5 });
  expect(found.confusion).toEqual({
    truePositive: 1,
    falsePositive: 1,
    trueNegative: 1,
    falseNegative: 1,
    ordinals: {
      truePositive: [10],
      falsePositive: [11],
      trueNegative: [], // no exemplar of this cut: it counts, and cannot be opened
      falseNegative: [12],
    },
  });
});

test('the interval holds the area and is the same each time', () => {
  const [low = 1, high = 0] = evaluateScores(rows, 0.5).aucInterval ?? [];
  expect(low).toBeLessThanOrEqual(0.75);
  expect(high).toBeGreaterThanOrEqual(0.75);
  expect(evaluateScores(rows, 0.5).aucInterval).toEqual([low, high]);
});

test('the curve runs from nothing kept to everything kept', () => {
  const { roc } = evaluateScores(rows, 0.5);
  expect(roc[0]).toMatchObject({ falsePositiveRate: 0, truePositiveRate: 0 });
  expect(roc.at(-1)).toMatchObject({ falsePositiveRate: 1, truePositiveRate: 1 });
});

test('with one class there is no area, and with no patch no accuracy', () => {
  const informative = rows.filter(({ label }) => label === 1);
  expect(evaluateScores(informative, 0.5)).toMatchObject({
    auc: null,
    aucInterval: null,
    roc: [],
    accuracy: 0.5,
  });
  expect(evaluateScores([], 0.5)).toMatchObject({ auc: null, accuracy: null, informative: 0 });
});
