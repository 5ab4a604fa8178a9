import { expect, test } from 'vitest';
import { unpackLzw } from '../../../../src/main/engine/kernel/lzw.ts';

/** The plainest packer: every byte as a code, the widths as the table grows, cleared when it is full. */
function packed(bytes: Uint8Array): Uint8Array {
  const bits: string[] = [];
  let width = 9;
  let sinceClear = 0;
  const put = (code: number): void => void bits.push(code.toString(2).padStart(width, '0'));
  put(256);
  for (const byte of bytes) {
    put(byte);
    sinceClear++;
    // The reader adds an entry with every code but the first.
    const next = 258 + sinceClear - 1;
    if (next === 511 || next === 1023 || next === 2047) width++;
    if (next === 4094) {
      put(256);
      sinceClear = 0;
      width = 9;
    }
  }
  put(257);
  const text = bits.join('');
  return Uint8Array.from({ length: Math.ceil(text.length / 8) }, (_value, i) =>
    Number.parseInt(text.slice(i * 8, i * 8 + 8).padEnd(8, '0'), 2),
  );
}

test('codes of all widths are read, and the table starts again when it is full', () => {
  const bytes = Uint8Array.from({ length: 9000 }, (_value, i) => (i * i * 31) >> 3);
  const out = new Uint8Array(9000);
  expect(unpackLzw(packed(bytes), out)).toBe(9000);
  expect(out).toEqual(bytes);
});

test('a code that stands for itself repeats its first byte', () => {
  // clear, 7, 258 (= 7 7), 259 (= 7 7 7), end: nine bits each
  const text = [256, 7, 258, 259, 257].map((code) => code.toString(2).padStart(9, '0')).join('');
  const bytes = Uint8Array.from({ length: 6 }, (_value, i) =>
    Number.parseInt(text.slice(i * 8, i * 8 + 8).padEnd(8, '0'), 2),
  );
  const out = new Uint8Array(6);
  expect(unpackLzw(bytes, out)).toBe(6);
  expect([...out]).toEqual([7, 7, 7, 7, 7, 7]);
});

test('a stream that ends early gives what is there; an impossible code is refused', () => {
  const bytes = Uint8Array.from({ length: 100 }, (_value, i) => i);
  const out = new Uint8Array(100);
  const written = unpackLzw(packed(bytes).subarray(0, 50), out);
  expect(written).toBeGreaterThan(30);
  expect(out.subarray(0, written)).toEqual(bytes.subarray(0, written));
  const broken = Uint8Array.of(0b10000000, 0b01111111, 0b11000000, 0); // clear, then code 511
  expect(unpackLzw(broken, out)).toBe(-1);
});
