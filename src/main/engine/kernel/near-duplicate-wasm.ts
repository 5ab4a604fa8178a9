import { type ClaimRun, claimsOf, takeClaimRun } from './claim-run.ts';
import { claimAmong, scaled } from './claim-search.ts';
import { foretellClaims } from './foretold-claims.ts';
import type { Claims } from './near-duplicate.ts';
import { placeHashes } from './placed-hashes.ts';
import { type Watcher, watchedBy } from './watched-work.ts';

// So few items are compared with each other rather than looked up.
const fewItems = 2048;
// Of the items left, this part is settled before the rest; from 8 to 32 it takes equally long.
const partOfRest = 12;
// Settling a part among themselves takes this share of the work that is left, looking among the rest all other.
const settlingShare = 0.03;
// Time grows with this power of the number of items (measured from 1 to 5.3 million).
const growth = 1.6;

/** The WASM twin of `claimEarliest` in `near-duplicate.ts`: the same claims, in memory of its own. */
export function claimEarliestFast(
  hashes: Uint8Array,
  bytesPerHash: number,
  order: Uint32Array,
  limit: number,
  fixed = 0,
): Claims {
  const claiming = claimInSlices(hashes, bytesPerHash, order, limit, fixed);
  for (;;) {
    const slice = claiming.next();
    if (slice.done) return slice.value;
  }
}

/** `claimEarliestFast` that may be watched, and stopped within about 50 ms. */
export async function claimEarliestWatched(
  hashes: Uint8Array,
  bytesPerHash: number,
  order: Uint32Array,
  limit: number,
  fixed: number,
  watcher: Watcher,
): Promise<Claims> {
  const tell = watchedBy(watcher);
  await tell(0);
  const claiming = claimInSlices(hashes, bytesPerHash, order, limit, fixed);
  let told = 0;
  for (;;) {
    const slice = claiming.next();
    if (slice.done) return slice.value;
    told = Math.max(told, slice.value);
    await tell(told);
  }
}

/** Each slice says which share of the work is done, by estimate: it may fall a little. */
function* claimInSlices(
  hashes: Uint8Array,
  bytesPerHash: number,
  order: Uint32Array,
  limit: number,
  fixed: number,
): Generator<number, Claims> {
  const run = takeClaimRun(placeHashes(hashes, bytesPerHash, order, limit), limit, fixed);
  // Each new item meets all that are fixed, but half of the other new ones at most.
  const known = fixed / (fixed + (order.length - fixed) / 2 || 1);
  const [exemplars, items] = [
    { from: 0, to: fixed },
    { from: fixed, to: order.length },
  ];
  const foretold = yield* told(foretellClaims(run, exemplars, items), 0);
  const left = yield* scaled(claimAmong(run, exemplars, items, foretold), (share) => share * known);
  yield* scaled(settle(run, fixed, left), (share) => known + share * (1 - known));
  return claimsOf(run, order);
}

/**
 * Settles the unclaimed items `from`..`to`-1: a part of them among themselves, in the same way; then what their
 * exemplars claim leaves the rest, and so on. All exemplars before an item have claimed by the time it is settled.
 */
function* settle(run: ClaimRun, from: number, to: number): Generator<number, void> {
  const { call } = run.placed.kernel;
  const shareAt = (left: number) => 1 - (left / (to - from)) ** growth;
  let [next, end] = [from, to];
  while (end - next > fewItems) {
    const first = call['countExemplars']!();
    const before = shareAt(end - next);
    const some = Math.max(fewItems, Math.ceil((end - next) / partOfRest));
    const settled = before + settlingShare * (1 - before);
    yield* scaled(settle(run, next, next + some), (share) => before + share * (settled - before));
    next += some;
    const made = { from: first, to: call['countExemplars']!() };
    const rest = { from: next, to: end };
    const foretold = yield* told(foretellClaims(run, made, rest), settled);
    const after = Math.max(settled, shareAt((end - next) * foretold.leftBy(made.to - made.from)));
    end = yield* scaled(
      claimAmong(run, made, rest, foretold),
      (share) => settled + share * (after - settled),
    );
  }
  call['settlePlainly']!(next, end);
}

/** Slices during which the share does not change. */
function* told<T>(slices: Generator<void, T>, share: number): Generator<number, T> {
  for (;;) {
    const slice = slices.next();
    if (slice.done) return slice.value;
    yield share;
  }
}
