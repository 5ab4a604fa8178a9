import {
  type ChunkTables,
  mostQueries,
  type QueryRoom,
  takeChunkTables,
  takeQueryRoom,
} from './chunk-tables.ts';
import type { Claims } from './near-duplicate.ts';
import type { PlacedHashes } from './placed-hashes.ts';

/** A de-duplication under way: lists of positions in the kernel's memory, and room to search. */
export interface ClaimRun {
  readonly placed: PlacedHashes;
  readonly limit: number;
  readonly exemplarsAt: number;
  readonly unclaimedAt: number;
  readonly ownerAt: number;
  readonly room: QueryRoom;
  readonly tables: ChunkTables;
}

/** Items or exemplars `from`..`to`-1 of a list. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
}

export function* partsOf({ from, to }: Stretch, most: number): Generator<Stretch, void> {
  for (let at = from; at < to; at += most) yield { from: at, to: Math.min(to, at + most) };
}

/** Begins one: the first `fixed` positions are exemplars, the others stand in the list of the unclaimed from `fixed` on. */
export function takeClaimRun(placed: PlacedHashes, limit: number, fixed: number): ClaimRun {
  const { kernel, count, words, take } = placed;
  const ownerAt = take(count * 4);
  const unclaimedAt = take(count * 4);
  const exemplarsAt = take(count * 4);
  const blockAt = take(Math.min(mostQueries, count) * words * 8);
  const room = takeQueryRoom(placed);
  const tables = takeChunkTables(placed, room);
  kernel.call['useClaims']!(ownerAt, unclaimedAt, exemplarsAt, blockAt, count, fixed);
  return { placed, limit, exemplarsAt, unclaimedAt, ownerAt, room, tables };
}

/** @param order the item at each position; all must have been settled. */
export function claimsOf(run: ClaimRun, order: Uint32Array): Claims {
  const { call, memory } = run.placed.kernel;
  const exemplars = new Uint32Array(memory.buffer, run.exemplarsAt, call['countExemplars']!());
  const owners = new Uint32Array(memory.buffer, run.ownerAt, order.length);
  const owner = new Uint32Array(order.length);
  for (const [position, item] of order.entries()) owner[item] = order[owners[position]!]!;
  return { exemplars: exemplars.map((position) => order[position]!), owner };
}
