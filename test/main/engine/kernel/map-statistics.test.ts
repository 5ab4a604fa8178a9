import { expect, test } from 'vitest';
import { levelHistogram, spreadOf } from '../../../../src/main/engine/kernel/map-statistics.ts';
import { xorshift32 } from '../../../../src/main/engine/kernel/xorshift32.ts';

test('a histogram counts every level', () => {
  const counts = levelHistogram(Uint8Array.of(0, 255, 3, 3, 0, 3));
  expect([counts[0], counts[3], counts[255]]).toEqual([2, 3, 1]);
  expect(counts.reduce((sum, count) => sum + count, 0)).toBe(6);
});

test.each([1, 2, 7, 8, 9, 1000])(
  'mean and deviation of %d values are those of one sum',
  (count) => {
    const { byte } = xorshift32(count);
    const values = Float64Array.from({ length: count }, () => byte() / 7);
    const mean = values.reduce((sum, value) => sum + value, 0) / count;
    const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
    expect(spreadOf(values).mean).toBeCloseTo(mean, 10);
    expect(spreadOf(values).deviation).toBeCloseTo(Math.sqrt(squares / count), 10);
  },
);

test('values that are all the same do not vary', () => {
  expect(spreadOf(new Float64Array(16).fill(0.5))).toEqual({ mean: 0.5, deviation: 0 });
});
