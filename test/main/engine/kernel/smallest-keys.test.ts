import { expect, test } from 'vitest';
import { smallestKeys } from '../../../../src/main/engine/kernel/smallest-keys.ts';
import { xorshift32 } from '../../../../src/main/engine/kernel/xorshift32.ts';

/** The comparison sort of all keys that it replaces. */
const plainPlaces = (keys: Uint32Array, most: number): number[] =>
  [...keys.keys()]
    .sort((a, b) => (keys[a] ?? 0) - (keys[b] ?? 0) || a - b)
    .slice(0, most)
    .sort((a, b) => a - b);

const random = xorshift32(21);
const kinds: Record<string, () => number> = {
  'keys of all sizes': () => random.next(),
  'small keys': () => random.byte(),
  'few different keys': () => (random.byte() % 3) * 0x7fffffff,
  'the largest key alone': () => 0xffffffff,
};

test.each(Object.entries(kinds))('of %s as many as a comparison gives', (_, make) => {
  for (const count of [0, 1, 5000]) {
    const keys = Uint32Array.from({ length: count }, make);
    for (const most of [0, 1, 200, 4999, 5000, 9000]) {
      expect([...smallestKeys(keys, most)]).toEqual(plainPlaces(keys, most));
    }
  }
});
