import { expect, test } from 'vitest';
import {
  areaHalfWidth,
  holdOutNeeded,
} from '../../../../src/main/engine/evaluate/hold-out-needed.ts';

test('the standard error of area 0.893 over 51 and 58 patches is worked out by hand', () => {
  // sqrt((0.095551 + 50 x (0.806685 - 0.797449) + 57 x (0.842524 - 0.797449)) / (51 x 58))
  const half = areaHalfWidth(0.893, { informative: 51, uninformative: 58 });
  expect(half / 1.959963984540054).toBeCloseTo(0.03251, 4);
});

test('what is needed is just enough', () => {
  for (const [area, halfWidth, share] of [
    [0.95, 0.02, 0.5],
    [0.8, 0.05, 0.1],
    [0.99, 0.01, 0.7],
  ] as const) {
    const { informative, uninformative } = holdOutNeeded(area, halfWidth, share);
    expect(areaHalfWidth(area, { informative, uninformative })).toBeLessThanOrEqual(halfWidth);
    const fewer = { informative: informative - 1, uninformative: uninformative - 1 };
    expect(areaHalfWidth(area, fewer)).toBeGreaterThan(halfWidth);
    expect(informative / (informative + uninformative)).toBeCloseTo(share, 1);
  }
});

test('half the width needs about four times the labels', () => {
  const wide = holdOutNeeded(0.9, 0.04, 0.5).informative;
  const narrow = holdOutNeeded(0.9, 0.02, 0.5).informative;
  expect(narrow / wide).toBeCloseTo(4, 0);
});

test('a perfect area needs labels too, and there is no hold-out of one class', () => {
  expect(holdOutNeeded(1, 0.02, 0.5).informative).toBeGreaterThan(20);
  expect(() => holdOutNeeded(0.9, 0.02, 1)).toThrow(RangeError);
});
