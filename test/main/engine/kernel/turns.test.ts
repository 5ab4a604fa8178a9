import { expect, test } from 'vitest';
import {
  composedTurns,
  inverseTurns,
  turned,
  turns,
  uprightTurn,
} from '../../../../src/main/engine/kernel/turns.ts';

test('the eight symmetries are different, and each has one that takes it back', () => {
  expect(new Set(turns.map((_, turn) => turned(turn, 1, 2).join())).size).toBe(8);
  for (const turn of turns.keys()) {
    expect(turned(inverseTurns[turn] ?? -1, ...turned(turn, 1, 2))).toEqual([1, 2]);
  }
});

test('a composed symmetry is one after the other', () => {
  for (const then of turns.keys()) {
    for (const first of turns.keys()) {
      const both = composedTurns[then]?.[first] ?? -1;
      expect(turned(both, 1, 2)).toEqual(turned(then, ...turned(first, 1, 2)));
    }
  }
});

test('every direction has a symmetry that brings it into one octant', () => {
  for (let angle = 0.01; angle < 6.28; angle += 0.1) {
    const [y, x] = [Math.sin(angle), Math.cos(angle)];
    const [toY, toX] = turned(uprightTurn(y, x), y, x);
    expect(toY).toBeGreaterThanOrEqual(0);
    expect(toX).toBeGreaterThanOrEqual(toY);
  }
});
