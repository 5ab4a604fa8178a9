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
  const found = stretches(columns, by);
  const kept = set === 'dedup' ? null : keptInEach(columns, found, thresholdsOf(session));
  const counts = new Map<number, number>();
  for (const [i, { id, from, to }] of found.entries()) {
    const count = kept ? (kept[i] ?? 0) : to - from;
    if (count > 0) counts.set(id, (counts.get(id) ?? 0) + count);
  }
  return counts;
}

/** How many of each stretch are kept, as `isKept` says: what the model keeps, but for what a person decided. */
function keptInEach(
  { label, score }: ExemplarColumns,
  found: readonly Stretch[],
  thresholds: ThresholdOfSource,
): Uint32Array {
  const kept = keptByModel(score, found, thresholds).slice();
  for (const [i, { source, from, to }] of found.entries()) {
    let change = 0;
    for (let row = from; row < to; row++) {
      const said = label[row];
      if (said !== 1 && said !== 2) continue;
      const isKeptByModel = (score[row] ?? Number.NaN) > thresholds(source);
      change += (said === 1 ? 1 : 0) - (isKeptByModel ? 1 : 0);
    }
    kept[i] = (kept[i] ?? 0) + change;
  }
  return kept;
}

interface KeptByModel {
  readonly stretches: readonly Stretch[];
  /** that of each stretch */
  readonly thresholds: Float64Array;
  readonly counts: Uint32Array;
}

/** New scores come in a new column: until then, and until a threshold is moved, a label leaves these as they are. */
const byModel = new WeakMap<Float32Array, KeptByModel>();

function keptByModel(
  score: Float32Array,
  found: readonly Stretch[],
  thresholdOf: ThresholdOfSource,
): Uint32Array {
  const thresholds = Float64Array.from(found, ({ source }) => thresholdOf(source));
  const before = byModel.get(score);
  if (before?.stretches === found && before.thresholds.every((each, i) => each === thresholds[i])) {
    return before.counts;
  }
  const counts = new Uint32Array(found.length);
  for (const [i, { from, to }] of found.entries()) {
    const threshold = thresholds[i] ?? Number.NaN;
    let kept = 0;
    for (let row = from; row < to; row++) if ((score[row] ?? Number.NaN) > threshold) kept++;
    counts[i] = kept;
  }
  byModel.set(score, { stretches: found, thresholds, counts });
  return counts;
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
