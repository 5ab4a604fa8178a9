import { expect, test } from 'vitest';
import { chosenAfter } from '../../../src/renderer/review/map-choice.ts';

const before = new Set([1, 2, 3]);

test('a line alone chooses anew, with Ctrl it adds, with Alt it takes out', () => {
  expect(chosenAfter(before, [3, 4], 'replace')).toEqual(new Set([3, 4]));
  expect(chosenAfter(before, [3, 4], 'add')).toEqual(new Set([1, 2, 3, 4]));
  expect(chosenAfter(before, [3, 4], 'remove')).toEqual(new Set([1, 2]));
});
