import { noRules } from '../../../shared/balance-plan.ts';
import { fail, type Outcome, succeed } from '../../../shared/failure.ts';
import { diversified, nearestInView, rowsByExpectedChange } from './embedding-orders.ts';
import { type ExemplarColumns, rowOfOrdinal } from './exemplar-columns.ts';
import { mixedIn, rowsToShowAgain } from './label-views.ts';
import { rowsOfEachSource, withRandom } from './mixed-rows.ts';
import { patchKeys, seededKey } from './patch-keys.ts';
import { sidesOfPlan } from './plan-rows.ts';
import { type Query, rowFilter } from './row-filter.ts';
import { disagreeingModels, type FixedOrder, rowsInOrder } from './row-order.ts';
import type { Session } from './session.ts';
import { suspectLabels } from './suspect-labels.ts';
import type { TaskClient } from './task-client.ts';
import { thresholdOf } from './threshold.ts';

/** What a view shows: rows in their order, and those among them that are shown again. */
export interface ViewRows {
  readonly rows: Uint32Array;
  readonly again: ReadonlySet<number>;
}

const noneAgain: ReadonlySet<number> = new Set();

/** Evaluates a query. Rows are sorted once an order and filtered for each query: about 20 ms a million. */
export async function viewRows(
  session: Session,
  tasks: TaskClient,
  query: Query,
  asOf: number,
): Promise<Outcome<ViewRows>> {
  const columns = session.columns();
  if (query.set === 'ordinals') {
    const rows = query.ordinals.map((ordinal) => rowOfOrdinal(columns, ordinal));
    return succeed({ rows: Uint32Array.from(rows.filter((row) => row >= 0)), again: noneAgain });
  }
  if (query.set === 'planned' || query.set === 'left-out') {
    const { set, plan, sources } = query;
    const sides = await sidesOfPlan(session, tasks, plan ?? noRules, sources);
    if (!sides.ok) return sides;
    const rows = set === 'planned' ? sides.value.kept : sides.value.left;
    return succeed({ rows, again: noneAgain });
  }
  const candidates = await orderedRows(session, tasks, columns, query);
  if (!candidates.ok) return candidates;
  const matches = rowFilter(session, columns, query, asOf);
  const found = filtered(candidates.value, columns.count, matches);
  const sampled = query.sample === null ? found : sample(session, columns, found, query);
  const chosen = await diversified(session, tasks, columns, sampled, query.order);
  const taken = query.eachSource ? rowsOfEachSource(columns, chosen) : chosen;
  const rows = withRandom(session, columns, taken, query.randomShare, query.seed);
  return succeed(withAgain(session, columns, rows, query, asOf));
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
  return succeed(rowsInOrder(session, columns, fixedOrder(query), use));
}

/** What is nearest the threshold is what the diverse ones are chosen from. */
function fixedOrder({ set, order }: Query): FixedOrder {
  if (set === 'near-threshold' || order === 'uncertain-diverse') return 'near-threshold';
  if (order === 'diverse') return 'random';
  const isWorkedOut = order === 'suspect' || order === 'likeness' || order === 'expected-change';
  return isWorkedOut ? 'position' : order;
}

/** Asked row by row as they lie in memory, then gathered in their order: jumping about asks six times as long. */
function filtered(
  rows: Uint32Array,
  count: number,
  matches: (row: number) => boolean,
): Uint32Array {
  const isFound = new Uint8Array(count);
  for (let row = 0; row < count; row++) isFound[row] = matches(row) ? 1 : 0;
  const out = new Uint32Array(rows.length);
  let found = 0;
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i] ?? 0;
    if (isFound[row] === 1) out[found++] = row;
  }
  return out.slice(0, found);
}

/** So many of the rows, drawn by the seed, in the order they had. */
function sample(
  session: Session,
  columns: ExemplarColumns,
  rows: Uint32Array,
  { sample: most, seed }: Query,
): Uint32Array {
  if (most === null || rows.length <= most) return rows;
  const keys = patchKeys(session, columns);
  const drawn = [...rows]
    .map((row) => ({ row, key: seededKey(keys[row] ?? 0, seed) }))
    .sort((a, b) => a.key - b.key)
    .slice(0, most);
  const taken = new Set(drawn.map(({ row }) => row));
  return rows.filter((row) => taken.has(row));
}

function withAgain(
  session: Session,
  columns: ExemplarColumns,
  rows: Uint32Array,
  query: Query,
  asOf: number,
): ViewRows {
  if (query.again === 0 || query.pass !== 'first') return { rows, again: noneAgain };
  const { seed, heldOut } = query;
  const use = { annotator: session.annotator(), action: asOf, seed };
  const shown = new Set(rows);
  const again = rowsToShowAgain(session, columns, use).filter(
    (row) => !shown.has(row) && (heldOut === null || (columns.heldOut[row] === 1) === heldOut),
  );
  return { rows: mixedIn(rows, again, query.again, seed), again: new Set(again) };
}
