import { expect, test } from 'vitest';
import { hashChunks, masksWithin } from '../../../../src/main/engine/kernel/hash-chunks.ts';

test('no near-duplicate can miss every chunk', () => {
  for (const hashBits of [16, 64, 88, 256]) {
    for (let limit = 0; limit <= 30; limit++) {
      for (const expected of [1024, 40_000, 1_000_000]) {
        const chunks = hashChunks(hashBits, limit, expected);
        if (chunks.length === 0) continue;
        const covered = chunks.reduce((sum, { radius }) => sum + radius + 1, 0);
        expect(covered).toBeGreaterThan(limit);
        let next = 0;
        for (const { firstBit, bits } of chunks) {
          expect(firstBit).toBeGreaterThanOrEqual(next);
          next = firstBit + bits;
        }
        expect(next).toBeLessThanOrEqual(hashBits);
      }
    }
  }
});

test('a small set or a wide limit is cheaper to look through', () => {
  expect(hashChunks(64, 12, 200)).toEqual([]);
  expect(hashChunks(64, 32, 1_000_000)).toEqual([]);
});

test('the masks are all ways to change up to that many bits, once each', () => {
  expect(Array.from(masksWithin(3, 2))).toEqual([0, 1, 2, 4, 3, 5, 6]);
  expect(new Set(masksWithin(14, 2)).size).toBe(1 + 14 + 91);
});
