import type { PairValue } from '../../shared/duplicates.ts';
import type { SampledPair } from '../../shared/pair.ts';

/** A pair by what it is of, whatever its place in a queue. */
export const keyOfPair = ({ a, b }: Pick<SampledPair, 'a' | 'b'>): string => `${a.name} ${b.name}`;

/** Where somebody is in a queue of pairs, and what was said that the engine's list does not tell yet. */
export interface PairWalk {
  /** null until it is known where the first unmarked pair is */
  readonly place: number | null;
  /** newer than the list, by pair */
  readonly said: ReadonlyMap<string, PairValue>;
  /** places of the marks given here, oldest first: undoing goes back to them */
  readonly trail: readonly number[];
}

export const newWalk: PairWalk = { place: null, said: new Map(), trail: [] };

/**
 * After a mark: it shows at once, and the next pair comes.
 *
 * @param next place of that pair
 */
export function marked(
  walk: PairWalk,
  pair: SampledPair,
  value: PairValue,
  next: number,
): PairWalk {
  const place = walk.place ?? 0;
  return {
    place: next,
    said: new Map(walk.said).set(keyOfPair(pair), value),
    trail: [...walk.trail, place],
  };
}

/**
 * Where a mark leads: to the next pair without one, as far as pairs are known, past those that were marked in another
 * order. Whoever changes a mark goes on to the pair beside it.
 */
export function placeAfter(
  place: number,
  total: number,
  valueAt: (place: number) => PairValue | null,
): number {
  const isNew = valueAt(place) === 'none';
  return isNew
    ? unmarkedFrom(place + 1, total, valueAt)
    : Math.min(Math.max(0, total - 1), place + 1);
}

/** The first place from `place` on without a mark, as far as pairs are known. */
export function unmarkedFrom(
  place: number,
  total: number,
  valueAt: (place: number) => PairValue | null,
): number {
  const last = Math.max(0, total - 1);
  let next = place;
  while (next < last && (valueAt(next) ?? 'none') !== 'none') next++;
  return Math.min(last, next);
}

/** After an undo: back at the pair that was marked last here. What it is now, the engine tells. */
export function takenBack(walk: PairWalk): PairWalk {
  return {
    place: walk.trail.at(-1) ?? walk.place,
    said: new Map(),
    trail: walk.trail.slice(0, -1),
  };
}

export function moved(walk: PairWalk, step: number, total: number): PairWalk {
  const place = Math.max(0, Math.min(total - 1, (walk.place ?? 0) + step));
  return { ...walk, place };
}

/** The next one of a list, round and round; the first where none of it is chosen. */
export function stepped<T>(list: readonly T[], now: T, step: number): T {
  const at = (list.indexOf(now) + step + list.length) % list.length;
  return list[at] ?? now;
}
