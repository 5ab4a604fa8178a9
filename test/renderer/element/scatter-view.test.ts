import { expect, test } from 'vitest';
import {
  drawnAt,
  nearestDrawn,
  panned,
  pointsInPath,
  pointsInView,
  type ScatterPoints,
  viewOfAll,
  zoomed,
} from '../../../src/renderer/element/scatter-view.ts';

const size = { width: 400, height: 300 };
const points: ScatterPoints = {
  x: Float32Array.of(-10, 10, 0, 4),
  y: Float32Array.of(-5, 5, 0, 0),
  group: new Uint8Array(4),
};
const whole = viewOfAll(points, size);

test('at first every point is seen, with room around', () => {
  expect(pointsInView(points, whole, size)).toEqual([0, 1, 2, 3]);
  expect(drawnAt(whole, size, -10, -5)).toEqual({ x: 24, y: 238 });
  expect(drawnAt(whole, size, 10, 5)).toEqual({ x: 376, y: 62 });
});

test('no points, or all at one place, still make a view', () => {
  const none = { x: new Float32Array(), y: new Float32Array(), group: new Uint8Array() };
  expect(viewOfAll(none, size)).toEqual({ x: 0, y: 0, unit: 1 });
  const one = { x: Float32Array.of(7), y: Float32Array.of(3), group: new Uint8Array(1) };
  expect(viewOfAll(one, size)).toEqual({ x: 7, y: 3, unit: 1 });
});

test('what lies under the pointer stays there while zooming', () => {
  const at = { x: 300, y: 90 };
  const before = { x: whole.x + 100 * whole.unit, y: whole.y + 60 * whole.unit };
  const nearer = zoomed(whole, size, at, 3, whole);
  const after = drawnAt(nearer, size, before.x, before.y);
  expect(after.x).toBeCloseTo(300);
  expect(after.y).toBeCloseTo(90);
  expect(nearer.unit).toBeCloseTo(whole.unit / 3);
});

test('zooming ends where nothing could be seen', () => {
  const middle = { x: 200, y: 150 };
  expect(zoomed(whole, size, middle, 1e9, whole).unit).toBeCloseTo(whole.unit / 200);
  expect(zoomed(whole, size, middle, 1e-9, whole).unit).toBeCloseTo(whole.unit * 2);
});

test('a drag to the right and down takes the points along', () => {
  const moved = panned(whole, 30, 20);
  const [before, after] = [drawnAt(whole, size, 4, 0), drawnAt(moved, size, 4, 0)];
  expect([after.x - before.x, after.y - before.y]).toEqual([
    expect.closeTo(30),
    expect.closeTo(20),
  ]);
});

test('the nearest point is found within reach only', () => {
  const at = drawnAt(whole, size, 4, 0);
  expect(nearestDrawn(points, whole, size, { x: at.x + 5, y: at.y }, 10)).toBe(3);
  expect(nearestDrawn(points, whole, size, { x: at.x, y: at.y + 40 }, 10)).toBe(null);
});

test('a line around points takes those inside, wherever one looks from', () => {
  const view = panned(zoomed(whole, size, { x: 10, y: 20 }, 2, whole), 40, -15);
  const corners = [
    [-1, -1],
    [5, -1],
    [5, 1],
    [-1, 1],
  ] as const;
  const path = corners.map(([x, y]) => drawnAt(view, size, x, y));
  expect(pointsInPath(points, view, size, path)).toEqual([2, 3]);
  expect(pointsInPath(points, view, size, path.slice(0, 2))).toEqual([]);
});
