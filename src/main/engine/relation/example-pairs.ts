import type { PatchPlaces } from './find-alignment.ts';
import type { SourcePair } from './source-pairs.ts';

/** Along a plane's axis, sections that count as one place. */
const sectionsApart = 16;

/**
 * Pairs to look at: those that agree with the alignment before others, nearest first, and from all over the
 * volumes: of each place (a volume's plane, sixteen sections, two patches square) the best pair first, then the
 * second best of each, and so on.
 *
 * @param agrees one mark a pair
 * @returns places in the pair's lists, nearest first
 */
export function examplePairs(
  pair: SourcePair,
  agrees: Uint8Array,
  places: PatchPlaces,
  patchSize: number,
  most: number,
): number[] {
  const all = Array.from(pair.itemsA.keys());
  const ranked = all.sort((one, other) => better(pair, agrees, one, other));
  const taken = new Map<string, number>();
  const rounds = ranked.map((at) => {
    const key = placeKey(places, pair.itemsA[at] ?? 0, patchSize);
    const round = taken.get(key) ?? 0;
    taken.set(key, round + 1);
    return { at, round };
  });
  rounds.sort((one, other) => one.round - other.round);
  const chosen = rounds.slice(0, most).map(({ at }) => at);
  return chosen.sort(
    (one, other) => distanceOf(pair, one) - distanceOf(pair, other) || one - other,
  );
}

const better = (pair: SourcePair, agrees: Uint8Array, one: number, other: number): number =>
  (agrees[other] ?? 0) - (agrees[one] ?? 0) ||
  distanceOf(pair, one) - distanceOf(pair, other) ||
  one - other;

const distanceOf = (pair: SourcePair, at: number): number => pair.distances[at] ?? 0;

function placeKey({ volume, plane, position, y0, x0 }: PatchPlaces, item: number, edge: number) {
  const square = edge * 2;
  return [
    volume[item],
    plane[item],
    Math.floor((position[item] ?? 0) / sectionsApart),
    Math.floor((y0[item] ?? 0) / square),
    Math.floor((x0[item] ?? 0) / square),
  ].join(' ');
}
