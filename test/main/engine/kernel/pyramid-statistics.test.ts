import { expect, test } from 'vitest';
import { pyramidStatisticsPlainly } from '../../../../src/main/engine/kernel/pyramid-statistics.ts';
import { pyramidStatistics } from '../../../../src/main/engine/kernel/pyramid-statistics-wasm.ts';
import { xorshift32 } from '../../../../src/main/engine/kernel/xorshift32.ts';

type Painter = (y: number, x: number, byte: number) => number;
const painters: Record<string, Painter> = {
  noise: (_y, _x, byte) => byte,
  'black and white noise': (_y, _x, byte) => (byte >> 7) * 255,
  white: () => 255,
  steps: (y, x) => (((y >> 3) + (x >> 2)) * 16) & 255,
  grain: (y, x, byte) => 120 + 60 * Math.sin(x / 9) * Math.cos(y / 7) + (byte >> 4),
};
const sizes = [
  [1, 1],
  [2, 1],
  [1, 9],
  [5, 300],
  [300, 5],
  [8, 8],
  [17, 16],
  [41, 63],
  [224, 224],
] as const;

const levelCount = 5;

for (const [name, paint] of Object.entries(painters)) {
  for (const [width, height] of sizes) {
    test(`the fast statistics of a ${width} x ${height} picture of ${name} equal the plain ones`, () => {
      const { byte } = xorshift32(width * 1000 + height);
      const pixels = Uint8Array.from({ length: width * height }, (_, i) =>
        paint(Math.floor(i / width), i % width, byte()),
      );
      const before = pixels.slice();
      const fast = pyramidStatistics(pixels, width, height, levelCount);
      const plain = pyramidStatisticsPlainly(pixels, width, height, levelCount);
      expect(fast.length).toBe(levelCount);
      fast.forEach(({ laplacian, ...whole }, i) => {
        const { laplacian: expected = new Float64Array(0), ...rest } = plain[i] ?? {};
        expect(whole).toEqual(rest);
        expect([...laplacian.subarray(0, 2)]).toEqual([...expected.subarray(0, 2)]);
        const [s2 = 0, s3 = 0, s4 = 0] = expected.subarray(1);
        // Terms of either sign cancel in the third power: bounded by what the even ones say of its size.
        expect(Math.abs((laplacian[2] ?? 0) - s3)).toBeLessThanOrEqual(1e-12 * Math.sqrt(s2 * s4));
        expect(Math.abs((laplacian[3] ?? 0) - s4)).toBeLessThanOrEqual(1e-12 * s4);
      });
      expect(pixels).toEqual(before);
    });
  }
}

test('every level halves the picture, down to a single pixel', () => {
  const sizesOf = (width: number, height: number) =>
    pyramidStatistics(new Uint8Array(width * height), width, height, levelCount).map((level) => [
      level.width,
      level.height,
    ]);
  expect(sizesOf(224, 9)).toEqual([
    [224, 9],
    [112, 4],
    [56, 2],
    [28, 1],
    [14, 1],
  ]);
});

test('a small picture is measured the same after a large one', () => {
  const { byte } = xorshift32(9);
  const small = Uint8Array.from({ length: 21 * 20 }, byte);
  const first = pyramidStatistics(small, 21, 20, levelCount);
  pyramidStatistics(new Uint8Array(300 * 300).fill(200), 300, 300, levelCount);
  expect(pyramidStatistics(small, 21, 20, levelCount)).toEqual(first);
});

test('a ramp has no curvature but at its ends, and all its pixels are on edges when it is steep', () => {
  const ramp = Uint8Array.from({ length: 8 * 8 }, (_, i) => (i % 8) * 20);
  const [level] = pyramidStatistics(ramp, 8, 8, 1);
  // Three of eight neighbours are brighter by 20 at the dark end and darker by 20 at the bright end.
  expect([...(level?.laplacian ?? [])].slice(0, 2)).toEqual([0, 2 * 8 * (3 * 20 * 16) ** 2]);
  expect(level?.edges).toBe(8 * 8);
  expect([...(level?.blocks ?? [])].slice(2)).toEqual([
    8 * (6 * 40 ** 2 + 2 * 20 ** 2) * 256,
    0,
    0,
  ]);
});
