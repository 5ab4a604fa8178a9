import { expect, test } from 'vitest';
import {
  calibrationError,
  calibrationGroups,
} from '../../../../src/main/engine/evaluate/calibration.ts';
import { xorshift32 } from '../../../../src/main/engine/kernel/xorshift32.ts';

test('two groups of two are worked out by hand', () => {
  const groups = calibrationGroups([0.9, 0.1, 0.7, 0.3], [1, 0, 0, 0], 2);
  expect(groups).toMatchObject([
    { from: 0.1, to: 0.3, informativeShare: 0, count: 2 },
    { from: 0.7, to: 0.9, informativeShare: 0.5, count: 2 },
  ]);
  expect(groups.map(({ meanScore }) => meanScore)).toEqual([0.2, 0.8]);
  // (2 x 0.2 + 2 x 0.3) / 4
  expect(calibrationError(groups)).toBeCloseTo(0.25, 12);
});

test('equal scores stay in one group and no patch is lost', () => {
  const { below } = xorshift32(3);
  const scores = Array.from({ length: 997 }, () => below(7) / 7);
  const labels = scores.map(() => below(2));
  const groups = calibrationGroups(scores, labels);
  expect(groups.reduce((sum, { count }) => sum + count, 0)).toBe(997);
  for (let i = 1; i < groups.length; i++) {
    expect(groups[i]!.from).toBeGreaterThan(groups[i - 1]!.to);
  }
});

test('labels drawn with the probability they were promised are nearly calibrated, overconfident ones are not', () => {
  const { below } = xorshift32(9);
  const promised = Array.from({ length: 20_000 }, () => (below(1000) + 0.5) / 1000);
  const labels = promised.map((share) => (below(1000) < share * 1000 ? 1 : 0));
  const groups = calibrationGroups(promised, labels);
  expect(groups.every(({ count }) => Math.abs(count - 2000) < 60)).toBe(true);
  expect(calibrationError(groups)).toBeLessThan(0.015);
  const bold = promised.map((share) => (share > 0.5 ? 1 : 0));
  // The mean of min(p, 1 - p) over 0..1.
  expect(calibrationError(calibrationGroups(bold, labels))).toBeCloseTo(0.25, 1);
});

test('no patches make no groups', () => {
  expect(calibrationGroups([], [])).toEqual([]);
  expect(calibrationError([])).toBeNull();
});
