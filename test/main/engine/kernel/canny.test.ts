import { expect, test } from 'vitest';
import { canny } from '../../../../src/main/engine/kernel/canny.ts';

const halves = (width: number, height: number, left: number, right: number): Uint8Array =>
  Uint8Array.from({ length: width * height }, (_, i) => (i % width < width / 2 ? left : right));

test('a flat picture has no edges', () => {
  expect(canny(new Uint8Array(400).fill(90), 20, 20)).toEqual(new Uint8Array(400));
});

test('a step between two halves is an edge in every row but the first and the last', () => {
  const edges = canny(halves(20, 12, 0, 255), 20, 12);
  const rows = Array.from({ length: 12 }, (_, y) => edges.slice(y * 20, y * 20 + 20));
  expect(rows.map((row) => row.some((edge) => edge === 1))).toEqual([
    false,
    ...Array(10).fill(true),
    false,
  ]);
  expect(rows[5]?.indexOf(1)).toBe(9);
});

test('a step of ten grey levels is too weak to be an edge', () => {
  expect(canny(halves(20, 12, 100, 110), 20, 12)).toEqual(new Uint8Array(240));
});
