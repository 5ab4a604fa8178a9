import { expect, test } from 'vitest';
import { xorshift32 } from '../../../../src/main/engine/kernel/xorshift32.ts';
import { nearestNeighbours } from '../../../../src/main/engine/map/nearest-neighbours.ts';
import { approximateNeighbours } from '../../../../src/main/engine/map/neighbour-descent.ts';

const nobody = async () => undefined;

function drawnRows(count: number, width: number): Float64Array {
  const random = xorshift32(3);
  return Float64Array.from({ length: count * width }, () => random.next() / 2 ** 32);
}

/** By sorting all distances of a row, as anybody would. */
function plainly(rows: Float64Array, width: number, size: number, row: number): number[] {
  const square = (other: number) =>
    Array.from(
      { length: width },
      (_, i) => (rows[row * width + i]! - rows[other * width + i]!) ** 2,
    ).reduce((sum, each) => sum + each, 0);
  return Array.from({ length: rows.length / width }, (_, other) => other)
    .filter((other) => other !== row)
    .sort((one, two) => square(one) - square(two))
    .slice(0, size);
}

for (const count of [5, 63, 64, 65, 131]) {
  test(`neighbours among ${count} rows are those found by sorting all distances`, async () => {
    const rows = drawnRows(count, 7);
    const found = await nearestNeighbours(rows, 7, 4, nobody);
    for (let row = 0; row < count; row++) {
      expect([...found.rows.subarray(row * 4, row * 4 + 4)]).toEqual(plainly(rows, 7, 4, row));
    }
  });
}

test('rows that are the same are at distance zero', async () => {
  const found = await nearestNeighbours(new Float64Array(12).fill(0.1), 3, 2, nobody);
  expect([...found.squares]).toEqual(Array(8).fill(0));
});

test('descent finds nearly all neighbours that comparing all pairs finds', async () => {
  const rows = drawnRows(3000, 8);
  const exact = await nearestNeighbours(rows, 8, 15, nobody);
  const found = await approximateNeighbours(rows, 8, 15, 1, nobody);
  let hits = 0;
  for (let row = 0; row < 3000; row++) {
    const truth = new Set(exact.rows.subarray(row * 15, row * 15 + 15));
    for (const other of found.rows.subarray(row * 15, row * 15 + 15))
      hits += Number(truth.has(other));
  }
  expect(hits / found.rows.length).toBeGreaterThan(0.98);
});

test('descent gives the same lists for the same seed, without a row among its own', async () => {
  const rows = drawnRows(400, 5);
  const found = await approximateNeighbours(rows, 5, 6, 9, nobody);
  expect(await approximateNeighbours(rows, 5, 6, 9, nobody)).toEqual(found);
  for (const [at, other] of found.rows.entries()) expect(other).not.toBe(Math.floor(at / 6));
});
