import type { ExemplarColumns } from './exemplar-columns.ts';

/**
 * Rows by source, volume and place. Ordinals follow the order of work: a volume that failed at first comes
 * last. A data set must not tell, since the same files give the same bytes.
 *
 * @param rows is sorted in place
 */
export function inOrderOfVolumes(
  { source, volume }: ExemplarColumns,
  rows: Uint32Array,
): Uint32Array {
  return rows.sort(
    (a, b) => (source[a] ?? 0) - (source[b] ?? 0) || (volume[a] ?? 0) - (volume[b] ?? 0) || a - b,
  );
}
