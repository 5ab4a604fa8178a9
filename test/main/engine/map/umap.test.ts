import { expect, test } from 'vitest';
import { xorshift32 } from '../../../../src/main/engine/kernel/xorshift32.ts';
import { umap } from '../../../../src/main/engine/map/umap.ts';

const width = 20;

/** Sheets of two dimensions in twenty, far from each other: row i is of sheet i % sheets. */
function sheets(count: number, sheetCount: number): Float32Array {
  const random = xorshift32(11);
  const fraction = () => random.next() / 2 ** 31 - 1;
  const shapes = Array.from({ length: sheetCount }, () =>
    Array.from({ length: 3 }, () => Array.from({ length: width }, fraction)),
  );
  const rows = new Float32Array(count * width);
  for (let row = 0; row < count; row++) {
    const [u, v] = [fraction(), fraction()];
    const [centre, along, across] = shapes[row % sheetCount]!;
    for (let i = 0; i < width; i++) {
      rows[row * width + i] =
        4 * centre![i]! + u * along![i]! + v * across![i]! + 0.02 * fraction();
    }
  }
  return rows;
}

function ranked(count: number, square: (other: number) => number, row: number): number[] {
  const squares = Array.from({ length: count }, (_, other) => square(other));
  return [...squares.keys()]
    .filter((other) => other !== row)
    .sort((one, two) => squares[one]! - squares[two]!);
}

/** Share of the map's neighbourhoods that are neighbourhoods of the rows (Venna and Kaski 2001). */
function trustworthiness(rows: Float32Array, x: Float32Array, y: Float32Array, size: number) {
  const count = x.length;
  let penalty = 0;
  for (let row = 0; row < count; row++) {
    const truth = ranked(count, (other) => rowSquare(rows, row, other), row);
    const shown = ranked(
      count,
      (other) => (x[row]! - x[other]!) ** 2 + (y[row]! - y[other]!) ** 2,
      row,
    );
    for (const other of shown.slice(0, size))
      penalty += Math.max(0, truth.indexOf(other) + 1 - size);
  }
  return 1 - (2 / (count * size * (2 * count - 3 * size - 1))) * penalty;
}

function rowSquare(rows: Float32Array, row: number, other: number): number {
  let square = 0;
  for (let i = 0; i < width; i++)
    square += (rows[row * width + i]! - rows[other * width + i]!) ** 2;
  return square;
}

test('groups that lie apart lie apart on the map, and neighbours stay neighbours', async () => {
  const rows = sheets(450, 3);
  const { x, y } = await umap(rows, width, 1);
  const groups = Array.from(x, (_, i) => i % 3);
  for (const row of groups.keys()) {
    const square = (other: number) => (x[row]! - x[other]!) ** 2 + (y[row]! - y[other]!) ** 2;
    const [nearest] = ranked(450, square, row);
    expect(groups[nearest!]).toBe(groups[row]);
  }
  // Measured: 0.997. Places drawn at random come to 0.5.
  expect(trustworthiness(rows, x, y, 10)).toBeGreaterThan(0.97);
}, 30_000);

test('the same seed gives the same map, another seed another', async () => {
  const rows = sheets(200, 2);
  const [once, twice, other] = [
    await umap(rows, width, 5),
    await umap(rows, width, 5),
    await umap(rows, width, 6),
  ];
  expect(twice).toEqual(once);
  expect(other.x).not.toEqual(once.x);
});

test('an abort is heard while the map is made, and its reason thrown', async () => {
  const stop = new AbortController();
  const shares: number[] = [];
  const making = umap(sheets(3000, 3), width, 1, {
    signal: stop.signal,
    progress: (share) => {
      shares.push(share);
      if (share > 0.2) stop.abort(new Error('enough'));
    },
  });
  await expect(making).rejects.toThrow('enough');
  expect(shares.at(-1)).toBeLessThan(0.9);
  expect(shares).toEqual([...shares].sort((one, two) => one - two));
}, 30_000);

test('wide rows go through their principal components', async () => {
  const wide = new Float32Array(90 * 80);
  for (let row = 0; row < 90; row++) wide[row * 80 + (row % 3)] = 10 + row / 90;
  const { x, y } = await umap(wide, 80, 1);
  const [dx, dy] = [x[0]! - x[3]!, y[0]! - y[3]!];
  const [ex, ey] = [x[0]! - x[1]!, y[0]! - y[1]!];
  expect(Math.hypot(dx, dy)).toBeLessThan(Math.hypot(ex, ey));
});

for (const [what, rows] of [
  ['no row', 0],
  ['one row', 1],
  ['two rows', 2],
  ['three rows', 3],
  ['twenty rows that are all the same', 20],
] as const) {
  test(`a map of ${what} has finite places`, async () => {
    const { x, y } = await umap(new Float32Array(rows * width), width, 1);
    expect([x.length, y.length]).toEqual([rows, rows]);
    expect([...x, ...y].every(Number.isFinite)).toBe(true);
  });
}

test('rows of one column make a map', async () => {
  const { x } = await umap(
    Float32Array.from({ length: 30 }, (_, i) => i),
    1,
    1,
  );
  expect([...x].every(Number.isFinite)).toBe(true);
});

test('a value that is not finite is refused', async () => {
  await expect(umap(new Float32Array(40).fill(Number.NaN), width, 1)).rejects.toThrow(RangeError);
});
