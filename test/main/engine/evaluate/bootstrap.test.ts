import { expect, test } from 'vitest';
import {
  bootstrapAreaInterval,
  bootstrapInterval,
  percentileInterval,
} from '../../../../src/main/engine/evaluate/bootstrap.ts';
import { areaUnderCurve } from '../../../../src/main/engine/evaluate/roc.ts';
import { xorshift32 } from '../../../../src/main/engine/kernel/xorshift32.ts';

function sample(count: number): { scores: number[]; labels: number[] } {
  const { byte } = xorshift32(11);
  const labels = Array.from({ length: count }, (_, i) => i % 2);
  return { labels, scores: labels.map((label) => (byte() + byte() + label * 90) / 600) };
}

test('the interval holds the area of the sample itself', () => {
  const { scores, labels } = sample(400);
  const interval = bootstrapAreaInterval(scores, labels, { seed: 1 });
  const area = areaUnderCurve(scores, labels) ?? Number.NaN;
  expect(interval?.low).toBeLessThan(area);
  expect(interval?.high).toBeGreaterThan(area);
});

test('its width agrees with the Hanley-McNeil formula within a fifth', () => {
  const { scores, labels } = sample(400);
  const interval = bootstrapAreaInterval(scores, labels, { seed: 2 });
  const area = areaUnderCurve(scores, labels) ?? Number.NaN;
  const q1 = area / (2 - area);
  const q2 = (2 * area * area) / (1 + area);
  const pairs = 200 * 200;
  const spread = area * (1 - area) + 199 * (q1 - area * area) + 199 * (q2 - area * area);
  const expected = 2 * 1.96 * Math.sqrt(spread / pairs);
  const width = (interval?.high ?? 0) - (interval?.low ?? 0);
  expect(Math.abs(width / expected - 1)).toBeLessThan(0.2);
});

test('the same seed gives the same interval, another seed another one', () => {
  const { scores, labels } = sample(60);
  const first = bootstrapAreaInterval(scores, labels, { seed: 7, rounds: 200 });
  expect(bootstrapAreaInterval(scores, labels, { seed: 7, rounds: 200 })).toEqual(first);
  expect(bootstrapAreaInterval(scores, labels, { seed: 8, rounds: 200 })).not.toEqual(first);
});

test('a perfect ranking has the interval from 1 to 1, and one class has none', () => {
  expect(bootstrapAreaInterval([0.1, 0.2, 0.8, 0.9], [0, 0, 1, 1], { seed: 1 })).toEqual({
    low: 1,
    high: 1,
  });
  expect(bootstrapAreaInterval([0.1, 0.2], [1, 1], { seed: 1 })).toBeNull();
});

test('classes keep their size in every draw, and the interval of a mean is its standard error twice', () => {
  const { byte } = xorshift32(5);
  const labels = Array.from({ length: 500 }, (_, i) => (i < 100 ? 1 : 0));
  const values = labels.map(() => byte());
  const order = Uint32Array.from(labels, (_, i) => i);
  const meanOfInformative = (drawn: Uint32Array) => {
    let [sum, count] = [0, 0];
    for (let i = 0; i < 100; i++) {
      sum += values[i]! * drawn[i]!;
      count += drawn[i]!;
    }
    expect(count).toBe(100);
    return sum / count;
  };
  const { low, high } = bootstrapInterval(order, labels, meanOfInformative, { seed: 3 });
  // Uniform bytes deviate by 256 / sqrt(12) = 73.9: the mean of 100 by 7.39.
  expect(Math.abs((high - low) / (2 * 1.96 * 7.39) - 1)).toBeLessThan(0.2);
  const mean = values.slice(0, 100).reduce((sum, value) => sum + value) / 100;
  expect((low + high) / 2 / mean).toBeCloseTo(1, 1);
});

test('percentiles lie between the two nearest values', () => {
  expect(percentileInterval(Float64Array.of(40, 0, 10, 30, 20), 0.5)).toEqual({
    low: 10,
    high: 30,
  });
  // As numpy.percentile: 0.1 x 4 values up from the lowest.
  expect(percentileInterval(Float64Array.of(40, 0, 10, 30, 20), 0.8)).toEqual({
    low: expect.closeTo(4, 12),
    high: expect.closeTo(36, 12),
  });
});
