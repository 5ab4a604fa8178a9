import { expect, test } from 'vitest';
import { xorshift32 } from '../../../../src/main/engine/kernel/xorshift32.ts';
import { spreadPlaces } from '../../../../src/main/engine/landmark/spread-places.ts';

const random = xorshift32(5);
const draw = (count: number, edge: number) => ({
  strength: Array.from({ length: count }, () => random.byte()),
  z: Array.from({ length: count }, () => 0),
  y: Array.from({ length: count }, () => random.below(edge)),
  x: Array.from({ length: count }, () => random.below(edge)),
});

test('few enough places all stay, the strongest first', () => {
  const places = draw(9, 100);
  const kept = spreadPlaces(places, 20, 1);
  expect([...kept].sort((a, b) => a - b)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8]);
  expect(places.strength[kept[0] ?? 0]).toBe(Math.max(...places.strength));
});

test('of many at most so many stay, and not many fewer, from all over', () => {
  const places = draw(5000, 1000);
  const kept = spreadPlaces(places, 200, 4);
  expect(kept.length).toBeLessThanOrEqual(200);
  expect(kept.length).toBeGreaterThan(120);
  const quarters = new Set(
    kept.slice(0, 40).map((at) => `${(places.y[at] ?? 0) > 500} ${(places.x[at] ?? 0) > 500}`),
  );
  expect(quarters.size).toBe(4);
});

test('none stay where none may', () => {
  expect(spreadPlaces(draw(10, 10), 0, 1)).toEqual([]);
});
