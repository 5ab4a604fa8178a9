import { type ChunkTables, mostQueries, takeChunkTables, takeQueryRoom } from './chunk-tables.ts';
import { firstEqual } from './equal-items.ts';
import { type HashChunk, hashChunks } from './hash-chunks.ts';
import type { NearAcross } from './nearest-across.ts';
import { type RowsAcross, rowsAcross } from './nearest-rows.ts';
import { type PlacedHashes, placeHashes } from './placed-hashes.ts';
import { sampledDistances } from './sampled-distances.ts';
import { type Watcher, watchedBy } from './watched-work.ts';

// Slots of a query and a group: 32 MB, and half as much to remember which are filled.
const mostSlots = 2 ** 22;
// A slice takes about 20 ms: pairs compared, buckets looked into.
const pairsInSlice = 3e7;
const bucketsInSlice = 2e6;

/**
 * The fast twin of `nearestAcross` in `nearest-across.ts`, which may be watched and stopped.
 *
 * Items that are equal in hash and group are searched for once, so a hash that is everywhere costs no more than its
 * groups. What is left grows with the number of unequal near pairs.
 */
export async function nearestAcrossFast(
  hashes: Uint8Array,
  bytesPerHash: number,
  groupOf: Uint16Array,
  limit: number,
  most: number,
  watcher: Watcher = {},
): Promise<NearAcross> {
  const tell = watchedBy(watcher);
  await tell(0);
  const first = firstEqual(hashes, bytesPerHash, groupOf);
  const unequal = first.filter((other, item) => other === item);
  const placed = placeHashes(hashes, bytesPerHash, unequal, limit);
  const search = takeSearch(placed, unequal, groupOf, limit);
  const rows = rowsAcross(queriesOf(first, unequal), unequal.length, most);
  for (let from = 0; from < placed.count; from += search.atOnce) {
    const to = Math.min(placed.count, from + search.atOnce);
    placed.kernel.call['noteFrom']!(from);
    for (const share of noteInSlices(search, from, to)) {
      await tell((from + share * (to - from)) / placed.count);
    }
    takeRows(search, from, unequal, rows);
  }
  return rows.finish();
}

/** By item: the place of its first equal among those. */
function queriesOf(first: Uint32Array, unequal: Uint32Array): Uint32Array {
  const places = new Uint32Array(first.length);
  for (const [place, item] of unequal.entries()) places[item] = place;
  return first.map((item) => places[item]!);
}

interface AcrossSearch {
  readonly placed: PlacedHashes;
  readonly groupCount: number;
  readonly slotsAt: number;
  readonly touchedAt: number;
  /** queries that the slots suffice for */
  readonly atOnce: number;
  readonly positionsAt: number;
  readonly countersAt: number;
  /** none: all are compared */
  readonly chunks: readonly { readonly chunk: HashChunk; readonly tables: ChunkTables }[];
}

function takeSearch(
  placed: PlacedHashes,
  items: Uint32Array,
  groupOf: Uint16Array,
  limit: number,
): AcrossSearch {
  const { count, take, kernel } = placed;
  const groupCount = groupOf.reduce((highest, group) => Math.max(highest, group), 0) + 1;
  const atOnce = Math.min(count, mostQueries, Math.ceil(mostSlots / groupCount));
  const groupsAt = take(count * 2);
  const slotsAt = take(atOnce * groupCount * 8);
  const touchedAt = take(atOnce * groupCount * 4);
  const positionsAt = take(count * 4);
  const room = takeQueryRoom(placed);
  const chunks = chunksFor(placed, positionsAt, limit).map((chunk) => ({
    chunk,
    tables: takeChunkTables(placed, room, chunk.bits),
  }));
  const groups = new Uint16Array(kernel.memory.buffer, groupsAt, count);
  for (const [position, item] of items.entries()) groups[position] = groupOf[item]!;
  kernel.call['useNearest']!(groupsAt, groupCount, slotsAt, atOnce * groupCount, touchedAt);
  for (const { chunk, tables } of chunks) {
    tables.use(chunk);
    kernel.call['enterItems']!(positionsAt, count);
  }
  const { countersAt } = room;
  return { placed, groupCount, slotsAt, touchedAt, atOnce, positionsAt, countersAt, chunks };
}

/** Lists all positions; then the chunks to look them up in, or none where comparing all is cheaper. */
function chunksFor(placed: PlacedHashes, positionsAt: number, limit: number): readonly HashChunk[] {
  const { count, kernel } = placed;
  const positions = new Uint32Array(kernel.memory.buffer, positionsAt, count);
  for (const position of positions.keys()) positions[position] = position;
  if (count < 1000) return [];
  const all = { at: positionsAt, count };
  const distances = sampledDistances(placed, all, all);
  const search = { hashBits: placed.telling, limit, queries: count, items: count, distances };
  const plan = hashChunks(search);
  return plan && plan.cost < count * count * placed.compareCost ? plan.chunks : [];
}

/** Lets queries `from`..`to`-1 meet all items. */
function* noteInSlices(search: AcrossSearch, from: number, to: number): Generator<number, void> {
  const { placed, chunks, positionsAt, countersAt } = search;
  const { call } = placed.kernel;
  if (chunks.length === 0) {
    const some = Math.ceil(pairsInSlice / placed.count);
    for (let at = from; at < to; at += some) {
      call['noteAll']!(at, Math.min(to, at + some), placed.count);
      yield (Math.min(to, at + some) - from) / (to - from);
    }
  }
  for (const [i, { chunk, tables }] of chunks.entries()) {
    const some = Math.ceil(bucketsInSlice / tables.use(chunk));
    call['enterQueries']!(positionsAt + from * 4, to - from, countersAt);
    for (let at = 0; at < to - from; at += some) {
      call['lookUp']!(at, Math.min(to - from, at + some));
      yield (i + Math.min(1, (at + some) / (to - from))) / chunks.length;
    }
  }
}

/** Hands on what the queries from `from` on have noted, and empties their slots. */
function takeRows(search: AcrossSearch, from: number, items: Uint32Array, rows: RowsAcross): void {
  const { placed, slotsAt, touchedAt, atOnce, groupCount } = search;
  const { memory, call } = placed.kernel;
  const touched = new Uint32Array(memory.buffer, touchedAt, call['countTouched']!()).sort();
  const slots = new Uint32Array(memory.buffer, slotsAt, atOnce * groupCount * 2);
  for (const slot of touched) {
    const query = from + Math.floor(slot / groupCount);
    rows.add(query, items[slots[slot * 2]!]!, slots[slot * 2 + 1]!);
  }
  call['forgetTouched']!();
}
