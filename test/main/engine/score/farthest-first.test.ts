import { expect, test } from 'vitest';
import { farthestFirst } from '../../../../src/main/engine/score/farthest-first.ts';

const line = Float64Array.of(0, 1, 2, 3, 10);

test('each next row is the farthest from all before it', () => {
  expect([...farthestFirst(line, 1, 0, 3)]).toEqual([0, 4, 3, 1, 2]);
});

test('rows that are taken are left out, and the next one is far from them', () => {
  expect([...farthestFirst(line, 1, 2, 2)]).toEqual([4, 3, 2]);
});

test('rows that were never measured come last, in the order given', () => {
  expect([...farthestFirst(Float64Array.of(0, Number.NaN, 5), 1, 0, 9)]).toEqual([0, 2, 1]);
});
