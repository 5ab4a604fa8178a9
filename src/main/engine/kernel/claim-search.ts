import { mostQueries } from './chunk-tables.ts';
import type { ClaimRun } from './claim-run.ts';
import { bucketsWithin, type HashChunk, hashChunks } from './hash-chunks.ts';
import { type PositionList, sampledDistances } from './sampled-distances.ts';

/** Items or exemplars `from`..`to`-1 of a list. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
}

/** Owner of what nobody has claimed. */
const nobody = 0xffffffff;
// A slice takes about 20 ms: pairs compared, buckets looked into.
const pairsInSlice = 5e7;
const bucketsInSlice = 2e6;
// Below this many nanoseconds of comparing, planning cannot pay.
const shortestPlanned = 2e6;

/**
 * Lets exemplars claim all near items that are not yet claimed by an earlier one.
 *
 * @returns in slices that say which share is done: the end of the items that nobody has claimed.
 */
export function* claimAmong(
  run: ClaimRun,
  exemplars: Stretch,
  items: Stretch,
): Generator<number, number> {
  const { call } = run.placed.kernel;
  if (exemplars.from === exemplars.to || items.from === items.to) return items.to;
  const chunks = chunksFor(run, exemplars, items);
  if (chunks) yield* claimByChunks(run, chunks, exemplars, items);
  else yield* claimByComparing(run, exemplars, items);
  return call['dropClaimed']!(items.from, items.to);
}

// Of so many items and fewer it is not worth while to foretell how many are claimed.
const fewToForetell = 50_000;
const triedItems = 512;

/** How many items these exemplars will leave unclaimed, by the first ones, which claim among those already. */
export function expectUnclaimed(run: ClaimRun, exemplars: Stretch, items: Stretch): number {
  const count = items.to - items.from;
  if (count < fewToForetell) return count;
  const { call, memory } = run.placed.kernel;
  for (const { from, to } of partsOf(exemplars, mostQueries)) {
    call['takeExemplars']!(from, to - from);
    call['comparePlainly']!(items.from, items.from + triedItems, from, to - from);
  }
  const positions = new Uint32Array(memory.buffer, run.unclaimedAt + items.from * 4, triedItems);
  const owners = new Uint32Array(memory.buffer, run.ownerAt);
  const unclaimed = positions.filter((position) => owners[position] === nobody).length;
  return (count * unclaimed) / triedItems;
}

/** The chunks to look up in; null where comparing all is cheaper. */
function chunksFor(run: ClaimRun, exemplars: Stretch, items: Stretch): readonly HashChunk[] | null {
  const { placed, limit } = run;
  const queryList = listOf(run.exemplarsAt, exemplars);
  const itemList = listOf(run.unclaimedAt, items);
  const [queries, others] = [queryList.count, itemList.count];
  const plain = queries * others * placed.compareCost;
  if (plain < shortestPlanned) return null;
  const distances = sampledDistances(placed, queryList, itemList);
  const plan = hashChunks({ hashBits: placed.telling, limit, queries, items: others, distances });
  return plan && plan.cost < plain ? plan.chunks : null;
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

function* partsOf({ from, to }: Stretch, most: number): Generator<Stretch, void> {
  for (let at = from; at < to; at += most) yield { from: at, to: Math.min(to, at + most) };
}
