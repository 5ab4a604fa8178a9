import { type Claims, hammingDistance } from '../kernel/near-duplicate.ts';

/**
 * How far patches lie from the exemplars that stand for them.
 *
 * @param hashes bytesPerHash bytes a patch.
 * @param limit that the claims were made with; patches farther from their owner are counted with the last.
 * @returns limit + 1 counts, by distance; exemplars themselves are not counted.
 */
export function distanceHistogram(
  hashes: Uint8Array,
  bytesPerHash: number,
  { owner }: Pick<Claims, 'owner'>,
  limit: number,
): Uint32Array {
  const histogram = new Uint32Array(limit + 1);
  for (const [item, exemplar] of owner.entries()) {
    if (item === exemplar) continue;
    const distance = Math.min(limit, hammingDistance(hashes, bytesPerHash, item, exemplar));
    histogram[distance] = (histogram[distance] ?? 0) + 1;
  }
  return histogram;
}
