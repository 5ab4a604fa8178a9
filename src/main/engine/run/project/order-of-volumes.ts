import type { ExemplarColumns } from './exemplar-columns.ts';
import { rowsByPlace } from './row-places.ts';

/**
 * Rows by source, volume and place. Ordinals follow the order of work: a volume that failed at first comes
 * last, and so does a patch that a decision made an exemplar. A data set must not tell, since the same files
 * and decisions give the same bytes.
 *
 * @param rows is sorted in place
 */
export function inOrderOfVolumes(columns: ExemplarColumns, rows: Uint32Array): Uint32Array {
  const { source, volume } = columns;
  const order = rowsByPlace(columns);
  const rank = order ? ranks(order) : null;
  return rows.sort(
    (a, b) =>
      (source[a] ?? 0) - (source[b] ?? 0) ||
      (volume[a] ?? 0) - (volume[b] ?? 0) ||
      (rank ? (rank[a] ?? 0) - (rank[b] ?? 0) : a - b),
  );
}

function ranks(order: Uint32Array): Uint32Array {
  const ranked = new Uint32Array(order.length);
  for (const [rank, row] of order.entries()) ranked[row] = rank;
  return ranked;
}
