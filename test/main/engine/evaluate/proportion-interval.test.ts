import { expect, test } from 'vitest';
import { proportionInterval } from '../../../../src/main/engine/evaluate/proportion-interval.ts';

test('eight of ten has the Wilson interval of the textbook', () => {
  // By hand: centre (0.8 + 1.9207 / 10) / 1.38415 = 0.716740, half 1.96 sqrt(0.016 + 0.0096036) / 1.38415.
  const found = proportionInterval(8, 10);
  expect(found?.share).toBe(0.8);
  expect(found?.low).toBeCloseTo(0.49016, 4);
  expect(found?.high).toBeCloseTo(0.94332, 4);
});

test('none of ten is at most z²/(n + z²), and never below nothing', () => {
  const square = 1.959963984540054 ** 2;
  expect(proportionInterval(0, 10)?.low).toBe(0);
  expect(proportionInterval(0, 10)?.high).toBeCloseTo(square / (10 + square), 12);
  expect(proportionInterval(10, 10)?.high).toBe(1);
});

test('without trials there is no share', () => {
  expect(proportionInterval(0, 0)).toBeNull();
});
