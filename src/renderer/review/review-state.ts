import type { EmbeddingMap } from '../../shared/map.ts';
import { createStore } from '../session/store.ts';
import type { ColourBy } from './map-groups.ts';

export type ReviewPart = 'sides' | 'near' | 'map';

/** What is found again on coming back to the screen: from patches like one of it, say. */
export interface ReviewState {
  readonly part: ReviewPart;
  readonly colourBy: ColourBy;
  /** points of the map that goes by this key; of another map they mean nothing */
  readonly chosen: { readonly key: string; readonly points: ReadonlySet<number> };
}

const nothing: ReadonlySet<number> = new Set();

export const reviewState = createStore<ReviewState>({
  part: 'sides',
  colourBy: 'source',
  chosen: { key: '', points: nothing },
});

/** The points that are chosen on this map. */
export function chosenOf({ chosen }: ReviewState, map: EmbeddingMap): ReadonlySet<number> {
  return chosen.key === keyOf(map) ? chosen.points : nothing;
}

/** Chooses these points of a map, and no others. */
export function choose(map: EmbeddingMap, points: ReadonlySet<number>): void {
  reviewState.set({ chosen: { key: keyOf(map), points } });
}

/** Tells maps apart: two projects may have maps of the same settings, but hardly of the same places. */
export const keyOf = ({ key, ordinals, x }: EmbeddingMap): string =>
  `${key} ${ordinals.length} ${x[0]} ${x.at(-1)}`;
