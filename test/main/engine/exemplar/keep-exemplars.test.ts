import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import {
  keepExemplars,
  keepExemplarsWatched,
} from '../../../../src/main/engine/exemplar/keep-exemplars.ts';
import { randomOrder } from '../../../../src/main/engine/exemplar/random-order.ts';
import { claimEarliest } from '../../../../src/main/engine/kernel/near-duplicate.ts';
import { radii } from '../../../../src/shared/keep-curve.ts';
import { checkDedup } from '../../../golden/check-dedup.ts';
import { generateClusteredHashes } from '../../../golden/generate-image.ts';
import { flippedCopies } from '../kernel/flipped-copies.ts';

const fixture = join(import.meta.dirname, '../../../fixture/golden');

function expectTwinsAgree(hashes: Uint8Array, bytes: number, limit: number): void {
  const order = randomOrder(hashes.length / bytes, 3);
  expect(keepExemplars(hashes, bytes, order, limit)).toEqual(
    claimEarliest(hashes, bytes, order, limit),
  );
}

test('exemplars and owners are those of the reference, in both twins', async () => {
  expect(await checkDedup(fixture)).toEqual({ file: 'dedup.json', passed: 24, failed: 0 });
});

describe('the fast way and the plain one agree', () => {
  // All radii of the curve, and wider ones.
  test.each([...radii, 25, 30, 40, 63, 64])(
    'on 3,000 clustered 64-bit hashes within %d bits',
    (limit) => expectTwinsAgree(generateClusteredHashes(3000, 8), 8, limit),
  );

  test.each([0, 1, 4, 7, 12, 16])('on 3,000 hashes of 16 bits within %d bits', (limit) => {
    expectTwinsAgree(flippedCopies(3000, 2, 4, 20), 2, limit);
  });

  test.each([0, 6, 12, 24, 48, 64])('on 2,500 hashes of 256 bits within %d bits', (limit) => {
    expectTwinsAgree(flippedCopies(2500, 32, 3, 15), 32, limit);
  });

  test.each([0, 4, 10])('on 3,000 hashes of 81 bits in 11 bytes within %d bits', (limit) => {
    expectTwinsAgree(flippedCopies(3000, 11, 3, 15), 11, limit);
  });

  // Large enough for several indexes, one after the other.
  test.each([
    ['clusters of five', 5, 10],
    ['unrelated hashes', 1, 0],
    ['one loose cluster', 7000, 77],
    ['one dense cluster', 7000, 40],
    ['equal hashes', 7000, 0],
  ])('on 7,000 hashes: %s', (_name, perCentre, flipBelow) => {
    expectTwinsAgree(flippedCopies(7000, 8, perCentre, flipBelow), 8, 12);
  });

  test('when all hashes agree in the bits of the first chunks', () => {
    const hashes = flippedCopies(6000, 8, 1, 0);
    for (let i = 0; i < hashes.length; i++) if (i % 8 < 3) hashes[i] = 0;
    expectTwinsAgree(hashes, 8, 8);
  });
});

test('an item within the limit of two exemplars belongs to the earlier', () => {
  const hashes = Uint8Array.of(0b0000, 0b1111, 0b0011);
  const order = Uint32Array.of(1, 0, 2);
  expect(keepExemplars(hashes, 1, order, 2)).toEqual({
    exemplars: Uint32Array.of(1, 0),
    owner: Uint32Array.of(0, 1, 1),
  });
});

describe('exemplars that are known', () => {
  test('stay, however near each other, and the earliest claims', () => {
    const hashes = Uint8Array.of(0b0000, 0b0001, 0b0011, 0b11111111);
    const order = Uint32Array.of(1, 0, 2, 3);
    expect(keepExemplars(hashes, 1, order, 2, { fixed: 2 })).toEqual({
      exemplars: Uint32Array.of(1, 0, 3),
      owner: Uint32Array.of(0, 1, 1, 3),
    });
  });

  test.each([0, 1, 300, 2000, 5000, 5500, 6000])('%d of 6,000, in both twins', (fixed) => {
    const hashes = generateClusteredHashes(6000, 9);
    const order = randomOrder(6000, 4);
    const kept = keepExemplars(hashes, 8, order, 12, { fixed });
    expect(kept).toEqual(claimEarliest(hashes, 8, order, 12, fixed));
    expect(kept.exemplars.subarray(0, fixed)).toEqual(order.subarray(0, fixed));
  });

  test('more than there are patches is a bug and throws', () => {
    const order = Uint32Array.of(0);
    expect(() => keepExemplars(new Uint8Array(8), 8, order, 12, { fixed: 2 })).toThrow('2 of 1');
  });
});

test('a watched run gives the same claims, and can be stopped', async () => {
  const hashes = generateClusteredHashes(4000, 5);
  const order = randomOrder(4000, 1);
  const shares: number[] = [];
  const progress = (share: number) => shares.push(share);
  const kept = await keepExemplarsWatched(hashes, 8, order, 12, {}, { progress });
  expect(kept).toEqual(keepExemplars(hashes, 8, order, 12));
  expect(shares).toEqual(shares.toSorted((a, b) => a - b));
  const signal = AbortSignal.abort(new Error('enough'));
  const stopped = keepExemplarsWatched(hashes, 8, order, 12, {}, { signal });
  await expect(stopped).rejects.toThrow('enough');
});

test('a watched run stops in the middle when it is told to', async () => {
  const hashes = flippedCopies(60_000, 8, 1, 0);
  const abort = new AbortController();
  const watcher = { signal: abort.signal, progress: () => abort.abort(new Error('enough')) };
  const order = randomOrder(60_000, 1);
  const stopped = keepExemplarsWatched(hashes, 8, order, 12, {}, watcher);
  await expect(stopped).rejects.toThrow('enough');
});

test('no hashes give no exemplars', () => {
  const none = new Uint32Array(0);
  expect(keepExemplars(new Uint8Array(0), 8, none, 12)).toEqual({ exemplars: none, owner: none });
});

test('an order that visits a patch twice is a bug and throws', () => {
  const twice = Uint32Array.of(0, 0);
  expect(() => keepExemplars(new Uint8Array(16), 8, twice, 12)).toThrow('no permutation');
});
