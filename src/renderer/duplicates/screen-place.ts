import { z } from 'zod';
import type { Place } from '../../shared/decision.ts';
import { widestRadius } from '../../shared/keep-curve.ts';
import {
  type DuplicatesPart,
  duplicatesParts,
  duplicatesState,
  firstPart,
} from './duplicates-state.ts';
import { parsedOrNull } from './group-place.ts';
import { firstPairs, pairsPlace } from './pairs-state.ts';
import { firstRadius, radiusState } from './radius-state.ts';
import { firstRelations, relationsState } from './relations-state.ts';

/** The engine keeps one place a name; the groups have theirs (see group-place.ts). */
export const placeOfParts = 'duplicates-parts';

const showing = z.object({
  // `as`: the keys of duplicatesParts.
  part: z.enum(Object.keys(duplicatesParts) as [DuplicatesPart]),
  radius: z.object({
    chosen: z.int().min(0).max(widestRadius).nullable(),
    as: z.enum(['patches', 'share']),
  }),
  pairs: z.object({ source: z.int().nullable() }).default(firstPairs),
  relations: z.object({
    view: z.enum(['list', 'matrix']),
    all: z.boolean(),
    at: z.int().min(0),
    open: z.object({ a: z.int(), b: z.int() }).nullable(),
    pair: z.int().min(0),
  }),
});
/** Which part is open, and what is looked at in those that keep no patch in focus. */
export type ScreenPlace = z.infer<typeof showing>;

const first: ScreenPlace = {
  part: firstPart,
  radius: firstRadius,
  pairs: firstPairs,
  relations: firstRelations,
};

/** Begins where this annotator was, unless they have been here since the window was opened. */
export function beginScreen(of: string, place: ScreenPlace | null): void {
  if (duplicatesState.get().of === of) return;
  const { part, radius, pairs, relations } = place ?? first;
  radiusState.set(radius);
  pairsPlace.set(pairs);
  relationsState.set(relations);
  duplicatesState.set({ of, part });
}

/** Where the screen is now. */
export function screenPlace(): ScreenPlace {
  const { part } = duplicatesState.get();
  return {
    part,
    radius: radiusState.get(),
    pairs: pairsPlace.get(),
    relations: relationsState.get(),
  };
}

/** A place as the engine keeps it. */
export const keptScreen = (place: ScreenPlace): Place => ({
  screen: placeOfParts,
  showing: JSON.stringify(place),
  focus: null,
  top: null,
  selected: [],
});

/** A place that the engine kept; null for one that another version wrote, or none. */
export function readScreen(place: Place | null): ScreenPlace | null {
  const read = showing.safeParse(place && parsedOrNull(place.showing));
  return read.success ? read.data : null;
}
