import { expect, test } from 'vitest';
import {
  gridGeometry,
  movedFocus,
  offsetOfScroll,
  offsetToShow,
  rowsAt,
  scrollOfOffset,
  tallest,
  wholePlacesAt,
} from '../../../src/renderer/element/grid-geometry.ts';

test('as many columns as fit, two pixels apart, centred', () => {
  const grid = gridGeometry(1000, 600, 112, 25);
  expect(grid).toMatchObject({ columns: 8, rows: 4, pitch: 114, margin: 45, contentHeight: 456 });
});

test('a window narrower than one tile still has a column', () => {
  expect(gridGeometry(30, 600, 112, 3)).toMatchObject({ columns: 1, rows: 3, margin: 0 });
});

test('an empty grid has no rows and no height', () => {
  const grid = gridGeometry(1000, 600, 112, 0);
  expect(grid).toMatchObject({ rows: 0, contentHeight: 0 });
  expect(rowsAt(grid, 0)).toEqual({ first: 0, last: 0 });
  expect(movedFocus(grid, 0, 'arrowright')).toBeNull();
});

test('only the rows in view and two on either side are drawn', () => {
  const grid = gridGeometry(1000, 600, 98, 1_000_000);
  expect(rowsAt(grid, 10_000)).toEqual({ first: 98, last: 108 });
  expect(rowsAt(grid, 10_000, 0)).toEqual({ first: 100, last: 106 });
});

test('a million patches at any tile size fit what browsers can lay out, and the last is reached', () => {
  for (const tile of [48, 112, 300]) {
    const grid = gridGeometry(700, 600, tile, 1_000_000);
    expect(grid.scrollHeight).toBeLessThanOrEqual(tallest);
    const bottom = offsetOfScroll(grid, grid.scrollHeight - grid.viewHeight);
    expect(bottom).toBeCloseTo(grid.contentHeight - grid.viewHeight, 3);
    expect(rowsAt(grid, bottom).last).toBe(grid.rows);
  }
});

test('scroll position and offset are each other\u2019s inverse, also when scaled', () => {
  const scaled = gridGeometry(700, 600, 300, 1_000_000);
  expect(scaled.contentHeight).toBe(500_000 * 302);
  for (const offset of [0, 1234, 5_000_000, 100_000_000]) {
    expect(offsetOfScroll(scaled, scrollOfOffset(scaled, offset))).toBeCloseTo(offset, 3);
  }
  const plain = gridGeometry(700, 600, 300, 1000);
  expect(scrollOfOffset(plain, 4321)).toBe(4321);
});

test('showing a tile moves no further than needed', () => {
  const grid = gridGeometry(1000, 600, 98, 1000);
  expect(grid.columns).toBe(10);
  expect(offsetToShow(grid, 1000, 120)).toBe(1000);
  expect(offsetToShow(grid, 1000, 90)).toBe(900);
  expect(offsetToShow(grid, 1000, 160)).toBe(1100);
  expect(offsetToShow(grid, 0, 999)).toBe(9400);
});

test('arrows stay inside, pages go as far as they can, Home and End go to the ends', () => {
  const grid = gridGeometry(1000, 600, 98, 95);
  expect(movedFocus(grid, 0, 'arrowleft')).toBe(0);
  expect(movedFocus(grid, 9, 'arrowright')).toBe(10);
  expect(movedFocus(grid, 5, 'arrowup')).toBe(5);
  expect(movedFocus(grid, 15, 'arrowup')).toBe(5);
  expect(movedFocus(grid, 88, 'arrowdown')).toBe(88);
  expect(movedFocus(grid, 3, 'pagedown')).toBe(63);
  expect(movedFocus(grid, 63, 'pagedown')).toBe(94);
  expect(movedFocus(grid, 63, 'home')).toBe(0);
  expect(movedFocus(grid, 3, 'end')).toBe(94);
  expect(movedFocus(grid, 3, 'f')).toBeNull();
});

test('the largest patch fills the view and no more', () => {
  expect(gridGeometry(900, 600, 4000, 10)).toMatchObject({ tile: 600, columns: 1, rows: 10 });
  expect(gridGeometry(0, 0, 112, 10).tile).toBe(112);
});

test('a page is what is wholly seen, whatever is cut off above and below', () => {
  const grid = gridGeometry(412, 330, 100, 1000); // four columns, pitch 102
  expect(wholePlacesAt(grid, 0)).toEqual({ from: 0, to: 12 });
  expect(wholePlacesAt(grid, 50)).toEqual({ from: 4, to: 12 });
  expect(wholePlacesAt(grid, 102)).toEqual({ from: 4, to: 16 });
  expect(wholePlacesAt(gridGeometry(412, 330, 100, 10), 0)).toEqual({ from: 0, to: 10 });
  // A view lower than one patch still has a page.
  expect(wholePlacesAt(gridGeometry(100, 100, 100, 5), 0)).toEqual({ from: 0, to: 1 });
});
