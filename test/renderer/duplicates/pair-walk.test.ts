import { expect, test } from 'vitest';
import {
  keyOfPair,
  marked,
  moved,
  newWalk,
  placeAfter,
  stepped,
  takenBack,
  unmarkedFrom,
} from '../../../src/renderer/duplicates/pair-walk.ts';
import type { SampledPair } from '../../../src/shared/pair.ts';

const patch = (name: string) => ({
  name,
  address: { volume: 1, plane: 'xy' as const, index: 0, box: { y0: 0, y1: 8, x0: 0, x1: 8 } },
});
const pairOf = (name: string): SampledPair => ({
  a: patch(`${name}/a`),
  b: patch(`${name}/b`),
  sourceName: name,
  distance: 7,
  like: 0,
  value: 'none',
});

test('a mark shows at once and leads on to the next pair', () => {
  const walk = marked({ ...newWalk, place: 4 }, pairOf('liver'), 'same', 5);
  expect(walk.place).toBe(5);
  expect(walk.said.get(keyOfPair(pairOf('liver')))).toBe('same');
  expect(walk.trail).toEqual([4]);
});

test('the last pair stays where it is marked, and moves end at the ends', () => {
  expect(placeAfter(9, 10, () => 'none')).toBe(9);
  expect(moved({ ...newWalk, place: 9 }, 1, 10).place).toBe(9);
  expect(moved({ ...newWalk, place: 0 }, -1, 10).place).toBe(0);
  expect(moved(newWalk, 1, 10).place).toBe(1);
});

test('undoing leads back from pair to pair, and asks the engine what is said of them', () => {
  const first = marked({ ...newWalk, place: 4 }, pairOf('liver'), 'same', 5);
  const second = marked(moved(first, 2, 10), pairOf('brain'), 'different', 8);
  expect(second.place).toBe(8);
  const back = takenBack(second);
  expect([back.place, back.trail, back.said.size]).toEqual([7, [4], 0]);
  expect(takenBack(back).place).toBe(4);
  expect(takenBack(takenBack(back)).place).toBe(4);
});

test('a mark leads past pairs that were marked in another order', () => {
  const values = ['none', 'same', 'unsure', 'none', 'same'] as const;
  const valueAt = (place: number) => values[place] ?? null;
  expect(placeAfter(0, 9, valueAt)).toBe(3);
  // Beyond those that are known one looks.
  expect(placeAfter(3, 9, valueAt)).toBe(5);
  // From a pair that is told to have none, and was marked since.
  expect(unmarkedFrom(1, 9, valueAt)).toBe(3);
  // A mark that is changed leads to the pair beside it.
  expect(placeAfter(1, 9, valueAt)).toBe(2);
});

test('a choice is stepped through round and round, and begins where none of it is chosen', () => {
  const list = ['all', 3, 9];
  expect(stepped(list, 'all', 1)).toBe(3);
  expect(stepped(list, 9, 1)).toBe('all');
  expect(stepped(list, 'all', -1)).toBe(9);
  expect(stepped<string | number>(list, 5, 1)).toBe('all');
  expect(stepped([], 5, 1)).toBe(5);
});
