import { beforeEach, expect, test } from 'vitest';
import { duplicatesState } from '../../../src/renderer/duplicates/duplicates-state.ts';
import { pairsPlace } from '../../../src/renderer/duplicates/pairs-state.ts';
import { radiusState } from '../../../src/renderer/duplicates/radius-state.ts';
import { openRelation, relationsState } from '../../../src/renderer/duplicates/relations-state.ts';
import {
  beginScreen,
  keptScreen,
  readScreen,
  screenPlace,
} from '../../../src/renderer/duplicates/screen-place.ts';
import { place } from '../../../src/shared/decision.ts';

beforeEach(() => {
  duplicatesState.set({ of: null });
  beginScreen('project, nobody', null);
});

/** Somebody in the middle of a relation, after looking at a radius. */
function wander(): void {
  duplicatesState.set({ part: 'relations' });
  radiusState.set({ chosen: 9, as: 'share' });
  pairsPlace.set({ source: 5 });
  openRelation({ a: 3, b: 8 });
  relationsState.set({ all: true, at: 4, pair: 2 });
}

test('where somebody was is written down as the engine takes it, and read again', () => {
  wander();
  const kept = place.parse(keptScreen(screenPlace()));
  expect(readScreen(kept)).toEqual({
    part: 'relations',
    radius: { chosen: 9, as: 'share' },
    pairs: { source: 5 },
    relations: { view: 'list', all: true, at: 4, open: { a: 3, b: 8 }, pair: 2 },
  });
});

test('a window opened anew begins there, and what was chosen since stays', () => {
  wander();
  const kept = screenPlace();
  duplicatesState.set({ of: null });
  beginScreen('project, Ada', kept);
  expect(screenPlace()).toEqual(kept);
  radiusState.set({ chosen: 7 });
  beginScreen('project, Ada', kept);
  expect(radiusState.get().chosen).toBe(7);
});

test('another project begins with its groups, not with the relation of the one before', () => {
  wander();
  beginScreen('another project, Ada', null);
  expect(screenPlace()).toMatchObject({
    part: 'groups',
    radius: { chosen: null },
    relations: { open: null, at: 0 },
  });
});

test.each([
  ['none at all', null],
  ['one without words', 'no JSON'],
  ['a part that is not there', '{"part":"maps"}'],
  ['a radius that is not there', '{"part":"radius","radius":{"chosen":40,"as":"patches"}}'],
])('a place that cannot be read is no place: %s', (_, showing) => {
  const written = showing === null ? null : { ...keptScreen(screenPlace()), showing };
  expect(readScreen(written)).toBeNull();
});
