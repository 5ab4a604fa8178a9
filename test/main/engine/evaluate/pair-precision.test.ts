import { expect, test } from 'vitest';
import {
  exactInterval,
  type PairStratum,
  pairPrecision,
} from '../../../../src/main/engine/evaluate/pair-precision.ts';
import { xorshift32 } from '../../../../src/main/engine/kernel/xorshift32.ts';

const stratum = (pairs: number, same: number, different: number): PairStratum => ({
  pairs,
  same,
  different,
});

test('the exact interval is that of the tables', () => {
  // As binom.test of R prints it for 8 of 10; all of 20 is 0.025 ** (1 / 20).
  expect(exactInterval(8, 10)?.low).toBeCloseTo(0.4439, 4);
  expect(exactInterval(8, 10)?.high).toBeCloseTo(0.9748, 4);
  expect(exactInterval(20, 20)?.low).toBeCloseTo(0.8316, 4);
  expect(exactInterval(0, 20)).toMatchObject({ share: 0, low: 0 });
  expect(exactInterval(0, 0)).toBeNull();
});

test('one distance alone has its own exact interval', () => {
  const { share, low, high } = pairPrecision([stratum(500, 8, 2)]) ?? { share: 0, low: 0, high: 0 };
  expect({ share, low, high }).toEqual(exactInterval(8, 10));
});

test('a distance counts by how many pairs there are, not by how many were marked', () => {
  const found = pairPrecision([stratum(900, 10, 0), stratum(100, 0, 90)]);
  expect(found?.share).toBeCloseTo(0.9, 12);
  expect(found?.unmarked).toBe(0);
  expect(pairPrecision([stratum(900, 10, 0), stratum(0, 0, 90)])?.share).toBe(1);
});

test('distances without marks leave the interval open, and the share to the others', () => {
  const marked = pairPrecision([stratum(60, 18, 2)]);
  const open = pairPrecision([stratum(60, 18, 2), stratum(40, 0, 0)]);
  expect(open?.share).toBeCloseTo(marked?.share ?? 0, 12);
  expect(open?.unmarked).toBeCloseTo(0.4, 12);
  expect(open?.low).toBeCloseTo(0.6 * (marked?.low ?? 0), 12);
  expect(open?.high).toBeCloseTo(0.6 * (marked?.high ?? 0) + 0.4, 12);
});

test('nothing marked, or nothing to mark, is no estimate', () => {
  expect(pairPrecision([stratum(10, 0, 0)])).toBeNull();
  expect(pairPrecision([])).toBeNull();
  expect(pairPrecision([stratum(0, 3, 0)])).toBeNull();
});

/** Shares of 400 seeded samplings whose interval holds the true share. */
function coverage(weights: readonly number[], truth: (d: number) => number, each: number): number {
  const { below } = xorshift32(each * 7 + weights.length);
  const all = weights.reduce((sum, weight) => sum + weight, 0);
  const share = weights.reduce((sum, weight, d) => sum + (weight / all) * truth(d), 0);
  let held = 0;
  for (let round = 0; round < 400; round++) {
    const strata = weights.map((pairs, d) => {
      let same = 0;
      for (let i = 0; i < each; i++) if (below(1e6) < truth(d) * 1e6) same++;
      return stratum(pairs, same, each - same);
    });
    const found = pairPrecision(strata);
    if (found && found.low <= share + 1e-9 && share <= found.high + 1e-9) held++;
  }
  return held / 400;
}

// What real volumes gave at distance 12 (docs/near-duplicates.md).
const real = [7, 20, 45, 76, 84, 109, 97, 110, 114, 101, 128, 116, 155];

test.each([
  ['all the same', () => 1],
  ['nine of ten the same', () => 0.9],
  ['as a coin falls', () => 0.5],
  ['falling with the distance', (d: number) => 1 / (1 + Math.exp((d - 10) / 2))],
  ['the same up to 8 bits, then six of ten', (d: number) => (d <= 8 ? 1 : 0.6)],
])('19 of 20 intervals hold the truth: %s', (_, truth) => {
  expect(coverage(real, truth, 10)).toBeGreaterThanOrEqual(0.935);
});
