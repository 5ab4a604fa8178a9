import { expect, test } from 'vitest';
import type { ScatterGroup } from '../../../src/renderer/element/scatter-marker.tsx';
import {
  drawingOrder,
  markerWidth,
  pointState,
} from '../../../src/renderer/element/scatter-painter.ts';

const groups: readonly ScatterGroup[] = [
  { name: 'labelled', colour: '#000', shape: 'circle' },
  { name: 'not labelled', colour: '#999', shape: 'plus', under: true },
];
const points = {
  x: new Float32Array(5),
  y: new Float32Array(5),
  group: Uint8Array.of(0, 1, 0, 1, 0),
};

test('groups that lie beneath are drawn first, chosen points last, whatever their group', () => {
  const states = new Uint8Array(5);
  states[1] = pointState.chosen;
  expect([...drawingOrder(points, groups, states)]).toEqual([3, 0, 2, 4, 1]);
});

test('dimmed points lie beneath those that are emphasised', () => {
  const states = Uint8Array.of(pointState.dimmed, 0, 0, 0, pointState.dimmed);
  expect([...drawingOrder(points, groups, states)]).toEqual([0, 1, 3, 4, 2]);
});

test('markers are smaller the more points there are, and grow as one goes nearer', () => {
  expect(markerWidth(100_000, 1)).toBeLessThan(markerWidth(1000, 1));
  expect(markerWidth(1000, 4)).toBeGreaterThan(markerWidth(1000, 1));
  expect(markerWidth(1000, 1e6)).toBe(14);
});
