import { expect, test } from 'vitest';
import { isZeroWithin, summedArea } from '../../../../src/main/engine/kernel/summed-area.ts';
import { xorshift32 } from '../../../../src/main/engine/kernel/xorshift32.ts';
import { cropYield } from '../../../../src/main/engine/yield/crop-yield.ts';
import { drawCrop } from '../../../../src/main/engine/yield/random-crop.ts';

const draw = { seed: 1, crops: 20_000 };

test('the informative share is one of area, not of rectangles', () => {
  const map = { edgesY: [0, 10], edgesX: [0, 2, 10], scores: Float32Array.of(0.9, 0.1) };
  expect(cropYield(map, 0.5, draw).informative).toBe(0.2);
  expect(cropYield(map, 0.05, draw)).toEqual({
    informative: 1,
    uninformativeCrops: 0,
    crops: 20_000,
  });
  expect(cropYield(map, 0.95, draw).uninformativeCrops).toBe(20_000);
});

test('a score at the threshold is not above it, and no score is not informative', () => {
  const map = { edgesY: [0, 4], edgesX: [0, 4, 8], scores: Float32Array.of(0.5, Number.NaN) };
  expect(cropYield(map, 0.5, draw).informative).toBe(0);
});

test('crops are counted as if each were looked at pixel by pixel', () => {
  const edges = [0, 60, 70, 160];
  const scores = new Float32Array(9);
  scores[4] = 1;
  const { uninformativeCrops } = cropYield({ edgesY: edges, edgesX: edges, scores }, 0.5, draw);
  const pixels = Uint8Array.from({ length: 160 * 160 }, (_, at) => {
    const [y, x] = [Math.floor(at / 160), at % 160];
    return y >= 60 && y < 70 && x >= 60 && x < 70 ? 1 : 0;
  });
  const table = summedArea(pixels, 160);
  const random = xorshift32(draw.seed);
  let empty = 0;
  for (let i = 0; i < draw.crops; i++) {
    const { y0, y1, x0, x1 } = drawCrop(random, 160, 160);
    if (isZeroWithin(table, 160, y0, y1, x0, x1)) empty++;
  }
  expect(uninformativeCrops).toBe(empty);
  expect(empty).toBeGreaterThan(500);
});

test('the same seed gives the same count', () => {
  const map = { edgesY: [0, 50, 100], edgesX: [0, 50, 100], scores: Float32Array.of(1, 0, 0, 0) };
  expect(cropYield(map, 0.5, draw)).toEqual(cropYield(map, 0.5, draw));
});
