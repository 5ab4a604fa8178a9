import { expect, test } from 'vitest';
import { gridGeometry } from '../../../src/renderer/element/grid-geometry.ts';
import { placeAtPoint, placesInLasso } from '../../../src/renderer/element/lasso-path.ts';

/** Five columns of 100 px with gaps of 2, no margin, four and a bit rows. */
const grid = gridGeometry(508, 400, 100, 22);
const middle = (column: number, row: number) => ({ x: column * 102 + 50, y: row * 102 + 50 });

test('a point is on a patch, in a gap, or past the end', () => {
  expect(placeAtPoint(grid, middle(2, 1))).toBe(7);
  expect(placeAtPoint(grid, { x: 101, y: 50 })).toBeNull();
  expect(placeAtPoint(grid, middle(3, 4))).toBeNull();
  expect(placeAtPoint(grid, { x: -5, y: 50 })).toBeNull();
});

test('a line catches every patch it touches, however fast it was drawn', () => {
  expect(placesInLasso(grid, [middle(0, 0), middle(4, 0)])).toEqual([0, 1, 2, 3, 4]);
  expect(placesInLasso(grid, [middle(1, 1)])).toEqual([6]);
});

test('a loop catches what it encloses too', () => {
  const loop = [middle(0, 0), middle(4, 0), middle(4, 2), middle(0, 2), middle(0, 0)];
  expect(placesInLasso(grid, loop)).toEqual(Array.from({ length: 15 }, (_, i) => i));
});

test('an open loop is closed straight, and a bay in it is left out', () => {
  const open = [middle(0, 0), middle(0, 3), middle(1, 3), middle(1, 1), middle(3, 1), middle(3, 3)];
  const caught = placesInLasso(grid, [...open, middle(4, 3), middle(4, 0)]);
  expect(caught).toContain(2);
  expect(caught).not.toContain(12);
});

test('a line in the gaps catches nothing', () => {
  expect(
    placesInLasso(grid, [
      { x: 101, y: 10 },
      { x: 101, y: 90 },
    ]),
  ).toEqual([]);
});
