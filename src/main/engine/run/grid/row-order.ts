import { z } from 'zod';
import type { GridOrder } from '../../../../shared/grid.ts';
import { ascendingSteps } from '../../kernel/ascending-order.ts';
import { takeBack } from '../../kernel/lent-words.ts';
import { outwardSteps } from '../../kernel/outward-order.ts';
import { readScores } from '../disk/flat-file.ts';
import type { ExemplarColumns } from '../project/exemplar-columns.ts';
import { seededKeySteps } from '../project/patch-keys.ts';
import { rowsByPlace } from '../project/row-places.ts';
import type { Session } from '../project/session.ts';
import { inBreaths, type Steps } from '../turn/breath.ts';
import { turnsInOrder } from './source-turns.ts';

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
  return inBreaths(orderSteps(session, columns, order, use));
}

/** The same in steps. What a maker asks of the catalog, it asks before it first yields: the project may be closed by then. */
export function* orderSteps(
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
    const keys = yield* seededKeySteps(session, c, seed, null);
    const order = yield* ascendingSteps(keys);
    takeBack(keys);
    return order;
  },
  *'per-source'(session, c, use) {
    return yield* turnsInOrder(c, yield* orderSteps(session, c, 'random', use));
  },
  'group-size': (_, c) =>
    sortedBy(new Uint32Array(c.count), (row) => 0xffffffff - (c.members[row] ?? 0)),
  // Patches without a score come last in all of these.
  'score-up': (_, c) => sortedByScore(c, (row) => c.score[row] ?? 0),
  'score-down': (_, c) => sortedByScore(c, (row) => -(c.score[row] ?? 0)),
  *'near-threshold'(session, c, use) {
    const ascending = yield* orderSteps(session, c, 'score-up', use);
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

/** Rows in the order of their keys, ties as they stand. @param keys room for them */
export function* sortedBy(
  keys: Uint32Array | Float32Array,
  keyOf: (place: number) => number,
): Steps<Uint32Array> {
  return yield* ascendingSteps(yield* filledIn(keys, keyOf));
}

const sortedByScore = (c: ExemplarColumns, keyOf: (row: number) => number): Steps<Uint32Array> =>
  sortedBy(new Float32Array(c.count), (row) => (Number.isNaN(c.score[row]) ? 2 : keyOf(row)));

/**
 * Some rows in random order: where they are few, sooner than looking for them in the order of all.
 *
 * @param rows ascending
 */
export function* someInRandomOrder(
  session: Session,
  c: ExemplarColumns,
  rows: Uint32Array,
  seed: number,
): Steps<Uint32Array> {
  const keys = yield* seededKeySteps(session, c, seed, rows);
  const order = yield* ascendingSteps(keys);
  takeBack(keys);
  for (let at = 0; at < order.length; at++) order[at] = rows[order[at] ?? 0] ?? 0;
  return order;
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
