import type { Claims } from '../kernel/near-duplicate.ts';
import { claimEarliestFast } from '../kernel/near-duplicate-wasm.ts';

export type { Claims };

/**
 * One exemplar for each group of near-identical patches of one scope.
 *
 * Walks `order`; the first patch nobody has claimed becomes an exemplar and claims every unclaimed
 * patch within the limit. So each patch belongs to the earliest exemplar within the limit.
 *
 * @param hashes bytesPerHash bytes a patch.
 * @param order a permutation of the patches.
 * @param limit largest Hamming distance of a near-duplicate, inclusive.
 * @see spec 2.3. Throws when the lengths disagree or `order` is not a permutation, and when the
 *   system refuses the memory (about 130 bytes a patch for 64-bit hashes).
 */
export function keepExemplars(
  hashes: Uint8Array,
  bytesPerHash: number,
  order: Uint32Array,
  limit: number,
): Claims {
  assertPermutation(order, hashes.length / bytesPerHash);
  return claimEarliestFast(hashes, bytesPerHash, order, limit);
}

function assertPermutation(order: Uint32Array, count: number): void {
  const seen = new Uint8Array(order.length);
  for (const item of order) seen[item] = 1;
  if (order.length === count && !seen.includes(0)) return;
  throw new RangeError(`the order of ${order.length} is no permutation of ${count} hashes`);
}
