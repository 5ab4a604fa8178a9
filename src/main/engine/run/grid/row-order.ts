import { z } from 'zod';
import type { GridOrder } from '../../../../shared/grid.ts';
import { ascendingSteps } from '../../kernel/ascending-order.ts';
import { outwardSteps } from '../../kernel/outward-order.ts';
import { readScores } from '../disk/flat-file.ts';
import type { ExemplarColumns } from '../project/exemplar-columns.ts';
import { patchKeySteps, seededKey } from '../project/patch-keys.ts';
import { rowsByPlace } from '../project/row-places.ts';
import type { Session } from '../project/session.ts';
import { inBreaths, type Steps } from '../turn/breath.ts';

/** Orders that are the same for every query of a seed; the others are worked out over what a query found. */
export type FixedOrder = Exclude<
  GridOrder,
  'uncertain-diverse' | 'diverse' | 'suspect' | 'likeness' | 'expected-change'
>;

/** What an order depends on beside the columns. */
interface OrderUse {
  readonly seed: number;
  readonly threshold: number;
}

/** Sorting a million rows takes a twentieth of a second, walking the sorted ones a hundredth: the last few are kept. */
const mostKept = 6;
const kept = new WeakMap<Uint32Array | Float32Array, Map<string, Uint32Array>>();
/** Orders that new scores leave as they are. */
const withoutScores: ReadonlySet<FixedOrder> = new Set([
  'position',
  'random',
  'per-source',
  'group-size',
]);

/** All rows of the columns in an order; 4 bytes a row for each order kept. */
export function rowsInOrder(
  session: Session,
  columns: ExemplarColumns,
  order: FixedOrder,
  use: OrderUse,
): Promise<Uint32Array> {
  return inBreaths(keptRows(session, columns, order, use));
}

/** What a maker asks of the catalog, it asks before it first yields: the project may be closed by then. */
function* keptRows(
  session: Session,
  columns: ExemplarColumns,
  order: FixedOrder,
  use: OrderUse,
): Steps<Uint32Array> {
  const by = withoutScores.has(order) ? columns.ordinal : columns.score;
  const orders = kept.get(by) ?? new Map<string, Uint32Array>();
  kept.set(by, orders);
  const name = nameOf(session, order, use);
  const rows = orders.get(name) ?? (yield* makers[order](session, columns, use));
  orders.delete(name);
  orders.set(name, rows);
  for (const oldest of orders.keys()) {
    if (orders.size <= mostKept) break;
    orders.delete(oldest);
  }
  return rows;
}

/** Tells apart what would be sorted differently; scores change with the model, and columns with them. */
function nameOf(session: Session, order: FixedOrder, { seed, threshold }: OrderUse): string {
  if (order === 'random' || order === 'per-source') return `${order} ${seed}`;
  if (order === 'near-threshold') return `${order} ${threshold}`;
  if (order === 'disagreement') return `${order} ${disagreeingModels(session)}`;
  return order;
}

type Maker = (session: Session, c: ExemplarColumns, use: OrderUse) => Steps<Uint32Array>;

const makers: { readonly [O in FixedOrder]: Maker } = {
  *position(_, c) {
    return rowsByPlace(c) ?? (yield* filledIn(new Uint32Array(c.count), (row) => row));
  },
  *random(session, c, { seed }) {
    const keys = yield* patchKeySteps(session, c);
    return yield* sortedBy(new Uint32Array(c.count), (row) => seededKey(keys[row] ?? 0, seed));
  },
  'per-source': perSource,
  'group-size': (_, c) =>
    sortedBy(new Uint32Array(c.count), (row) => 0xffffffff - (c.members[row] ?? 0)),
  // Patches without a score come last in all of these.
  'score-up': (_, c) => sortedByScore(c, (row) => c.score[row] ?? 0),
  'score-down': (_, c) => sortedByScore(c, (row) => -(c.score[row] ?? 0)),
  *'near-threshold'(session, c, use) {
    const ascending = yield* keptRows(session, c, 'score-up', use);
    return yield* outwardSteps(c.score, ascending, use.threshold);
  },
  disagreement: byDisagreement,
};

