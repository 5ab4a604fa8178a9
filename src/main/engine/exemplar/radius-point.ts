import { pairKey } from '../kernel/mixed-key.ts';
import { hammingDistance } from '../kernel/near-duplicate.ts';
import type { Claims } from './keep-exemplars.ts';

/** What de-duplication within one radius leaves of a scope. */
export interface RadiusPoint {
  /** exemplars */
  readonly kept: number;
  /** patches at each distance 0..radius from the exemplar that stands for them */
  readonly distances: Uint32Array;
  /** some of those at the distance of the radius itself, three words each: key, patch, exemplar; by key */
  readonly pairs: Uint32Array;
}

/** Words a pair takes in `pairs`. */
export const wordsPerPair = 3;

/** How pairs are drawn: those with the smallest seeded keys, so that a draw does not hang on any order. */
export interface PairDraw {
  /** of each patch, from its address */
  readonly keys: Uint32Array;
  readonly seed: number;
  /** so many at most */
  readonly most: number;
}

/**
 * Counts what a radius keeps, and draws pairs of a patch and its exemplar at exactly that distance: those
 * that the last step of the radius made.
 *
 * @param claims of a de-duplication within `radius`.
 */
export function radiusPoint(
  hashes: Uint8Array,
  bytesPerHash: number,
  claims: Claims,
  radius: number,
  draw: PairDraw,
): RadiusPoint {
  const { owner, exemplars } = claims;
  const distances = new Uint32Array(radius + 1);
  const drawn = smallestPairs(draw);
  for (let patch = 0; patch < owner.length; patch++) {
    const exemplar = owner[patch] ?? 0;
    if (patch === exemplar) continue;
    const distance = hammingDistance(hashes, bytesPerHash, patch, exemplar);
    distances[distance] = (distances[distance] ?? 0) + 1;
    if (distance === radius) drawn.add(patch, exemplar);
  }
  return { kept: exemplars.length, distances, pairs: drawn.words() };
}

function smallestPairs({ keys, seed, most }: PairDraw) {
  const found: { key: number; patch: number; exemplar: number }[] = [];
  const keepSmallest = () => {
    found.sort((a, b) => a.key - b.key || a.patch - b.patch);
    found.length = Math.min(found.length, most);
  };
  return {
    add(patch: number, exemplar: number): void {
      const key = pairKey(keys[patch] ?? 0, keys[exemplar] ?? 0, seed);
      found.push({ key, patch, exemplar });
      // A few thousand at a time, whatever the scope.
      if (found.length >= most + 4096) keepSmallest();
    },
    words(): Uint32Array {
      keepSmallest();
      return Uint32Array.from(found.flatMap(({ key, patch, exemplar }) => [key, patch, exemplar]));
    },
  };
}
