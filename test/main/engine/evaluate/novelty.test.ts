import { expect, test } from 'vitest';
import { rankNovelty, type SourceRows } from '../../../../src/main/engine/evaluate/novelty.ts';
import { xorshift32 } from '../../../../src/main/engine/kernel/xorshift32.ts';

const random = xorshift32(6);
const cloud = (count: number, at: number) =>
  Float32Array.from({ length: count * 3 }, () => at + random.next() / 2 ** 32);
const fresh = (source: number, rows: Float32Array): SourceRows => ({
  source,
  rows,
  labelledAt: new Int32Array(rows.length / 3).fill(-1),
});
const labelled = cloud(300, 0);

test('a source like the labelled patches is as unlike as chance, another wholly', () => {
  const found = rankNovelty(labelled, [fresh(1, cloud(200, 0)), fresh(2, cloud(200, 5))], 3);
  expect(found.map(({ source }) => source)).toEqual([2, 1]);
  expect(found[0]?.share).toBe(1);
  expect(found[1]?.share).toBeLessThan(0.1);
  expect(found[1]?.expected.low).toBeLessThan(0.05);
  expect(found[1]?.expected.high).toBeGreaterThan(0.05);
});

test('a source that was labelled as a whole is not called unlike', () => {
  const own = {
    source: 4,
    rows: labelled,
    labelledAt: Int32Array.from({ length: 300 }, (_, i) => i),
  };
  const [found] = rankNovelty(labelled, [own], 3);
  expect(found?.share).toBeLessThanOrEqual(found?.expected.high ?? 0);
});

test('half of a source that is new shows as half', () => {
  const rows = Float32Array.from([...cloud(100, 0), ...cloud(100, 9)]);
  expect(rankNovelty(labelled, [fresh(7, rows)], 3)[0]?.share).toBeCloseTo(0.5, 1);
});

test('without two labelled patches there is nothing to compare with, and unmeasured rows are left out', () => {
  expect(rankNovelty(cloud(1, 0), [fresh(1, cloud(5, 0))], 3)).toEqual([]);
  expect(rankNovelty(labelled, [fresh(1, new Float32Array(6).fill(Number.NaN))], 3)).toEqual([]);
});
