import { z } from 'zod';
import type { GridOrder } from '../../../shared/grid.ts';
import { ascendingOrder } from '../kernel/ascending-order.ts';
import type { ExemplarColumns } from './exemplar-columns.ts';
import { readScores } from './flat-file.ts';
import { patchKeys, seededKey } from './patch-keys.ts';
import type { Session } from './session.ts';

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

/** Sorting a million rows takes a third of a second, walking the sorted ones a hundredth: the last few are kept. */
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
): Uint32Array {
  const by = withoutScores.has(order) ? columns.ordinal : columns.score;
  const orders = kept.get(by) ?? new Map<string, Uint32Array>();
  kept.set(by, orders);
  const name = nameOf(session, order, use);
  const known = orders.get(name);
  const rows = known ?? makers[order](session, columns, use);
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

type Maker = (session: Session, c: ExemplarColumns, use: OrderUse) => Uint32Array;

const makers: { readonly [O in FixedOrder]: Maker } = {
  position: (_, c) => Uint32Array.from({ length: c.count }, (_unused, row) => row),
  random: (session, c, { seed }) => sorted(randomKeys(session, c, seed)),
  'per-source': perSource,
  'group-size': (_, c) => sorted(c.members.map((members) => 0xffffffff - members)),
  // Patches without a score come last in all of these.
  'score-up': (_, c) => sorted(c.score.map((score) => (Number.isNaN(score) ? 2 : score))),
  'score-down': (_, c) => sorted(c.score.map((score) => (Number.isNaN(score) ? 2 : -score))),
  'near-threshold': (_, c, { threshold }) => sorted(distances(c.score, threshold)),
  disagreement: (session, c) => sorted(disagreements(session, c)),
};

const sorted = (keys: Uint32Array | Float32Array | Float64Array): Uint32Array =>
  ascendingOrder(keys);

function randomKeys(session: Session, c: ExemplarColumns, seed: number): Uint32Array {
  return patchKeys(session, c).map((key) => seededKey(key, seed));
}

/** One of each source in turn, each source's in random order; within a turn, sources by their next patch's key. */
function perSource(session: Session, c: ExemplarColumns, { seed }: OrderUse): Uint32Array {
  const random = sorted(randomKeys(session, c, seed));
  const turns = new Map<number, number>();
  const turnOf = new Uint32Array(c.count);
  for (let i = 0; i < random.length; i++) {
    const source = c.source[random[i] ?? 0] ?? 0;
    const turn = turns.get(source) ?? 0;
    turnOf[i] = turn;
    turns.set(source, turn + 1);
  }
  // The sort keeps ties as they stand, which is the random order.
  return sorted(turnOf).map((i) => random[i] ?? 0);
}

const distances = (scores: Float32Array, threshold: number): Float64Array =>
  Float64Array.from(scores, (score) => (Number.isNaN(score) ? 2 : Math.abs(score - threshold)));

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
function disagreements(session: Session, c: ExemplarColumns): Float32Array {
  const [first, second] = (disagreeingModels(session) ?? []).map((hash) =>
    readScores(session.scoreFile(hash)),
  );
  return Float32Array.from(c.ordinal, (ordinal) => {
    const difference = Math.abs(
      (first?.[ordinal] ?? Number.NaN) - (second?.[ordinal] ?? Number.NaN),
    );
    return Number.isNaN(difference) ? 1 : -difference;
  });
}
