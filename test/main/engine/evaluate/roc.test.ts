import { expect, test } from 'vitest';
import { areaUnderCurve, countsAt, rocCurve } from '../../../../src/main/engine/evaluate/roc.ts';

const scores = [0.1, 0.4, 0.35, 0.8];
const labels = [0, 0, 1, 1];

test('the curve of four patches is the one in every textbook', () => {
  const curve = rocCurve(scores, labels);
  expect(Array.from(curve?.falsePositiveRates ?? [])).toEqual([0, 0, 0.5, 0.5, 1]);
  expect(Array.from(curve?.truePositiveRates ?? [])).toEqual([0, 0.5, 0.5, 1, 1]);
  expect(Array.from(curve?.thresholds ?? [])).toEqual([1.8, 0.8, 0.4, 0.35, 0.1]);
  expect(areaUnderCurve(scores, labels)).toBe(0.75);
});

test('there is no curve and no area when one class is missing', () => {
  expect(rocCurve([0.2, 0.3], [1, 1])).toBeNull();
  expect(areaUnderCurve([0.2, 0.3], [0, 0])).toBeNull();
  expect(rocCurve([], [])).toBeNull();
});

test('equal scores are worth half a pair', () => {
  expect(areaUnderCurve([0.5, 0.5, 0.5], [1, 0, 0])).toBe(0.5);
});

test('the area is the area under the points, collinear ones kept or not', () => {
  const many = Array.from({ length: 300 }, (_, i) => ((i * 7919) % 101) / 10);
  const truth = many.map((score, i) => ((score * 10 + ((i * 31) % 47)) % 3 === 0 ? 1 : 0));
  for (const keepCollinear of [false, true]) {
    const curve = rocCurve(many, truth, { keepCollinear });
    const x = curve?.falsePositiveRates ?? [];
    const y = curve?.truePositiveRates ?? [];
    let area = 0;
    for (let i = 1; i < x.length; i++) area += ((x[i]! - x[i - 1]!) * (y[i]! + y[i - 1]!)) / 2;
    expect(area).toBeCloseTo(areaUnderCurve(many, truth) ?? Number.NaN, 12);
  }
});

test('a score equal to the threshold is not called informative', () => {
  expect(countsAt([0.5, 0.6, 0.5, 0.2], [1, 1, 0, 1], 0.5)).toEqual({
    tp: 1,
    fp: 0,
    tn: 1,
    fn: 2,
    accuracy: 0.5,
  });
});
