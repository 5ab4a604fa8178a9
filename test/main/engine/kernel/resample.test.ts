import { join } from 'node:path';
import { expect, test } from 'vitest';
import { resizePillow } from '../../../../src/main/engine/kernel/resample.ts';
import { type Filter, resampleTaps } from '../../../../src/main/engine/kernel/resample-taps.ts';
import { checkResampleCoeffs, checkResize } from '../../../golden/check-resize.ts';
import { generateImage } from '../../../golden/generate-image.ts';

const fixture = join(import.meta.dirname, '../../../fixture/golden');
const filters: Filter[] = ['box', 'bilinear', 'bicubic', 'lanczos'];

test('the integer weights are those of Pillow', async () => {
  expect(await checkResampleCoeffs(fixture)).toEqual({
    file: 'resample_coeffs.json',
    passed: 1854,
    failed: 0,
  });
});

test('resized generated images equal those of Pillow in every byte', async () => {
  const result = await checkResize(fixture, (source) => source.startsWith('gen:'));
  expect(result).toEqual({ file: 'resize.json', passed: 138, failed: 0 });
});

test.each(filters)('the %s weights of each output sum to 2^22 within rounding', (filter) => {
  for (const [from, to] of [
    [1, 7],
    [7, 1],
    [224, 9],
    [9, 224],
    [1000, 3],
  ] as const) {
    for (const { first, weights } of resampleTaps(from, to, filter)) {
      const sum = weights.reduce((total, weight) => total + weight, 0);
      expect(Math.abs(sum - 2 ** 22)).toBeLessThanOrEqual(weights.length / 2);
      expect(first + weights.length).toBeLessThanOrEqual(from);
    }
  }
});

test.each(filters)('%s to the same size changes nothing', (filter) => {
  const { pixels } = generateImage({ gen: 'noise', w: 37, h: 23, seed: 5 });
  expect(resizePillow(pixels, 37, 23, 37, 23, filter)).toEqual(pixels);
});