/** Rows between two yields, where each takes some nanoseconds. */
const rowsAtOnce = 1 << 16;

function* filledIn<T extends Uint32Array | Float32Array>(
  values: T,
  valueAt: (place: number) => number,
): Steps<T> {
  for (let from = 0; from < values.length; from += rowsAtOnce) {
    const to = Math.min(values.length, from + rowsAtOnce);
    for (let place = from; place < to; place++) values[place] = valueAt(place);
    yield;
  }
  return values;
}

function* sortedBy(
  keys: Uint32Array | Float32Array,
  keyOf: (place: number) => number,
): Steps<Uint32Array> {
  return yield* ascendingSteps(yield* filledIn(keys, keyOf));
}

const sortedByScore = (c: ExemplarColumns, keyOf: (row: number) => number): Steps<Uint32Array> =>
  sortedBy(new Float32Array(c.count), (row) => (Number.isNaN(c.score[row]) ? 2 : keyOf(row)));

/** One of each source in turn, each source's in random order; within a turn, sources by their next patch's key. */
function* perSource(session: Session, c: ExemplarColumns, use: OrderUse): Steps<Uint32Array> {
  const random = yield* keptRows(session, c, 'random', use);
  const next = startsOfTurns(c.source);
  const turns = new Uint32Array(next.length);
  const rows = new Uint32Array(c.count);
  for (let from = 0; from < random.length; from += rowsAtOnce) {
    for (const row of random.subarray(from, from + rowsAtOnce)) {
      const source = c.source[row] ?? 0;
      const turn = turns[source] ?? 0;
      turns[source] = turn + 1;
      const at = next[turn] ?? 0;
      next[turn] = at + 1;
      rows[at] = row;
    }
    yield;
  }
  return rows;
}

/**
 * Where each turn's rows begin: in a turn there is one row of every source that has so many. Long enough
 * for the id of every source too.
 */
function startsOfTurns(sources: Uint32Array): Uint32Array {
  const counts: number[] = [];
  for (const source of sources) counts[source] = (counts[source] ?? 0) + 1;
  const lengths = counts.filter((count) => count > 0).sort((a, b) => a - b);
  const starts = new Uint32Array(Math.max(lengths.at(-1) ?? 0, counts.length) + 1);
  let ended = 0;
  for (let turn = 1; turn < starts.length; turn++) {
    starts[turn] = (starts[turn - 1] ?? 0) + lengths.length - ended;
    while ((lengths[ended] ?? Number.POSITIVE_INFINITY) <= turn) ended++;
  }
  return starts;
}

/** Two models that may disagree: the newest forest and head, else the one in force and that before it. */
export function disagreeingModels(session: Session): readonly [string, string] | null {
  const all = session.catalog.models.all();
  const newestOf = (kind: string) =>
    all.findLast(({ record }) => kindOf.parse(JSON.parse(record)).kind === kind)?.hash;
  const [forest, head] = [newestOf('texture-forest'), newestOf('embedding-head')];
  if (forest !== undefined && head !== undefined) return [forest, head];
  const current = session.catalog.settings.get('model');
  const at = all.findIndex(({ hash }) => hash === current);
  const before = all[at - 1]?.hash;
  return current !== null && before !== undefined ? [current, before] : null;
}

const kindOf = z.object({ kind: z.string() });

/** Most differing first; what one of the two did not score comes last. */
function byDisagreement(session: Session, c: ExemplarColumns): Steps<Uint32Array> {
  const [first, second] = (disagreeingModels(session) ?? []).map((hash) =>
    readScores(session.scoreFile(hash)),
  );
  return sortedBy(new Float32Array(c.count), (row) => {
    const ordinal = c.ordinal[row] ?? 0;
    const difference = Math.abs(
      (first?.[ordinal] ?? Number.NaN) - (second?.[ordinal] ?? Number.NaN),
    );
    return Number.isNaN(difference) ? 1 : -difference;
  });
}
