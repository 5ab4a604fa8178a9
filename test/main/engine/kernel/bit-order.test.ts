import { expect, test } from 'vitest';
import { bitOrder, halfByteTables } from '../../../../src/main/engine/kernel/bit-order.ts';
import { xorshift32 } from '../../../../src/main/engine/kernel/xorshift32.ts';

test('bits that are the same in all hashes come last', () => {
  const { byte } = xorshift32(2);
  const hashes = Uint8Array.from({ length: 3000 }, (_, i) => (i % 3 === 1 ? 0x5a : byte()));
  const { places, telling } = bitOrder(hashes, 3);
  expect(telling).toBe(16);
  expect(places.toSorted()).toEqual(Uint16Array.from({ length: 24 }, (_, i) => i));
  expect(Math.min(...places.subarray(8, 16))).toBe(16);
});

test('no bit of equal hashes, or of none, tells anything', () => {
  expect(bitOrder(new Uint8Array(80), 8).telling).toBe(0);
  expect(bitOrder(new Uint8Array(0), 8).telling).toBe(0);
});

test('each half byte turns into its bits at their places', () => {
  const tables = halfByteTables({ places: Uint16Array.of(0, 40, 2, 3, 4, 5, 6, 7), telling: 8 }, 1);
  expect(tables.subarray(0b0110 * 2, 0b0110 * 2 + 2)).toEqual(Uint32Array.of(0b100, 1 << 8));
  expect(tables.subarray((16 + 0b1000) * 2, (16 + 0b1000) * 2 + 2)).toEqual(Uint32Array.of(128, 0));
});
