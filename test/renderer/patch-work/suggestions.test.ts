import { expect, test } from 'vitest';
import {
  type Flips,
  marksOfPage,
  suggestedValue,
  valueOnPage,
  withSaid,
  withTurned,
} from '../../../src/renderer/patch-work/suggestions.ts';
import type { GridPatch } from '../../../src/shared/grid.ts';

const patch = (ordinal: number, kept: boolean | null, pass: GridPatch['pass'] = 'first') =>
  ({ ordinal, kept, pass, label: 'none', score: kept ? 0.9 : 0.1 }) as GridPatch;

const none: Flips = new Map();
const unlabelled = () => false;
const mark = { reason: null, origin: 'assisted', pass: 'first' } as const;

test('the model suggests by its score and says nothing without one', () => {
  expect([true, false, null].map((kept) => suggestedValue(patch(1, kept)))).toEqual([
    'informative',
    'uninformative',
    null,
  ]);
});

test('a page is committed as assisted, what a person changed as theirs', () => {
  const page = [patch(1, true), patch(2, true), patch(3, false), patch(4, false)];
  const flips = withSaid(withTurned(none, page.slice(1, 2)), page.slice(3), {
    value: 'uninformative',
    reason: 'blur',
  });
  expect(marksOfPage(page, flips, unlabelled)).toEqual([
    { ...mark, ordinals: [1], value: 'informative' },
    { ...mark, ordinals: [2], value: 'uninformative', origin: 'hand' },
    { ...mark, ordinals: [3], value: 'uninformative' },
    { ...mark, ordinals: [4], value: 'uninformative', reason: 'blur', origin: 'hand' },
  ]);
});

test('turning twice, or saying what the model says, is the suggestion again', () => {
  const one = [patch(1, true)];
  expect(withTurned(withTurned(none, one), one).size).toBe(0);
  expect(withSaid(none, one, { value: 'informative', reason: null }).size).toBe(0);
});

test('what is labelled already, and what nothing is said of, is left out', () => {
  const page = [patch(1, true), patch(2, null), patch(3, true)];
  expect(marksOfPage(page, none, ({ ordinal }) => ordinal === 1)).toEqual([
    { ...mark, ordinals: [3], value: 'informative' },
  ]);
  const turned = withTurned(none, page.slice(1, 2));
  expect(valueOnPage(patch(2, null), turned)).toBe('informative');
});

test('a patch shown again is marked in its own pass', () => {
  const page = [patch(1, true), patch(2, true, 'again')];
  expect(marksOfPage(page, none, unlabelled).map((each) => [each.pass, each.ordinals])).toEqual([
    ['first', [1]],
    ['again', [2]],
  ]);
});
