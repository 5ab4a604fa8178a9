import { z } from 'zod';
import { type PairDistance, pairDistance } from '../../shared/pair.ts';
import { createStore } from '../session/store.ts';

/** Which pairs a person goes through, and how; kept by the browser. */
export interface PairsChoice {
  readonly distance: PairDistance;
  /** of all sources together, as many of each */
  readonly eachSource: boolean;
  /** the distance is not shown while a pair is marked */
  readonly isBlind: boolean;
  /** marks wanted at each distance */
  readonly wanted: number;
}

const place = 'emcurator.pairs';
/** Marks a distance that can be asked for. */
export const wantedChoices = [5, 10, 25, 50] as const;
const plain: PairsChoice = { distance: 'all', eachSource: false, isBlind: true, wanted: 10 };
const stored = z.object({
  distance: pairDistance,
  eachSource: z.boolean(),
  isBlind: z.boolean(),
  wanted: z.number().min(1).max(256),
});

/** Whose pairs are gone through, found again on coming back (see screen-place.ts). */
export interface PairsPlace {
  /** null is all of them */
  readonly source: number | null;
}

export const firstPairs: PairsPlace = { source: null };

export const pairsPlace = createStore<PairsPlace>(firstPairs);

/** All sources together, as many of each, or one. */
export type PairSources = 'all' | 'each' | number;

export function sourcesChosen(): PairSources {
  return pairsPlace.get().source ?? (pairsState.get().eachSource ? 'each' : 'all');
}

export function chooseSources(sources: PairSources): void {
  const isOne = typeof sources === 'number';
  pairsPlace.set({ source: isOne ? sources : null });
  if (!isOne) choosePairs({ eachSource: sources === 'each' });
}

export const pairsState = createStore<PairsChoice>(read());

/** Changes and remembers. */
export function choosePairs(change: Partial<PairsChoice>): void {
  pairsState.set(change);
  try {
    localStorage.setItem(place, JSON.stringify(pairsState.get()));
  } catch {
    // Storage may be full or forbidden; the choice then lasts as long as the window.
  }
}

function read(): PairsChoice {
  try {
    return stored.catch(plain).parse(JSON.parse(localStorage.getItem(place) ?? 'null'));
  } catch {
    return plain;
  }
}
