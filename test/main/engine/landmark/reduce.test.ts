import { expect, test } from 'vitest';
import { addRows, halved } from '../../../../src/main/engine/landmark/reduce.ts';

test('squares of samples are added up, and what is left over at the right is not', () => {
  const samples = [1, 2, 3, 4, 9, 5, 6, 7, 8, 9];
  const sums = new Float32Array(2);
  addRows(samples, 5, 2, 2, sums, 2);
  expect([...sums]).toEqual([14, 22]);
  addRows(samples, 5, 2, 2, sums, 2);
  expect([...sums]).toEqual([28, 44]);
});

test('a sample that is no number takes its square with it and no other', () => {
  const sums = new Float32Array(2);
  addRows([1, Number.NaN, 3, 4], 4, 1, 1, sums.subarray(0, 2), 2);
  addRows([Number.POSITIVE_INFINITY, 1], 2, 1, 1, sums, 2);
  expect([...sums]).toEqual([1, 1]);
});

test('a picture is halved by means of two by two', () => {
  const pixels = Float32Array.from([1, 3, 9, 5, 7, 9, 9, 9, 9]);
  expect([...halved(pixels, 3, 1, 1)]).toEqual([4]);
});
