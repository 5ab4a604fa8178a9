import { expect, test } from 'vitest';
import { fromFloat16, toFloat16 } from '../../../../src/main/engine/kernel/float16.ts';
import {
  dotRowsPlainly,
  rowDistancesPlainly,
} from '../../../../src/main/engine/kernel/float16-rows.ts';
import { dotRows, rowDistances } from '../../../../src/main/engine/kernel/float16-rows-wasm.ts';
import { xorshift32 } from '../../../../src/main/engine/kernel/xorshift32.ts';

const random = xorshift32(11);
const fraction = () => random.next() / 2 ** 31 - 1;
const vector = (length: number, size = 1) => Float32Array.from({ length }, () => fraction() * size);

const readerOf = (rows: Uint16Array, width: number) => (words: Uint16Array, first: number) =>
  words.set(rows.subarray(first * width, first * width + words.length));

test.each([1, 7, 8, 60, 512])('the kernel agrees with its plain twin on rows of %i', (width) => {
  const count = width === 512 ? 5000 : 301;
  const rows = toFloat16(vector(count * width, 4));
  const [weights, scales] = [vector(width, 2), vector(width).map(Math.abs)];
  const read = readerOf(rows, width);
  const pairs: [Float32Array, Float32Array][] = [
    [dotRows(count, width, weights, read), dotRowsPlainly(rows, width, weights)],
    [
      rowDistances(count, width, weights, scales, read),
      rowDistancesPlainly(rows, width, weights, scales),
    ],
  ];
  for (const [fast, plain] of pairs) {
    expect(fast.length).toBe(count);
    fast.forEach((value, row) => {
      expect(Math.abs(value - (plain[row] ?? 0))).toBeLessThan(
        1e-4 * (1 + Math.abs(plain[row] ?? 0)),
      );
    });
  }
});

test('every finite half-precision number is widened exactly, the tiniest too', () => {
  const finite = Uint16Array.from({ length: 65536 }, (_, word) => word).filter(
    (word) => (word & 0x7c00) !== 0x7c00,
  );
  const values = dotRows(finite.length, 1, Float32Array.of(1), readerOf(finite, 1));
  expect(values).toEqual(fromFloat16(finite).map((value) => value + 0));
});

test('a row that was never measured has no value', () => {
  const rows = toFloat16(Float32Array.of(1, 2, Number.NaN, Number.NaN, 3, 4));
  const values = dotRows(3, 2, Float32Array.of(1, 1), readerOf(rows, 2));
  expect([...values]).toEqual([3, Number.NaN, 7]);
});

test('rounding to half precision is to the nearest, ties to even', () => {
  expect([...fromFloat16(toFloat16(Float32Array.of(1, 2049, 2051, 65504, 1e6, -0.1)))]).toEqual([
    1,
    2048,
    2052,
    65504,
    Number.POSITIVE_INFINITY,
    -0.0999755859375,
  ]);
});
