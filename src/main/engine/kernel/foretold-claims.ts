import { mostQueries } from './chunk-tables.ts';
import { type ClaimRun, partsOf, type Stretch } from './claim-run.ts';

// Of so many items and fewer it is not worth while to foretell what is claimed.
const fewToForetell = 50_000;
const triedItems = 128;
/** Owner of what nobody has claimed. */
const nobody = 0xffffffff;

/** What exemplars will claim, by some items that were compared with all of them. */
export interface ForetoldClaims {
  /** Share of the items that the first `exemplars` of them leave. */
  leftBy(exemplars: number): number;
  /** Of the first `exemplars` of them: with how many an item is compared until one claims it, on average. */
  comparedWith(exemplars: number): number;
}

/** Nothing is known: nothing is claimed. */
const allLeft: ForetoldClaims = { leftBy: () => 1, comparedWith: (exemplars) => exemplars };

/** Compares the first items with all exemplars, which claim among those already; in slices. */
export function* foretellClaims(
  { placed, ownerAt, unclaimedAt, exemplarsAt }: ClaimRun,
  exemplars: Stretch,
  items: Stretch,
): Generator<void, ForetoldClaims> {
  if (items.to - items.from < fewToForetell) return allLeft;
  const { call, memory } = placed.kernel;
  for (const { from, to } of partsOf(exemplars, mostQueries)) {
    call['takeExemplars']!(from, to - from);
    call['comparePlainly']!(items.from, items.from + triedItems, from, to - from);
    yield;
  }
  const owners = new Uint32Array(memory.buffer, ownerAt);
  const count = exemplars.to - exemplars.from;
  const chosen = new Uint32Array(memory.buffer, exemplarsAt + exemplars.from * 4, count);
  const tried = new Uint32Array(memory.buffer, unclaimedAt + items.from * 4, triedItems);
  return foretoldBy(
    Array.from(tried, (position) => {
      const owner = owners[position]!;
      return owner === nobody ? Number.POSITIVE_INFINITY : placeIn(chosen, owner);
    }),
  );
}

/** @param claimedBy of each of some items: the place of the exemplar that claimed it, Infinity where none did. */
export function foretoldBy(claimedBy: readonly number[]): ForetoldClaims {
  return {
    leftBy: (exemplars) =>
      claimedBy.filter((place) => place >= exemplars).length / claimedBy.length,
    comparedWith: (exemplars) =>
      claimedBy.reduce((sum, place) => sum + Math.min(place + 1, exemplars), 0) / claimedBy.length,
  };
}

/** Exemplars were chosen in ascending order. */
function placeIn(chosen: Uint32Array, position: number): number {
  let [low, high] = [0, chosen.length - 1];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (chosen[middle]! < position) low = middle + 1;
    else high = middle;
  }
  return low;
}
