import { describe, expect, test } from 'vitest';
import { nearestAcross } from '../../../../src/main/engine/kernel/nearest-across.ts';
import { nearestAcrossFast } from '../../../../src/main/engine/kernel/nearest-across-wasm.ts';
import { xorshift32 } from '../../../../src/main/engine/kernel/xorshift32.ts';
import { generateClusteredHashes } from '../../../golden/generate-image.ts';
import { flippedCopies } from './flipped-copies.ts';

test('each item has the nearest of each other group, the first of equally near ones', () => {
  const hashes = Uint8Array.of(0b0000, 0b0001, 0b0010, 0b0000, 0b11111111);
  const groupOf = Uint16Array.of(0, 1, 1, 2, 2);
  expect(nearestAcross(hashes, 1, groupOf, 1, 100)).toEqual({
    items: Uint32Array.of(0, 0, 1, 1, 2, 2, 3, 3),
    others: Uint32Array.of(1, 3, 0, 3, 0, 3, 0, 1),
    distances: Uint16Array.of(1, 0, 1, 1, 1, 1, 0, 1),
    leftOut: 0,
  });
});

describe('the fast way and the plain one agree', () => {
  const groupsOf = (count: number, groups: number) => {
    const random = xorshift32(count + groups);
    return Uint16Array.from({ length: count }, () => random.below(groups));
  };

  test.each([
    [1, 12],
    [2, 0],
    [7, 12],
    [7, 20],
    [300, 12],
    [7, 64],
  ])('on 2,000 clustered hashes in %d groups within %d bits', async (groups, limit) => {
    const hashes = generateClusteredHashes(2000, 8);
    const groupOf = groupsOf(2000, groups);
    const found = await nearestAcrossFast(hashes, 8, groupOf, limit, 10_000_000);
    expect(found).toEqual(nearestAcross(hashes, 8, groupOf, limit, 10_000_000));
  });

  test('on so many that they are looked up in chunks', async () => {
    const hashes = generateClusteredHashes(6000, 8);
    const groupOf = groupsOf(6000, 40);
    const found = await nearestAcrossFast(hashes, 8, groupOf, 3, 1_000_000);
    expect(found).toEqual(nearestAcross(hashes, 8, groupOf, 3, 1_000_000));
    expect(found.items.length).toBeGreaterThan(1000);
  });

  test.each([
    [32, 20],
    [2, 1],
    [11, 12],
  ])('on 1,500 hashes of %d bytes within %d bits, many of them equal', async (bytes, limit) => {
    const hashes = flippedCopies(1500, bytes, 5, 2);
    const groupOf = groupsOf(1500, 3);
    const found = await nearestAcrossFast(hashes, bytes, groupOf, limit, 10_000_000);
    expect(found).toEqual(nearestAcross(hashes, bytes, groupOf, limit, 10_000_000));
    const capped = await nearestAcrossFast(hashes, bytes, groupOf, limit, 700);
    expect(capped).toEqual(nearestAcross(hashes, bytes, groupOf, limit, 700));
  });

  test('on no hashes', async () => {
    const none = new Uint16Array(0);
    const found = await nearestAcrossFast(new Uint8Array(0), 8, none, 12, 10);
    expect(found).toEqual(nearestAcross(new Uint8Array(0), 8, none, 12, 10));
  });

  test('where the slots suffice for a few queries only', async () => {
    const hashes = generateClusteredHashes(1500, 3);
    const groupOf = groupsOf(1500, 65_536);
    const found = await nearestAcrossFast(hashes, 8, groupOf, 12, 1_000_000);
    expect(found).toEqual(nearestAcross(hashes, 8, groupOf, 12, 1_000_000));
  });

  test('where the rows are more than may be kept', async () => {
    const hashes = new Uint8Array(800);
    const groupOf = groupsOf(100, 5);
    const found = await nearestAcrossFast(hashes, 8, groupOf, 12, 150);
    expect(found).toEqual(nearestAcross(hashes, 8, groupOf, 12, 150));
    expect(found.leftOut).toBe(100 * 4 - 150);
  });
});

test('it can be stopped', async () => {
  const signal = AbortSignal.abort(new Error('enough'));
  const groupOf = Uint16Array.of(0, 1);
  const stopped = nearestAcrossFast(new Uint8Array(16), 8, groupOf, 12, 10, { signal });
  await expect(stopped).rejects.toThrow('enough');
});
