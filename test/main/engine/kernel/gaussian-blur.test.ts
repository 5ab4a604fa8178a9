import { expect, test } from 'vitest';
import { blur, gaussianWeights } from '../../../../src/main/engine/kernel/gaussian-blur.ts';
import { blurFast } from '../../../../src/main/engine/kernel/gaussian-blur-wasm.ts';
import { xorshift32 } from '../../../../src/main/engine/kernel/xorshift32.ts';

test('the weights of a Gaussian are one together, and fall as it does', () => {
  const weights = gaussianWeights(2);
  expect(weights.length).toBe(7);
  expect(2 * weights.reduce((sum, weight) => sum + weight) - (weights[0] ?? 0)).toBeCloseTo(1, 6);
  expect((weights[2] ?? 0) / (weights[0] ?? 1)).toBeCloseTo(Math.exp(-0.5), 6);
});

test('an even picture stays as it is, to its edges', () => {
  const out = new Float32Array(35);
  blur(new Float32Array(35).fill(100), 5, 7, gaussianWeights(1.6), out);
  for (const value of out) expect(value).toBeCloseTo(100, 4);
});

test.each([
  [1, 1],
  [3, 5],
  [17, 4],
  [40, 63],
])(
  'plain and fast agree on a random picture of %d x %d within 1e-5 of its range',
  (height, width) => {
    const random = xorshift32(height);
    const pixels = Float32Array.from({ length: height * width }, () => random.byte());
    const [plain, fast] = [new Float32Array(pixels.length), new Float32Array(pixels.length)];
    for (const sigma of [0.5, 1.6, 2.1]) {
      blur(pixels, height, width, gaussianWeights(sigma), plain);
      blurFast(pixels, height, width, gaussianWeights(sigma), fast);
      for (const [i, value] of fast.entries())
        expect(Math.abs(value - (plain[i] ?? 0))).toBeLessThan(255e-5);
    }
  },
);
