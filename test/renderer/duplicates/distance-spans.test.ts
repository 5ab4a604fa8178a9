import { expect, test } from 'vitest';
import { nextDistance, spanOfDistance } from '../../../src/renderer/duplicates/distance-spans.ts';

const distances = [2, 0, 3, 0, 1];

test('members of one distance stand together, behind all that are nearer', () => {
  expect(spanOfDistance(distances, 0)).toEqual({ from: 0, to: 2 });
  expect(spanOfDistance(distances, 2)).toEqual({ from: 2, to: 5 });
  expect(spanOfDistance(distances, 3)).toEqual({ from: 5, to: 5 });
  expect(spanOfDistance(distances, 9)).toEqual({ from: 6, to: 6 });
});

test('the next distance is one that has members', () => {
  expect(nextDistance(distances, 0, 1)).toBe(2);
  expect(nextDistance(distances, 2, 1)).toBe(5);
  expect(nextDistance(distances, 4, 1)).toBeNull();
  expect(nextDistance(distances, 4, -1)).toBe(2);
  expect(nextDistance(distances, 0, -1)).toBeNull();
});
