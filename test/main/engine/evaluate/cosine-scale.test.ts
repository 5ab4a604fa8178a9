import { expect, test } from 'vitest';
import {
  cosineDistance,
  cosineScale,
  shareFarther,
} from '../../../../src/main/engine/evaluate/cosine-scale.ts';
import { xorshift32 } from '../../../../src/main/engine/kernel/xorshift32.ts';

const width = 6;

function randomRows(count: number, seed: number): Float32Array {
  const random = xorshift32(seed);
  return Float32Array.from({ length: count * width }, (_, i) =>
    i % width === 5 ? 3 : random.below(1000) / 100,
  );
}

const rowOf = (rows: Float32Array, at: number) => rows.subarray(at * width, (at + 1) * width);

test('the share farther apart is that of all pairs counted one by one', () => {
  const rows = randomRows(40, 3);
  const scale = cosineScale(rows, width, 1);
  if (!scale) throw new Error('no scale');
  const all: number[] = [];
  for (let a = 0; a < 40; a++) {
    for (let b = 0; b < a; b++) all.push(cosineDistance(scale, rowOf(rows, a), rowOf(rows, b)));
  }
  expect(scale.distances.length).toBe(all.length);
  for (const distance of [0, 0.3, 0.9, 1.4, 2]) {
    const farther = all.filter((each) => Math.fround(each) > distance).length / all.length;
    expect(shareFarther(scale, distance)).toBeCloseTo(farther, 10);
  }
});

test('equal rows are 0 apart, opposite ones 2, and a column that never varies does not count', () => {
  const rows = randomRows(20, 5);
  const scale = cosineScale(rows, width, 1);
  if (!scale) throw new Error('no scale');
  const one = rowOf(rows, 0);
  expect(cosineDistance(scale, one, one)).toBeCloseTo(0, 6);
  const opposite = one.map((value, i) => 2 * (scale.means[i] ?? 0) - value);
  expect(cosineDistance(scale, one, opposite)).toBeCloseTo(2, 5);
  const changed = one.slice();
  changed[5] = 1000;
  expect(cosineDistance(scale, one, changed)).toBeCloseTo(0, 6);
});

test('many rows are compared in pairs drawn by the seed', () => {
  const rows = randomRows(300, 7);
  const [one, same, other] = [1, 1, 2].map((seed) => cosineScale(rows, width, seed)?.distances);
  expect(one).toEqual(same);
  expect(one?.length).toBe(2000);
  expect(one).not.toEqual(other);
});

test('rows that are no numbers are left out, and few rows tell nothing', () => {
  const rows = randomRows(9, 9);
  rows.fill(Number.NaN, 0, width);
  expect(cosineScale(rows, width, 1)?.distances.length).toBe(28);
  rows.fill(Number.NaN, width, 2 * width);
  expect(cosineScale(rows, width, 1)).toBeNull();
});
