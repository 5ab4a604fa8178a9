import { noRules } from '../../../../shared/balance-plan.ts';
import { fail, type Outcome, succeed } from '../../../../shared/failure.ts';
import { takeBack } from '../../kernel/lent-words.ts';
import { smallestSteps } from '../../kernel/smallest-keys.ts';
import { sidesOfPlan } from '../balance/plan-rows.ts';
import { mixedIn, rowsToShowAgain } from '../label/label-views.ts';
import { suspectLabels } from '../model/suspect-labels.ts';
import { type ExemplarColumns, rowOfOrdinal } from '../project/exemplar-columns.ts';
import { patchKeySteps, seededKeySteps } from '../project/patch-keys.ts';
import type { Session } from '../project/session.ts';
import { thresholdOf } from '../set/threshold.ts';
import type { TaskClient } from '../task/task-client.ts';
import { inBreaths, type Steps } from '../turn/breath.ts';
import { diversified, nearestInView, rowsByExpectedChange } from './embedding-orders.ts';
import { ascendingFound, gathered, marked, sifted } from './found-rows.ts';
import { withRandom } from './mixed-rows.ts';
import { type Query, rowFilter, type Sieve } from './row-filter.ts';
import {
  disagreeingModels,
  type FixedOrder,
  orderSteps,
  rowsInOrder,
  someInRandomOrder,
} from './row-order.ts';
import { rowsOfEachSource } from './source-turns.ts';

/** What a view shows: ordinals in their order, and those among them that are shown again. */
export interface ViewRows {
  readonly ordinals: Uint32Array;
  readonly again: ReadonlySet<number>;
}

/** Evaluates a query. Rows are sorted once an order and filtered for each query: about 20 ms a million. */
export async function viewRows(
  session: Session,
  tasks: TaskClient,
  query: Query,
  asOf: number,
): Promise<Outcome<ViewRows>> {
  const columns = session.columns();
  const found = await foundRows(session, tasks, columns, query, asOf);
  if (!found.ok) return found;
  const again = await inBreaths(rowsAskedAgain(session, columns, query, asOf));
  const mixed = await inBreaths(withAgain(columns, found.value, again, query));
  const ordinals = await inBreaths(ordinalsOf(columns, mixed.rows));
  return succeed({
    ordinals,
    again: new Set(mixed.again.map((row) => columns.ordinal[row] ?? 0)),
  });
}

async function foundRows(
  session: Session,
  tasks: TaskClient,
  columns: ExemplarColumns,
  query: Query,
  asOf: number,
): Promise<Outcome<Uint32Array>> {
  if (query.set === 'ordinals') {
    const rows = query.ordinals.map((ordinal) => rowOfOrdinal(columns, ordinal));
    return succeed(Uint32Array.from(rows.filter((row) => row >= 0)));
  }
  if (query.set === 'planned' || query.set === 'left-out') {
    const { set, plan, sources } = query;
    const sides = await sidesOfPlan(session, tasks, plan ?? noRules, sources);
    if (!sides.ok) return sides;
    return succeed(set === 'planned' ? sides.value.kept : sides.value.left);
  }
  const sieve = rowFilter(session, columns, query, asOf);
  const sampled = isAtRandom(query)
    ? succeed(await inBreaths(randomRows(session, columns, query, sieve)))
    : await orderedAndSampled(session, tasks, columns, query, sieve);
  if (!sampled.ok) return sampled;
  const chosen = await diversified(session, tasks, columns, sampled.value, query.order);
  const { eachSource, randomShare, seed } = query;
  const taken = eachSource ? await inBreaths(rowsOfEachSource(columns, chosen)) : chosen;
  return succeed(await inBreaths(withRandom(session, columns, taken, randomShare, seed)));
}

const isAtRandom = (query: Query): boolean =>
  query.set !== 'like' && query.set !== 'suspect' && fixedOrder(query) === 'random';

/** Where a filter leaves fewer than one in so many, these alone are sorted. */
const fewOf = 5;

/**
 * What is found in random order. A sample of it is what comes first, since both go by the same keys: they
 * are found without sorting the others.
 */
function* randomRows(
  session: Session,
  columns: ExemplarColumns,
  { seed, sample: most }: Query,
  sieve: Sieve | null,
): Steps<Uint32Array> {
  // First of all: it asks the catalog, which may be closed by the next step.
  yield* patchKeySteps(session, columns);
  const found = sieve && (yield* sifted(columns.count, sieve));
  const count = found?.count ?? columns.count;
  const isSample = most !== null && most < count;
  if (!isSample && count * fewOf >= columns.count) {
    const all = yield* orderSteps(session, columns, 'random', { seed, threshold: 0 });
    return found ? yield* gathered(all, found) : all;
  }
  const rows = found ? yield* ascendingFound(found) : yield* allRows(columns.count);
  const few = isSample ? yield* smallest(session, columns, rows, seed, most) : rows;
  return yield* someInRandomOrder(session, columns, few, seed);
}

