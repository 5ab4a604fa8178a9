import { expect, test } from 'vitest';
import { xorshift32 } from '../../../../src/main/engine/kernel/xorshift32.ts';
import {
  bitsSet,
  chanceWithin,
  commonness,
  countBits,
  expectedMatches,
  isEven,
} from '../../../../src/main/engine/relation/chance-matches.ts';

/** A hash of 16 bits with so many set, at random places. */
function randomHash(set: number, random: ReturnType<typeof xorshift32>): number {
  let hash = 0;
  while (countOf(hash) < set) hash |= 1 << random.below(16);
  return hash;
}
const countOf = (hash: number): number => bitsSet(Uint8Array.of(hash >> 8, hash & 255), 2)[0] ?? 0;

test('a hash is even within the limit of no bit set and of all', () => {
  expect([12, 13, 51, 52].map((set) => isEven(set, 64, 12))).toEqual([true, false, false, true]);
});

test('the chance of two hashes is that of random places of their bits', () => {
  const chance = chanceWithin(16, 4);
  const random = xorshift32(5);
  for (const [set, other] of [
    [4, 4],
    [5, 8],
    [8, 8],
    [6, 11],
  ] as const) {
    let near = 0;
    const draws = 5000;
    for (let draw = 0; draw < draws; draw++) {
      const apart = randomHash(set, random) ^ randomHash(other, random);
      if (countOf(apart) <= 4) near++;
    }
    expect(Math.abs(chance(set, other) - near / draws)).toBeLessThan(0.02);
  }
  expect(chance(0, 0)).toBe(1);
  expect(chance(1, 9)).toBe(0);
});

test('random hashes have as many near-duplicates as expected', () => {
  const random = xorshift32(9);
  const each = 400;
  const set = Uint16Array.from({ length: 2 * each }, () => 6 + random.below(4));
  const hashes = Array.from(set, (count) => randomHash(count, random));
  const groupOf = Uint16Array.from(set, (_, i) => (i < each ? 0 : 1));
  const expected = expectedMatches(countBits(set, groupOf, 2, 16, 2), 16, 2);
  const found = hashes
    .slice(0, each)
    .filter((hash) => hashes.slice(each).some((other) => countOf(hash ^ other) <= 2)).length;
  expect(found / (expected[1] ?? 0)).toBeGreaterThan(0.8);
  expect(found / (expected[1] ?? 0)).toBeLessThan(1.25);
});

test('even hashes are not expected anywhere', () => {
  const set = Uint16Array.of(0, 2, 16, 8);
  const counts = countBits(set, Uint16Array.of(0, 0, 1, 1), 2, 16, 2);
  expect(counts.map((own) => [...own])).toEqual([[], [[8, 1]]]);
});

test('what a source shares with most others is common; what it shares with one is not', () => {
  const groups = 6;
  const found = new Float64Array(groups * groups);
  const put = (a: number, b: number, count: number) => {
    found[a * groups + b] = count;
    found[b * groups + a] = count;
  };
  for (let other = 1; other < groups; other++) put(0, other, 30);
  put(1, 2, 500);
  const factors = commonness(found, new Float64Array(groups * groups).fill(0.5), groups);
  expect(factors.map((factor) => Math.round(factor))).toEqual([21, 1, 1, 1, 1, 1]);
});

test('with few sources nothing is learned from the others', () => {
  expect(commonness(new Float64Array(16).fill(99), new Float64Array(16), 4)).toEqual([1, 1, 1, 1]);
});
