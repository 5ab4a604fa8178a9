import { mostQueries } from './chunk-tables.ts';
import { type ClaimRun, partsOf, type Stretch } from './claim-run.ts';
import type { ForetoldClaims } from './foretold-claims.ts';
import { bucketsWithin, type HashChunk, hashChunks } from './hash-chunks.ts';
import { type PositionList, sampledDistances } from './sampled-distances.ts';

// A slice takes about 20 ms: pairs compared, buckets looked into.
const pairsInSlice = 5e7;
const bucketsInSlice = 2e6;
// Below this many nanoseconds of comparing, planning cannot pay.
const shortestPlanned = 2e6;
/** How many of the first exemplars may be compared with all items before the others are looked up. */
const firstCounts = [0, 64, 256, 1024, 4096, 16_384];

/**
 * Lets exemplars claim all near items that are not yet claimed by an earlier one.
 *
 * @returns in slices that say which share is done: the end of the items that nobody has claimed.
 */
export function* claimAmong(
  run: ClaimRun,
  exemplars: Stretch,
  items: Stretch,
  foretold: ForetoldClaims,
): Generator<number, number> {
  const { call } = run.placed.kernel;
  if (exemplars.from === exemplars.to || items.from === items.to) return items.to;
  const { first, share, chunks } = planSearch(run, exemplars, items, foretold);
  const others = exemplars.from + first;
  let end = items.to;
  if (first > 0) {
    const compared = claimByComparing(run, { from: exemplars.from, to: others }, items);
    yield* scaled(compared, (done) => done * share);
    end = call['dropClaimed']!(items.from, end);
  }
  if (chunks === null || end === items.from) return end;
  const left = { from: items.from, to: end };
  yield* scaled(
    claimByChunks(run, chunks, { from: others, to: exemplars.to }, left),
    (done) => share + done * (1 - share),
  );
  return call['dropClaimed']!(items.from, end);
}

/** How exemplars are to claim among items. */
export interface ClaimPlan {
  /** so many of the exemplars are compared with all items; what they claim is dropped */
  readonly first: number;
  /** of the time that all takes */
  readonly share: number;
  /** to look up the other exemplars in; null where there are none */
  readonly chunks: readonly HashChunk[] | null;
}

/** The cheapest: the first exemplars are those that claim most, since whoever claimed earlier is not asked again. */
export function planSearch(
  { placed, limit, exemplarsAt, unclaimedAt }: ClaimRun,
  exemplars: Stretch,
  items: Stretch,
  foretold: ForetoldClaims,
): ClaimPlan {
  const queryList = listOf(exemplarsAt, exemplars);
  const itemList = listOf(unclaimedAt, items);
  const comparing = (first: number) =>
    foretold.comparedWith(first) * itemList.count * placed.compareCost;
  let best: ClaimPlan = { first: queryList.count, share: 1, chunks: null };
  let lowest = comparing(queryList.count);
  if (lowest < shortestPlanned) return best;
  const distances = sampledDistances(placed, queryList, itemList);
  for (const first of firstCounts) {
    if (first >= queryList.count || comparing(first) >= lowest) break;
    const [queries, left] = [queryList.count - first, itemList.count * foretold.leftBy(first)];
    const plan = hashChunks({ hashBits: placed.telling, limit, queries, items: left, distances });
    if (!plan || comparing(first) + plan.cost >= lowest) continue;
    lowest = comparing(first) + plan.cost;
    best = { first, share: comparing(first) / lowest, chunks: plan.chunks };
  }
  return best;
}

/** Compares all exemplars with all items. */
export function* claimByComparing(
  { placed }: ClaimRun,
  exemplars: Stretch,
  items: Stretch,
): Generator<number, void> {
  const { call } = placed.kernel;
  const all = (exemplars.to - exemplars.from) * (items.to - items.from);
  let done = 0;
  for (const { from: first, to: last } of partsOf(exemplars, mostQueries)) {
    call['takeExemplars']!(first, last - first);
    for (const { from, to } of partsOf(items, Math.ceil(pairsInSlice / (last - first)))) {
      call['comparePlainly']!(from, to, first, last - first);
      done += (to - from) * (last - first);
      yield done / all;
    }
  }
}

/** Compares exemplars with the items that agree with them in one of the chunks, up to its radius. */
export function* claimByChunks(
  { placed, room, tables, exemplarsAt, unclaimedAt }: ClaimRun,
  chunks: readonly HashChunk[],
  exemplars: Stretch,
  items: Stretch,
): Generator<number, void> {
  const { call } = placed.kernel;
  const all = chunks.reduce((sum, { bits, radius }) => sum + bucketsWithin(bits, radius), 0);
  let done = 0;
  for (const chunk of chunks) {
    const buckets = tables.use(chunk);
    const { at, count } = listOf(unclaimedAt, items);
    call['enterItems']!(at, count);
    for (const part of partsOf(exemplars, mostQueries)) {
      const queries = listOf(exemplarsAt, part);
      call['enterQueries']!(queries.at, queries.count, room.countersAt);
      const some = Math.ceil(bucketsInSlice / buckets);
      for (const { from, to } of partsOf({ from: 0, to: queries.count }, some)) {
        call['lookUp']!(from, to);
        done += ((to - from) * buckets) / (exemplars.to - exemplars.from);
        yield done / all;
      }
    }
  }
}

const listOf = (at: number, { from, to }: Stretch): PositionList => ({
  at: at + from * 4,
  count: to - from,
});

/** The slices of a part of the work, as shares of all of it. */
export function* scaled<T>(
  slices: Generator<number, T>,
  scale: (share: number) => number,
): Generator<number, T> {
  for (;;) {
    const slice = slices.next();
    if (slice.done) return slice.value;
    yield scale(slice.value);
  }
}
