import { expect, test } from 'vitest';
import {
  bucketsWithin,
  hashChunks,
  masksWithin,
} from '../../../../src/main/engine/kernel/hash-chunks.ts';

/** Distances of unrelated hashes: half of the bits differ. */
const unrelated = (bits: number) =>
  Uint32Array.from({ length: bits + 1 }, (_, distance) => (distance === bits >> 1 ? 1 : 0));

const search = (hashBits: number, limit: number, queries: number, items: number) =>
  hashChunks({ hashBits, limit, queries, items, distances: unrelated(hashBits) });

test('no near-duplicate can miss every chunk', () => {
  for (const hashBits of [4, 9, 16, 64, 81, 256, 1024]) {
    for (const limit of [0, 1, 2, 3, 5, 8, 12, 13, 16, 20, 30, 64]) {
      for (const items of [3000, 40_000, 1_000_000]) {
        const chunks = search(hashBits, limit, items / 10, items)?.chunks ?? [];
        if (chunks.length === 0) continue;
        const covered = chunks.reduce((sum, { radius }) => sum + radius + 1, 0);
        expect(covered).toBeGreaterThan(limit);
        let next = 0;
        for (const { firstBit, bits, radius } of chunks) {
          expect(firstBit).toBe(next);
          expect(bits).toBeLessThanOrEqual(20);
          expect(radius).toBeLessThan(bits);
          next = firstBit + bits;
        }
        expect(next).toBeLessThanOrEqual(hashBits);
      }
    }
  }
});

test('hashes too short for the limit have no chunks', () => {
  expect(search(4, 12, 1000, 1000)).toBeNull();
  expect(search(0, 0, 1000, 1000)).toBeNull();
});

test('more items are worth longer chunks, and cost less each', () => {
  const [few, many] = [search(64, 12, 10_000, 10_000), search(64, 12, 1e6, 1e6)];
  const longest = (plan: typeof few) => Math.max(...(plan?.chunks ?? []).map(({ bits }) => bits));
  expect(longest(many)).toBeGreaterThan(longest(few));
  expect((many?.cost ?? 0) / (few?.cost ?? 1)).toBeLessThan(100 * 100);
});

test('the masks are all ways to change up to that many bits, once each', () => {
  expect(Array.from(masksWithin(3, 2))).toEqual([0, 1, 2, 4, 3, 5, 6]);
  expect(new Set(masksWithin(14, 2)).size).toBe(1 + 14 + 91);
  expect(bucketsWithin(20, 4)).toBe(masksWithin(20, 4).length);
});
