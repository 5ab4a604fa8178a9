import { expect, test } from 'vitest';
import {
  betaBelow,
  betaQuantile,
  logBeta,
  logGamma,
} from '../../../../src/main/engine/evaluate/beta-distribution.ts';

test('the gamma function is the factorial, and the root of pi at a half', () => {
  expect(Math.exp(logGamma(1))).toBeCloseTo(1, 12);
  expect(Math.exp(logGamma(6))).toBeCloseTo(120, 9);
  expect(Math.exp(logGamma(0.5))).toBeCloseTo(Math.sqrt(Math.PI), 12);
  expect(Math.exp(logGamma(0.25))).toBeCloseTo(3.625609908221908, 11);
  expect(Math.exp(logBeta(2, 3))).toBeCloseTo(1 / 12, 12);
});

test('the share below x is exact where it can be worked out by hand', () => {
  for (const x of [0.01, 0.2, 0.5, 0.77, 0.999]) {
    expect(betaBelow(x, 1, 1)).toBeCloseTo(x, 12);
    expect(betaBelow(x, 2, 1)).toBeCloseTo(x ** 2, 12);
    expect(betaBelow(x, 1, 3)).toBeCloseTo(1 - (1 - x) ** 3, 12);
    expect(betaBelow(x, 0.5, 0.5)).toBeCloseTo((2 / Math.PI) * Math.asin(Math.sqrt(x)), 12);
    // a of 2 and b of 3: the chance of at least two of four.
    const byHand = 6 * x ** 2 * (1 - x) ** 2 + 4 * x ** 3 * (1 - x) + x ** 4;
    expect(betaBelow(x, 2, 3)).toBeCloseTo(byHand, 12);
  }
  expect([betaBelow(0, 2, 3), betaBelow(1, 2, 3)]).toEqual([0, 1]);
});

test('large counts stay exact in the middle and in the tails', () => {
  expect(betaBelow(0.5, 50_000, 50_000)).toBeCloseTo(0.5, 9);
  expect(betaBelow(0.4, 50_000, 50_000)).toBeLessThan(1e-200);
  expect(betaBelow(0.3, 300, 700)).toBeCloseTo(1 - betaBelow(0.7, 700, 300), 12);
});

test('a quantile is where that share lies below', () => {
  expect(betaQuantile(0.25, 2, 1)).toBeCloseTo(0.5, 6);
  expect(betaQuantile(0.975, 1, 1)).toBeCloseTo(0.975, 6);
  for (const share of [0.025, 0.5, 0.975])
    expect(betaBelow(betaQuantile(share, 30.5, 7.25), 30.5, 7.25)).toBeCloseTo(share, 5);
});
