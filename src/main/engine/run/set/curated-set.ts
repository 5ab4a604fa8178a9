import type { ExemplarColumns } from '../project/exemplar-columns.ts';
import type { Session } from '../project/session.ts';
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
  for (const { id, source, from, to } of stretches(columns, by)) {
    const count = set === 'dedup' ? to - from : countKept(columns, from, to, thresholds(source));
    if (count > 0) counts.set(id, (counts.get(id) ?? 0) + count);
  }
  return counts;
}

/** `isKept`, without asking a function of each of a million rows whenever a label is given. */
function countKept(
  { label, score }: ExemplarColumns,
  from: number,
  to: number,
  threshold: number,
): number {
  let kept = 0;
  for (let row = from; row < to; row++) {
    const said = label[row];
    if (said === 1 || (said !== 2 && (score[row] ?? Number.NaN) > threshold)) kept++;
  }
  return kept;
}

/** Rows of one volume, and so of one source, that lie together: mostly all that there are of it. */
interface Stretch {
  readonly id: number;
  readonly source: number;
  readonly from: number;
  readonly to: number;
}

const known = {
  source: new WeakMap<Uint32Array, readonly Stretch[]>(),
  volume: new WeakMap<Uint32Array, readonly Stretch[]>(),
};

function stretches(columns: ExemplarColumns, by: 'source' | 'volume'): readonly Stretch[] {
  const before = known[by].get(columns.ordinal);
  if (before) return before;
  const ids = columns[by];
  const found: Stretch[] = [];
  for (let from = 0; from < columns.count; ) {
    const id = ids[from] ?? 0;
    let to = from + 1;
    while (to < columns.count && ids[to] === id) to++;
    found.push({ id, source: columns.source[from] ?? -1, from, to });
    from = to;
  }
  known[by].set(columns.ordinal, found);
  return found;
}
