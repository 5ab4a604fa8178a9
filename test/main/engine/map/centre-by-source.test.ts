import { expect, test } from 'vitest';
import { centredBySource } from '../../../../src/main/engine/map/centre-by-source.ts';

test('each source has its own mean taken away, and the rows given stay as they were', () => {
  const rows = Float32Array.of(1, 10, 3, 30, 100, 7);
  expect([...centredBySource(rows, 2, [4, 4, 9])]).toEqual([-1, -10, 1, 10, 0, 0]);
  expect([...rows]).toEqual([1, 10, 3, 30, 100, 7]);
});
