import { describe, expect, test } from 'vitest';
import { takeClaimRun } from '../../../../src/main/engine/kernel/claim-run.ts';
import {
  claimAmong,
  claimByChunks,
  claimByComparing,
  planSearch,
} from '../../../../src/main/engine/kernel/claim-search.ts';
import { foretoldBy } from '../../../../src/main/engine/kernel/foretold-claims.ts';
import { type HashChunk, hashChunks } from '../../../../src/main/engine/kernel/hash-chunks.ts';
import { placeHashes } from '../../../../src/main/engine/kernel/placed-hashes.ts';
import { sampledDistances } from '../../../../src/main/engine/kernel/sampled-distances.ts';
import { flippedCopies } from './flipped-copies.ts';

const exemplars = { from: 0, to: 150 };
const items = { from: 150, to: 600 };

/** The owners that the exemplars leave, by comparing all or by the cheapest chunks there are. */
function ownersBy(hashes: Uint8Array, bytes: number, limit: number, way: 'chunks' | 'comparing') {
  const order = Uint32Array.from({ length: hashes.length / bytes }, (_, i) => i);
  const placed = placeHashes(hashes, bytes, order, limit);
  const run = takeClaimRun(placed, limit, exemplars.to);
  if (way === 'comparing') drain(claimByComparing(run, exemplars, items));
  else {
    const queries = { at: run.exemplarsAt, count: 150 };
    const distances = sampledDistances(placed, queries, {
      at: run.unclaimedAt + 150 * 4,
      count: 450,
    });
    const plan = hashChunks({
      hashBits: placed.telling,
      limit,
      queries: 150,
      items: 450,
      distances,
    });
    if (!plan) return null;
    drain(claimByChunks(run, plan.chunks, exemplars, items));
  }
  return new Uint32Array(placed.kernel.memory.buffer, run.ownerAt, order.length).slice();
}

function drain(slices: Generator<number, unknown>): void {
  let before = 0;
  for (const share of slices) {
    expect(share).toBeGreaterThanOrEqual(before);
    before = share;
  }
  expect(before).toBeCloseTo(1);
}

// Every size that a cut may have: hashSize * hashSize bits.
test.each(Array.from({ length: 31 }, (_, i) => i + 2))(
  'chunks find what comparing finds in hashes of %d x that many bits',
  (hashSize) => {
    const bytes = Math.ceil(hashSize ** 2 / 8);
    let chunked = 0;
    for (const limit of hashSize <= 12 ? [0, 1, 2, 3, 7, 12, 20] : [3, 12, 20]) {
      // Copies differ in about as many bits as the limit: some are within it, some are not.
      const flips = Math.min(120, Math.ceil((limit * 256) / hashSize ** 2 / 1.8));
      const hashes = flippedCopies(600, bytes, 4, flips);
      const found = ownersBy(hashes, bytes, limit, 'chunks');
      if (!found) continue;
      chunked++;
      expect(found).toEqual(ownersBy(hashes, bytes, limit, 'comparing'));
    }
    expect(chunked).toBeGreaterThan(hashSize < 4 ? 1 : 2);
  },
);

test('chunks that leave the limit uncovered miss some: the comparison can fail', () => {
  const hashes = flippedCopies(600, 8, 4, 20);
  const all = ownersBy(hashes, 8, 12, 'comparing');
  const order = Uint32Array.from({ length: 600 }, (_, i) => i);
  const run = takeClaimRun(placeHashes(hashes, 8, order, 12), 12, 150);
  const chunks: HashChunk[] = [{ firstBit: 0, bits: 16, radius: 1 }];
  drain(claimByChunks(run, chunks, exemplars, items));
  const { buffer } = run.placed.kernel.memory;
  expect(new Uint32Array(buffer, run.ownerAt, 600)).not.toEqual(all);
});

describe('where the first exemplars claim most', () => {
  const [some, many] = [
    { from: 0, to: 6000 },
    { from: 6000, to: 40_000 },
  ];
  const begin = () => {
    const order = Uint32Array.from({ length: many.to }, (_, i) => i);
    // A hundred clusters.
    const placed = placeHashes(flippedCopies(many.to, 8, 400, 51), 8, order, 12);
    return takeClaimRun(placed, 12, some.to);
  };
  const soon = foretoldBy([0, 5, 40, 63, Number.POSITIVE_INFINITY]);
  const late = foretoldBy([4000, 5500, Number.POSITIVE_INFINITY]);
  const atOnce = foretoldBy([0, 1, 2, 3]);

  test('they are compared first, and the others looked up among what is left', () => {
    const plan = planSearch(begin(), some, many, soon);
    expect(plan.first).toBe(64);
    expect(plan.chunks).not.toBeNull();
    expect(planSearch(begin(), some, many, late).first).toBe(0);
    expect(planSearch(begin(), some, many, atOnce)).toMatchObject({ first: 6000, chunks: null });
  });

  test('each item belongs to the earliest exemplar near it, whatever was foretold', () => {
    const plain = begin();
    drain(claimByComparing(plain, some, many));
    const owners = ({ placed, ownerAt }: typeof plain) =>
      new Uint32Array(placed.kernel.memory.buffer, ownerAt, many.to);
    for (const foretold of [soon, late, atOnce]) {
      const run = begin();
      drain(claimAmong(run, some, many, foretold));
      expect(owners(run)).toEqual(owners(plain));
    }
  });
});
