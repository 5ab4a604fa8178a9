import { expect, test } from 'vitest';
import { shareWithin } from '../../../../src/main/engine/kernel/draw-without-return.ts';

test('of hashes that differ in 2 of 4 bits, a sixth differs in none of two drawn', () => {
  const distances = Uint32Array.of(0, 0, 7, 0, 0);
  expect(shareWithin(distances, 4, 2, 0)).toBeCloseTo(1 / 6);
  expect(shareWithin(distances, 4, 2, 1)).toBeCloseTo(5 / 6);
  expect(shareWithin(distances, 4, 2, 2)).toBeCloseTo(1);
});

test('pairs count by how many there are, and none tell nothing', () => {
  expect(shareWithin(Uint32Array.of(3, 0, 0, 0, 1), 4, 1, 0)).toBeCloseTo(0.75);
  expect(shareWithin(new Uint32Array(5), 4, 1, 0)).toBe(1);
});
