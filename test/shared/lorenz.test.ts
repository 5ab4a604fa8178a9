import { expect, test } from 'vitest';
import {
  expectedShares,
  giniCoefficient,
  lorenzCurve,
  samplingWeights,
  shareOfRichest,
  sourcesHolding,
} from '../../src/shared/lorenz.ts';

// Golden values of more cases are compared in test/golden.

test('without sources there is no curve, no Gini coefficient and no share', () => {
  expect(lorenzCurve([])).toBeNull();
  expect(giniCoefficient([])).toBeNull();
  expect(shareOfRichest([])).toBeNull();
  expect(sourcesHolding([])).toBeNull();
});

test('one source, or sources that hold nothing, lie on the equality line', () => {
  expect(giniCoefficient([17])).toBe(0);
  expect(giniCoefficient([0, 0, 0])).toBe(0);
  expect(lorenzCurve([0, 0])).toEqual([
    { population: 0, share: 0 },
    { population: 0.5, share: 0.5 },
    { population: 1, share: 1 },
  ]);
});

test('one source holding everything of four has the largest coefficient, 1 - 1/4', () => {
  expect(giniCoefficient([0, 12, 0, 0])).toBe(0.75);
});

test('the coefficient does not depend on order or scale', () => {
  const counts = [3, 1, 4, 1, 5, 9, 2, 6];
  const value = giniCoefficient(counts) ?? Number.NaN;
  expect(giniCoefficient(counts.toReversed())).toBe(value);
  expect(giniCoefficient(counts.map((count) => count * 7))).toBeCloseTo(value, 12);
});

test('the richest fifth of five sources is the richest one', () => {
  expect(shareOfRichest([10, 10, 10, 10, 60])).toBeCloseTo(0.6, 12);
  expect(sourcesHolding([5, 5, 5, 5, 80])).toBeCloseTo(0.2, 12);
});

test('counts are not reordered in place', () => {
  const counts = [3, 1, 2];
  lorenzCurve(counts);
  expect(counts).toEqual([3, 1, 2]);
});

test('gamma 0 weighs images alike and gamma 1 sources alike', () => {
  expect(samplingWeights([1, 10, 100], 0)).toEqual([1 / 3, 1 / 3, 1 / 3]);
  const counts = [1, 10, 100];
  const masses = samplingWeights(counts, 1).map((weight, i) => weight * (counts[i] ?? 0));
  for (const mass of masses) expect(mass).toBeCloseTo(masses[0] ?? Number.NaN, 12);
});

test('expected shares: gamma 0 keeps the shares of images, gamma 1 gives every source as much', () => {
  for (const [i, share] of [0.9, 0.09, 0.01].entries()) {
    expect(expectedShares([900, 90, 10], 0)[i]).toBeCloseTo(share, 12);
  }
  const even = expectedShares([900, 90, 10], 1);
  for (const share of even) expect(share).toBeCloseTo(1 / 3, 12);
  const half = expectedShares([900, 100], 0.5);
  expect(half[0]).toBeCloseTo(30 / 40, 12);
  expect(expectedShares([], 0.5)).toEqual([]);
});
