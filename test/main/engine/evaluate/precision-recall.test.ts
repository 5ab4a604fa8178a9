import { expect, test } from 'vitest';
import {
  averagePrecision,
  averagePrecisionInterval,
  precisionRecallAt,
  precisionRecallCurve,
} from '../../../../src/main/engine/evaluate/precision-recall.ts';
import { countsAt } from '../../../../src/main/engine/evaluate/roc.ts';
import { xorshift32 } from '../../../../src/main/engine/kernel/xorshift32.ts';

// The example in the documentation of scikit-learn's precision_recall_curve and average_precision_score.
const scores = [0.1, 0.4, 0.35, 0.8];
const labels = [0, 0, 1, 1];

function drawn(count: number, levels: number) {
  const { below } = xorshift32(5);
  const truth = Array.from({ length: count }, () => below(2));
  const noisy = truth.map((label) => (below(levels) + (label * levels) / 2) / (2 * levels));
  return { truth, noisy };
}

test('the points are scikit-learn’s: precision 0.5, 2/3, 0.5, 1, 1 at recall 1, 1, 0.5, 0.5, 0', () => {
  const points = precisionRecallCurve(scores, labels);
  expect(points.map(({ precision }) => precision)).toEqual([1, 1, 0.5, 2 / 3, 0.5]);
  expect(points.map(({ recall }) => recall)).toEqual([0, 0.5, 0.5, 1, 1]);
  expect(points.map(({ threshold }) => threshold)).toEqual([0.8, 0.4, 0.35, 0.1, -0.9]);
});

test('the average precision is scikit-learn’s 0.83', () => {
  expect(averagePrecision(scores, labels)).toBeCloseTo(5 / 6, 12);
});

test('every point says what keeping scores above its threshold does, ties together', () => {
  const { truth, noisy } = drawn(500, 20);
  const points = precisionRecallCurve(noisy, truth);
  expect(points).toHaveLength(new Set(noisy).size + 1);
  let area = 0;
  points.forEach(({ precision, recall, threshold }, i) => {
    const { tp, fp, fn } = countsAt(noisy, truth, threshold);
    expect(recall).toBeCloseTo(tp / (tp + fn), 12);
    expect(precision).toBeCloseTo(tp + fp === 0 ? 1 : tp / (tp + fp), 12);
    area += precision * (recall - (points[i - 1]?.recall ?? 0));
  });
  expect(averagePrecision(noisy, truth)).toBeCloseTo(area, 12);
});

test('the interval holds the average precision and is the same for the same seed', () => {
  const { truth, noisy } = drawn(300, 1000);
  const interval = averagePrecisionInterval(noisy, truth, { seed: 3, rounds: 500 });
  const average = averagePrecision(noisy, truth) ?? Number.NaN;
  expect(interval?.low).toBeLessThan(average);
  expect(interval?.high).toBeGreaterThan(average);
  expect(averagePrecisionInterval(noisy, truth, { seed: 3, rounds: 500 })).toEqual(interval);
});

test('a class that is missing leaves nothing to measure', () => {
  expect(precisionRecallCurve([0.2], [0])).toEqual([]);
  expect(averagePrecision([0.2], [0])).toBeNull();
  expect(averagePrecisionInterval([0.2, 0.3], [1, 1], { seed: 1 })).toBeNull();
});

test('at one threshold both have their Wilson intervals', () => {
  const found = precisionRecallAt([0.9, 0.8, 0.7, 0.2], [1, 1, 0, 1], 0.5);
  expect(found.precision?.share).toBeCloseTo(2 / 3, 12);
  expect(found.recall?.share).toBeCloseTo(2 / 3, 12);
  // Wilson of two of three.
  expect(found.precision?.low).toBeCloseTo(0.20765, 4);
  expect(found.precision?.high).toBeCloseTo(0.93851, 4);
  expect(precisionRecallAt([0.2], [1], 0.5).precision).toBeNull();
  // Each score at a threshold of its own.
  expect(precisionRecallAt([0.9, 0.3], [1, 0], [0.95, 0.2]).precision?.share).toBe(0);
});
