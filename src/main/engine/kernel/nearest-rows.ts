import type { NearAcross } from './nearest-across.ts';

/** Gathers the nearest items of other groups, query by query. */
export interface RowsAcross {
  /** @param query its number, which never falls; @param other an item. */
  add(query: number, other: number, distance: number): void;
  finish(): NearAcross;
}

/**
 * @param queryOf by item: the query whose rows are its own too.
 * @param most rows of items that are kept. A row of a query beyond them cannot be one of those.
 */
export function rowsAcross(queryOf: Uint32Array, queries: number, most: number): RowsAcross {
  const counts = new Uint32Array(queries);
  let others = new Uint32Array(1024);
  let distances = new Uint16Array(1024);
  let stored = 0;
  return {
    add(query, other, distance) {
      counts[query]!++;
      if (stored === most) return;
      if (stored === others.length) {
        others = widened(others, new Uint32Array(stored * 2));
        distances = widened(distances, new Uint16Array(stored * 2));
      }
      others[stored] = other;
      distances[stored++] = distance;
    },
    finish: () => expanded(queryOf, counts, others, distances, most),
  };
}

function widened<T extends Uint32Array | Uint16Array>(from: T, to: T): T {
  to.set(from);
  return to;
}

/** Gives each item the rows of its query. */
function expanded(
  queryOf: Uint32Array,
  counts: Uint32Array,
  others: Uint32Array,
  distances: Uint16Array,
  most: number,
): NearAcross {
  const firstOf = new Float64Array(counts.length);
  for (let i = 1; i < counts.length; i++) firstOf[i] = firstOf[i - 1]! + counts[i - 1]!;
  let rows = 0;
  for (const query of queryOf) rows += counts[query]!;
  const kept = Math.min(rows, most);
  const found = {
    items: new Uint32Array(kept),
    others: new Uint32Array(kept),
    distances: new Uint16Array(kept),
    leftOut: rows - kept,
  };
  let to = 0;
  for (const [item, query] of queryOf.entries()) {
    const count = Math.min(counts[query]!, kept - to);
    const from = firstOf[query]!;
    found.items.fill(item, to, to + count);
    found.others.set(others.subarray(from, from + count), to);
    found.distances.set(distances.subarray(from, from + count), to);
    to += count;
  }
  return found;
}
