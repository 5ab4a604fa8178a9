import { expect, test } from 'vitest';
import {
  panelsOf,
  placeWords,
  pointNear,
  pointOf,
} from '../../../src/renderer/duplicates/place-panels.ts';
import type { GroupPlaces, RawAddress } from '../../../src/shared/duplicates.ts';

const at = (
  volume: number,
  plane: RawAddress['plane'],
  index: number,
  y0 = 0,
  x0 = 0,
): RawAddress => ({ volume, plane, index, box: { y0, y1: y0 + 100, x0, x1: x0 + 100 } });

const placesOf = (...addresses: RawAddress[]): GroupPlaces => ({
  total: addresses.length,
  places: addresses.map((address, distance) => ({ address, distance })),
  volumes: [
    { volume: 1, name: 'liver', shape: { z: 101, y: 400, x: 200 } },
    { volume: 2, name: 'brain', shape: { z: 11, y: 100, x: 100 } },
  ],
});

test('each plane of each volume has a panel: that of the exemplar first, then the fullest', () => {
  const panels = panelsOf(
    placesOf(at(2, 'xy', 5), at(1, 'xz', 0), at(1, 'xy', 50), at(1, 'xy', 100)),
  );
  expect(panels.map(({ title, points }) => [title, points.length])).toEqual([
    ['brain, xy', 1],
    ['liver, xy', 2],
    ['liver, xz', 1],
  ]);
});

test('sections lie across and rows down; patches of one row are told apart by their column', () => {
  const [panel] = panelsOf(
    placesOf(at(1, 'xy', 0), at(1, 'xy', 50, 200), at(1, 'xy', 100, 200, 100)),
  );
  expect(panel?.points.map(({ along, down }) => [along, down])).toEqual([
    [0, 0],
    [0.5, 0.5],
    [1, 0.625],
  ]);
  // Along xz the sections are the rows of the volume, and a section is as high as it is deep.
  const [crossing] = panelsOf(placesOf(at(1, 'xz', 399)));
  expect(crossing).toMatchObject({ count: 400, height: 101, points: [{ along: 1 }] });
});

test('pictures share one panel, in their order', () => {
  const [panel] = panelsOf({
    ...placesOf(at(9, '2d', 0), at(30, '2d', 0), at(12, '2d', 0)),
    volumes: [],
  });
  expect(panel?.count).toBe(3);
  expect(panel?.points.map(({ along }) => along)).toEqual([0, 1, 0.5]);
});

test('a group of no patch that is told has no panel; a volume of one section has its patches in the middle', () => {
  expect(panelsOf({ total: 0, places: [], volumes: [] })).toEqual([]);
  const single = { volume: 1, name: 'one', shape: { z: 1, y: 100, x: 100 } };
  const [panel] = panelsOf({ ...placesOf(at(1, 'xy', 0)), volumes: [single] });
  expect(panel?.points[0]?.along).toBe(0.5);
});

test('the patch nearest to the pointer is met, within reach', () => {
  const [panel] = panelsOf(placesOf(at(1, 'xy', 0), at(1, 'xy', 100, 200)));
  if (!panel) throw new Error('no panel');
  const size = { width: 200, height: 80 };
  expect(pointNear(panel, size, { x: 195, y: 43 })?.address.index).toBe(100);
  expect(pointNear(panel, size, { x: 100, y: 40 })).toBeNull();
  expect(pointOf(panel, at(1, 'xy', 100, 200))?.distance).toBe(1);
  expect(pointOf(panel, at(2, 'xy', 100, 200))).toBeNull();
});

test('a place is told by section, row and column; a picture has no section', () => {
  expect(placeWords(at(1, 'xy', 12, 200, 100))).toBe('xy 12, row 200, column 100');
  expect(placeWords(at(1, '2d', 0, 200, 100))).toBe('row 200, column 100');
});
