import { noRules } from '../../../../shared/balance-plan.ts';
import { fail, type Outcome, succeed } from '../../../../shared/failure.ts';
import { smallestKeys } from '../../kernel/smallest-keys.ts';
import { sidesOfPlan } from '../balance/plan-rows.ts';
import { mixedIn, rowsToShowAgain } from '../label/label-views.ts';
import { suspectLabels } from '../model/suspect-labels.ts';
import { type ExemplarColumns, rowOfOrdinal } from '../project/exemplar-columns.ts';
import { patchKeySteps, seededKey } from '../project/patch-keys.ts';
import type { Session } from '../project/session.ts';
import { thresholdOf } from '../set/threshold.ts';
import type { TaskClient } from '../task/task-client.ts';
import { inBreaths, type Steps } from '../turn/breath.ts';
import { diversified, nearestInView, rowsByExpectedChange } from './embedding-orders.ts';
import { rowsOfEachSource, withRandom } from './mixed-rows.ts';
import { type Query, rowFilter } from './row-filter.ts';
import { disagreeingModels, type FixedOrder, rowsInOrder } from './row-order.ts';

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
  // Asked for before anything is waited for: by then the project may be another.
  const again = rowsAskedAgain(session, columns, query, asOf);
  const found = await foundRows(session, tasks, columns, query, asOf);
  if (!found.ok) return found;
  const mixed = withAgain(found.value, again, query);
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
  const matches = rowFilter(session, columns, query, asOf);
  const candidates = await orderedRows(session, tasks, columns, query);
  if (!candidates.ok) return candidates;
  const found = matches
    ? await inBreaths(filtered(candidates.value, columns.count, matches))
    : candidates.value;
  const sampled = await inBreaths(sample(session, columns, found, query));
  const chosen = await diversified(session, tasks, columns, sampled, query.order);
  const taken = query.eachSource ? rowsOfEachSource(columns, chosen) : chosen;
  return succeed(await withRandom(session, columns, taken, query.randomShare, query.seed));
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

/** Asked row by row as they lie in memory, then gathered in their order: jumping about asks six times as long. */
function* filtered(
  rows: Uint32Array,
  count: number,
  matches: (row: number) => boolean,
): Steps<Uint32Array> {
  const isFound = new Uint8Array(count);
  for (let from = 0; from < count; from += rowsAtOnce) {
    const to = Math.min(count, from + rowsAtOnce);
    for (let row = from; row < to; row++) isFound[row] = matches(row) ? 1 : 0;
    yield;
  }
  return yield* gathered(rows, isFound);
}

function* gathered(rows: Uint32Array, isFound: Uint8Array): Steps<Uint32Array> {
  const out = new Uint32Array(rows.length);
  let found = 0;
  for (let from = 0; from < rows.length; from += rowsAtOnce) {
    for (const row of rows.subarray(from, from + rowsAtOnce)) {
      if (isFound[row] === 1) out[found++] = row;
    }
    yield;
  }
  return out.slice(0, found);
}

function* ordinalsOf({ ordinal }: ExemplarColumns, rows: Uint32Array): Steps<Uint32Array> {
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
  const patches = yield* patchKeySteps(session, columns);
  const keys = new Uint32Array(rows.length);
  for (let from = 0; from < rows.length; from += rowsAtOnce) {
    const to = Math.min(rows.length, from + rowsAtOnce);
    for (let at = from; at < to; at++) keys[at] = seededKey(patches[rows[at] ?? 0] ?? 0, seed);
    yield;
  }
  return smallestKeys(keys, most).map((at) => rows[at] ?? 0);
}

/** Rows that a query wants labelled once more, as far as they are on its side of the hold-out. */
function rowsAskedAgain(
  session: Session,
  columns: ExemplarColumns,
  { set, again, pass, seed, heldOut }: Query,
  asOf: number,
): readonly number[] {
  const isGiven = set === 'ordinals' || set === 'planned' || set === 'left-out';
  if (isGiven || again === 0 || pass !== 'first') return [];
  const use = { annotator: session.annotator(), action: asOf, seed };
  return rowsToShowAgain(session, columns, use).filter(
    (row) => heldOut === null || (columns.heldOut[row] === 1) === heldOut,
  );
}

function withAgain(
  rows: Uint32Array,
  asked: readonly number[],
  { again, seed }: Query,
): { rows: Uint32Array; again: readonly number[] } {
  if (asked.length === 0) return { rows, again: [] };
  const shown = new Set(rows);
  const shownAgain = asked.filter((row) => !shown.has(row));
  return { rows: mixedIn(rows, shownAgain, again, seed), again: shownAgain };
}
