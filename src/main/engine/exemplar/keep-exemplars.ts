import type { Claims } from '../kernel/near-duplicate.ts';
import { claimEarliestFast, claimEarliestWatched } from '../kernel/near-duplicate-wasm.ts';
import type { Watcher } from '../kernel/watched-work.ts';

export type { Claims };

export interface KeepOptions {
  /**
   * So many of the first patches in the order are known exemplars: they stay, are not compared with each other,
   * and claim later patches like any exemplar.
   */
  readonly fixed?: number | undefined;
}

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
 *   system refuses the memory (about 50 bytes a patch for 64-bit hashes).
 */
export function keepExemplars(
  hashes: Uint8Array,
  bytesPerHash: number,
  order: Uint32Array,
  limit: number,
  { fixed = 0 }: KeepOptions = {},
): Claims {
  assertOrder(order, hashes.length / bytesPerHash, fixed);
  return claimEarliestFast(hashes, bytesPerHash, order, limit, fixed);
}

/**
 * `keepExemplars` for many patches: may be watched and stopped.
 *
 * @param watcher the share it is told never falls.
 * @see keepExemplars. Rejects with the signal's reason once it is aborted.
 */
export async function keepExemplarsWatched(
  hashes: Uint8Array,
  bytesPerHash: number,
  order: Uint32Array,
  limit: number,
  options: KeepOptions,
  watcher: Watcher,
): Promise<Claims> {
  const { fixed = 0 } = options;
  assertOrder(order, hashes.length / bytesPerHash, fixed);
  return await claimEarliestWatched(hashes, bytesPerHash, order, limit, fixed, watcher);
}

function assertOrder(order: Uint32Array, count: number, fixed: number): void {
  if (fixed > count) throw new RangeError(`${fixed} of ${count} cannot be fixed`);
  const seen = new Uint8Array(order.length);
  for (const item of order) seen[item] = 1;
  if (order.length === count && !seen.includes(0)) return;
  throw new RangeError(`the order of ${order.length} is no permutation of ${count} hashes`);
}
