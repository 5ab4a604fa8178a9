import { expect, test } from 'vitest';
import { cutChange, cutSettings } from '../../src/shared/cut.ts';

test('a change of the cut holds what was given and no default', () => {
  expect(cutChange.parse({})).toEqual({});
  expect(cutChange.parse({ seed: 8 })).toEqual({ seed: 8 });
  // How often a project was kept anew is counted, never given.
  const { edition: _, ...given } = cutSettings.shape;
  expect(Object.keys(cutChange.shape)).toEqual(Object.keys(given));
});

test('a change of the cut is held to the same limits', () => {
  expect(cutChange.safeParse({ patchSize: 15 }).success).toBe(false);
});