function* allRows(count: number): Steps<Uint32Array> {
  const rows = new Uint32Array(count);
  for (let row = 0; row < count; row++) rows[row] = row;
  yield;
  return rows;
}

async function orderedAndSampled(
  session: Session,
  tasks: TaskClient,
  columns: ExemplarColumns,
  query: Query,
  sieve: Sieve | null,
): Promise<Outcome<Uint32Array>> {
  const candidates = await orderedRows(session, tasks, columns, query);
  if (!candidates.ok) return candidates;
  const found = sieve && (await inBreaths(sifted(columns.count, sieve)));
  const rows = found ? await inBreaths(gathered(candidates.value, found)) : candidates.value;
  return succeed(await inBreaths(sample(session, columns, rows, query)));
}

async function orderedRows(
  session: Session,
  tasks: TaskClient,
  columns: ExemplarColumns,
  query: Query,
): Promise<Outcome<Uint32Array>> {
  if (query.set === 'like' || query.order === 'likeness') {
    return nearestInView(session, tasks, columns, query.like?.ordinal ?? -1);
  }
  if (query.order === 'expected-change') return rowsByExpectedChange(session, tasks, columns);
  if (query.set === 'suspect' || query.order === 'suspect') {
    const suspects = suspectLabels(session);
    if (!suspects.ok) return suspects;
    const rows = suspects.value.map((ordinal) => rowOfOrdinal(columns, ordinal));
    return succeed(Uint32Array.from(rows.filter((row) => row >= 0)));
  }
  if (query.order === 'disagreement' && disagreeingModels(session) === null) {
    return fail({ kind: 'models-too-few', has: session.catalog.models.names().length });
  }
  const use = { seed: query.seed, threshold: thresholdOf(session) };
  return succeed(await rowsInOrder(session, columns, fixedOrder(query), use));
}

/** What is nearest the threshold is what the diverse ones are chosen from. */
function fixedOrder({ set, order }: Query): FixedOrder {
  if (set === 'near-threshold' || order === 'uncertain-diverse') return 'near-threshold';
  if (order === 'diverse') return 'random';
  const isWorkedOut = order === 'suspect' || order === 'likeness' || order === 'expected-change';
  return isWorkedOut ? 'position' : order;
}

/** Rows between two yields, where each takes some nanoseconds. */
const rowsAtOnce = 1 << 16;

function* ordinalsOf({ ordinal, count }: ExemplarColumns, rows: Uint32Array): Steps<Uint32Array> {
  // They ascend: where the last is as large as its place, so are all.
  if (count > 0 && ordinal[count - 1] === count - 1) return rows;
  const out = new Uint32Array(rows.length);
  for (let from = 0; from < rows.length; from += rowsAtOnce) {
    const to = Math.min(rows.length, from + rowsAtOnce);
    for (let at = from; at < to; at++) out[at] = ordinal[rows[at] ?? 0] ?? 0;
    yield;
  }
  return out;
}

/** So many of the rows, drawn by the seed, in the order they had. */
function* sample(
  session: Session,
  columns: ExemplarColumns,
  rows: Uint32Array,
  { sample: most, seed }: Query,
): Steps<Uint32Array> {
  if (most === null || rows.length <= most) return rows;
  return yield* smallest(session, columns, rows, seed, most);
}

/** Those whose keys of a seed are the smallest, in the order they had. */
function* smallest(
  session: Session,
  columns: ExemplarColumns,
  rows: Uint32Array,
  seed: number,
  most: number,
): Steps<Uint32Array> {
  const keys = yield* seededKeySteps(session, columns, seed, rows);
  const chosen = (yield* smallestSteps(keys, most)).map((at) => rows[at] ?? 0);
  takeBack(keys);
  return chosen;
}

/** Rows that a query wants labelled once more, as far as they are on its side of the hold-out. */
function* rowsAskedAgain(
  session: Session,
  columns: ExemplarColumns,
  { set, again, pass, seed, heldOut }: Query,
  asOf: number,
): Steps<Uint32Array> {
  const isGiven = set === 'ordinals' || set === 'planned' || set === 'left-out';
  if (isGiven || again === 0 || pass !== 'first') return new Uint32Array(0);
  const use = { annotator: session.annotator(), action: asOf, seed };
  const rows = yield* rowsToShowAgain(session, columns, use);
  return rows.filter((row) => heldOut === null || (columns.heldOut[row] === 1) === heldOut);
}

function* withAgain(
  columns: ExemplarColumns,
  rows: Uint32Array,
  asked: Uint32Array,
  { again, seed }: Query,
): Steps<{ rows: Uint32Array; again: Uint32Array }> {
  if (asked.length === 0) return { rows, again: asked };
  const { isFound } = yield* marked(rows, columns.count);
  const shownAgain = asked.filter((row) => isFound[row] === 0);
  return { rows: yield* mixedIn(rows, shownAgain, again, seed), again: shownAgain };
}
