import { expect, test } from 'vitest';
import { brierInterval, brierScore } from '../../../../src/main/engine/evaluate/brier.ts';

test('the score of scikit-learn’s example is 0.0375', () => {
  // brier_score_loss([0, 1, 1, 0], [0.1, 0.9, 0.8, 0.3]) in its documentation.
  expect(brierScore([0.1, 0.9, 0.8, 0.3], [0, 1, 1, 0])).toBeCloseTo(0.0375, 12);
});

test('saying one half of everything gets a quarter, with no doubt about it', () => {
  const half = new Float32Array(20).fill(0.5);
  const labels = Array.from(half, (_, i) => i % 2);
  expect(brierScore(half, labels)).toBe(0.25);
  expect(brierInterval(half, labels, { seed: 1, rounds: 50 })).toEqual({ low: 0.25, high: 0.25 });
});

test('the interval holds the score, and no patches have none', () => {
  const labels = Array.from({ length: 200 }, (_, i) => (i % 3 === 0 ? 1 : 0));
  const scores = labels.map((label, i) => (label + ((i * 37) % 101) / 100) / 2);
  const interval = brierInterval(scores, labels, { seed: 2, rounds: 500 });
  const score = brierScore(scores, labels) ?? Number.NaN;
  expect(interval?.low).toBeLessThan(score);
  expect(interval?.high).toBeGreaterThan(score);
  expect(brierScore([], [])).toBeNull();
  expect(brierInterval([], [], { seed: 1 })).toBeNull();
});
