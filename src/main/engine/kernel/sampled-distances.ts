import type { PlacedHashes } from './placed-hashes.ts';
import { xorshift32 } from './xorshift32.ts';

const pairs = 2048;

/** Positions that stand in a list in the kernel's memory. */
export interface PositionList {
  readonly at: number;
  readonly count: number;
}

/**
 * How many of some pairs of a query and an item, drawn with a fixed seed, differ in 0, 1, 2 ... bits.
 */
export function sampledDistances(
  placed: PlacedHashes,
  queries: PositionList,
  items: PositionList,
): Uint32Array {
  const { buffer } = placed.kernel.memory;
  const query = new Uint32Array(buffer, queries.at, queries.count);
  const item = new Uint32Array(buffer, items.at, items.count);
  const { below } = xorshift32(1);
  const distances = new Uint32Array(placed.words * 64 + 1);
  for (let i = 0; i < pairs; i++) {
    distances[placed.distance(query[below(queries.count)]!, item[below(items.count)]!)]!++;
  }
  return distances;
}
