import type { ExemplarColumns } from './exemplar-columns.ts';
import type { Session } from './session.ts';
import { type ThresholdOfSource, thresholdsOf } from './threshold.ts';

/** Whether an exemplar is in the curated set: a person's decision wins, else score > threshold. */
export function isKept(
  columns: ExemplarColumns,
  row: number,
  thresholds: ThresholdOfSource,
): boolean {
  const label = columns.label[row];
  if (label === 1) return true;
  if (label === 2) return false;
  return (columns.score[row] ?? Number.NaN) > thresholds(columns.source[row] ?? -1);
}

/** There is a curated set once there is a model or a decision that keeps or drops a patch. */
export function hasCuratedSet(session: Session): boolean {
  if (session.catalog.settings.get('model') !== null) return true;
  const { label } = session.columns();
  return label.includes(1) || label.includes(2);
}

/** Exemplars of a set, counted by the values of a column such as source or volume. */
export function countExemplars(
  session: Session,
  by: 'source' | 'volume',
  set: 'dedup' | 'curated',
): ReadonlyMap<number, number> {
  const columns = session.columns();
  const thresholds = thresholdsOf(session);
  const counts = new Map<number, number>();
  const ids = columns[by];
  // Rows of one id lie together mostly, so that the map is asked once a stretch.
  for (let row = 0; row < columns.count; ) {
    const id = ids[row] ?? 0;
    let count = 0;
    for (; row < columns.count && ids[row] === id; row++) {
      if (set === 'dedup' || isKept(columns, row, thresholds)) count++;
    }
    if (count > 0) counts.set(id, (counts.get(id) ?? 0) + count);
  }
  return counts;
}
