import { expect, test } from 'vitest';
import { ascendingOrder } from '../../../../src/main/engine/kernel/ascending-order.ts';
import { xorshift32 } from '../../../../src/main/engine/kernel/xorshift32.ts';

/** The comparison sort that it replaces. */
function plainOrder(keys: Uint32Array | Float32Array | Float64Array): Uint32Array {
  return Uint32Array.from(keys.keys()).sort((a, b) => (keys[a] ?? 0) - (keys[b] ?? 0) || a - b);
}

const random = xorshift32(4);
const share = () => random.next() / 2 ** 32;
const kinds: Record<string, () => number> = {
  'whole numbers of 32 bits': () => random.next(),
  'few different numbers': () => random.byte() >> 5,
  'single-precision scores': () => Math.fround(share()),
  'numbers of both signs': () => share() - 0.5,
  'numbers of all sizes': () => (share() - 0.5) * 2 ** (random.byte() * 7 - 900),
};

test.each(Object.entries(kinds))('%s come in the order a comparison gives', (_, make) => {
  for (const count of [1, 2, 3, 1000, 50_000]) {
    const keys = Float64Array.from({ length: count }, make);
    for (const typed of [keys, Float32Array.from(keys), Uint32Array.from(keys)]) {
      expect(ascendingOrder(typed)).toEqual(plainOrder(typed));
    }
  }
});

test('equal keys, both zeros among them, stay as they stand', () => {
  expect(ascendingOrder(Float64Array.of(0, -0, 1, 0, -0, -1))).toEqual(
    Uint32Array.of(5, 0, 1, 3, 4, 2),
  );
  expect(ascendingOrder(Float32Array.of(0, -0, 1, 0, -0, -1))).toEqual(
    Uint32Array.of(5, 0, 1, 3, 4, 2),
  );
  expect(ascendingOrder(new Float64Array(5).fill(-3))).toEqual(Uint32Array.of(0, 1, 2, 3, 4));
  expect(ascendingOrder(new Float64Array(0))).toEqual(new Uint32Array(0));
});

test('infinities are the ends', () => {
  const keys = Float64Array.of(Infinity, 1e308, -Infinity, -1e308, 5e-324, -5e-324);
  expect(ascendingOrder(keys)).toEqual(Uint32Array.of(2, 3, 5, 4, 1, 0));
});
