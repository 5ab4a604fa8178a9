import { hammingDistance } from './near-duplicate.ts';

/** Which items of different groups lie near each other: row by row, one item and one of another group. */
export interface NearAcross {
  /** rising */
  readonly items: Uint32Array;
  readonly others: Uint32Array;
  /** Hamming distance of item and other */
  readonly distances: Uint16Array;
  /** rows that were found and left out, because there were `most` before them */
  readonly leftOut: number;
}

/**
 * For each item, the nearest item of each other group within the limit, the first of equally near ones: the
 * plain twin of `nearest-across-wasm.ts`.
 *
 * @param hashes bytesPerHash bytes an item.
 * @param groupOf group of each item, 0..65535; groups without items cost a little memory each.
 * @param limit largest Hamming distance, inclusive.
 * @param most rows: those of the first items are kept.
 * @returns rows by item, those of one item by group.
 */
export function nearestAcross(
  hashes: Uint8Array,
  bytesPerHash: number,
  groupOf: Uint16Array,
  limit: number,
  most: number,
): NearAcross {
  const rows = Array.from(groupOf.keys()).flatMap((item) =>
    nearestOf(hashes, bytesPerHash, groupOf, limit, item),
  );
  const kept = rows.slice(0, most);
  return {
    items: Uint32Array.from(kept, (row) => row.item),
    others: Uint32Array.from(kept, (row) => row.other),
    distances: Uint16Array.from(kept, (row) => row.distance),
    leftOut: rows.length - kept.length,
  };
}

function nearestOf(
  hashes: Uint8Array,
  bytesPerHash: number,
  groupOf: Uint16Array,
  limit: number,
  item: number,
) {
  const nearest = new Map<number, { item: number; other: number; distance: number }>();
  for (const [other, group] of groupOf.entries()) {
    const distance = hammingDistance(hashes, bytesPerHash, item, other);
    if (group === groupOf[item] || distance > limit) continue;
    if (distance >= (nearest.get(group)?.distance ?? limit + 1)) continue;
    nearest.set(group, { item, other, distance });
  }
  return [...nearest].sort(([a], [b]) => a - b).map(([, row]) => row);
}
