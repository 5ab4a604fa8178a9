import { expect, test } from 'vitest';
import { firstEqual } from '../../../../src/main/engine/kernel/equal-items.ts';
import { xorshift32 } from '../../../../src/main/engine/kernel/xorshift32.ts';

test('an item points at the first of its hash and group', () => {
  const hashes = Uint8Array.of(1, 2, 1, 2, 1, 2, 1, 3);
  expect(firstEqual(hashes, 2, Uint16Array.of(0, 0, 1, 0))).toEqual(Uint32Array.of(0, 0, 2, 3));
});

test('among many, as looking at each pair says', () => {
  const random = xorshift32(5);
  const hashes = Uint8Array.from({ length: 4000 }, () => random.below(30));
  const groupOf = Uint16Array.from({ length: 2000 }, () => random.below(3));
  const keyOf = (item: number) => [hashes[item * 2], hashes[item * 2 + 1], groupOf[item]].join();
  const keys = Array.from(groupOf.keys(), keyOf);
  expect(firstEqual(hashes, 2, groupOf)).toEqual(
    Uint32Array.from(keys, (key) => keys.indexOf(key)),
  );
});

test('no items are no trouble', () => {
  expect(firstEqual(new Uint8Array(0), 8, new Uint16Array(0))).toEqual(new Uint32Array(0));
});
