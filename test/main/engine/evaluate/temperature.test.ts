import { expect, test } from 'vitest';
import { fitTemperature } from '../../../../src/main/engine/evaluate/temperature.ts';
import { xorshift32 } from '../../../../src/main/engine/kernel/xorshift32.ts';

test('three right of four with one logit everywhere is the temperature worked out by hand', () => {
  // The fitted probability of being right is 3/4, so 2 / temperature = ln 3.
  const temperature = fitTemperature(Float64Array.of(2, 2, -2, 2), Uint8Array.of(1, 1, 0, 0));
  expect(temperature).toBeCloseTo(2 / Math.log(3), 6);
});

test('logits that were made too bold are cooled to what drew the labels', () => {
  const { next } = xorshift32(17);
  const share = () => next() / 2 ** 32;
  const honest = Float64Array.from({ length: 40_000 }, () => 6 * share() - 3);
  const labels = Uint8Array.from(honest, (logit) => (share() < 1 / (1 + Math.exp(-logit)) ? 1 : 0));
  for (const boldness of [0.5, 1, 4]) {
    const bold = honest.map((logit) => logit * boldness);
    expect(fitTemperature(bold, labels) / boldness).toBeCloseTo(1, 1);
  }
});

test('separable and upside-down logits stay within 0.05 to 20', () => {
  const labels = Uint8Array.of(0, 0, 1, 1);
  expect(fitTemperature(Float64Array.of(-2, -1, 1, 2), labels)).toBeCloseTo(0.05, 3);
  expect(fitTemperature(Float64Array.of(2, 1, -1, -2), labels)).toBeCloseTo(20, 3);
  expect(fitTemperature(Float64Array.of(-800, -900, 700, 800), labels)).toBeGreaterThan(0);
});
