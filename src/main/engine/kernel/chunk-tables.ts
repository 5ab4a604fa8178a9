import { type HashChunk, masksWithin, mostBits } from './hash-chunks.ts';
import type { PlacedHashes } from './placed-hashes.ts';

/** Queries looked up at once: their table is 1 MB. */
export const mostQueries = 65536;

/** Room for queries in the order of their keys, which several chunks share. */
export interface QueryRoom {
  readonly queriesAt: number;
  readonly countersAt: number;
}

/** Room for the items of one chunk at a time. */
export interface ChunkTables {
  /** Makes them the kernel's, with this chunk. @returns buckets that a query is looked up in. */
  use(chunk: HashChunk): number;
}

// Two more than keys, since buckets begin where the one before ends.
const startBytes = (bits: number): number => (2 ** bits + 2) * 4;
// Eight hashes are compared at once, beyond the last too.
const slack = 64;
/** masks of 20 bits within a radius of 4 */
const mostMasks = 6196;

export function takeQueryRoom(placed: PlacedHashes): QueryRoom {
  return {
    queriesAt: placed.take(Math.min(mostQueries, placed.count) * 16),
    countersAt: placed.take(1025 * 4),
  };
}

/** @param bits of the largest chunk that it will be used with; touched memory follows the chunk used. */
export function takeChunkTables(
  placed: PlacedHashes,
  room: QueryRoom,
  bits: number = mostBits,
): ChunkTables {
  const masksAt = placed.take(mostMasks * 4);
  const startsAt = placed.take(startBytes(bits));
  const firstsAt = placed.take(placed.count * 8 + slack);
  const placesAt = placed.take(placed.count * 4);
  return {
    use({ firstBit, bits, radius }) {
      // In ascending order neighbours in memory follow each other.
      const masks = masksWithin(bits, radius).sort();
      const { memory, call } = placed.kernel;
      new Uint32Array(memory.buffer, masksAt, masks.length).set(masks);
      const tables = [masksAt, masks.length, startsAt, firstsAt, placesAt, room.queriesAt];
      call['useChunk']!(firstBit, bits, ...tables);
      return masks.length;
    },
  };
}
