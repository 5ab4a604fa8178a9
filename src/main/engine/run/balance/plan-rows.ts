import type { BalancePlanRules } from '../../../../shared/balance-plan.ts';
import { fail, type Outcome, succeed } from '../../../../shared/failure.ts';
import { type PlannedCounts, plannedCounts } from '../../../../shared/planned-counts.ts';
import { encoderInUse } from '../model/encoders.ts';
import type { ExemplarColumns } from '../project/exemplar-columns.ts';
import { inOrderOfVolumes } from '../project/order-of-volumes.ts';
import type { Session } from '../project/session.ts';
import { hasCuratedSet } from '../set/curated-set.ts';
import type { TaskClient } from '../task/task-client.ts';
import { rankedRows } from './plan-ranking.ts';
import { mayBePlanned, planSources } from './plan-sources.ts';

/** What a plan takes. */
export interface PlanRows extends PlannedCounts {
  /** rows of the columns in the order of exports: by source, volume and place */
  readonly rows: Uint32Array;
}

/**
 * The exemplars that a plan takes, for an export or a count. Sources that give all they have are not ranked.
 *
 * @param mayGoOn asked between blocks of a source; answering no ends in the failure `cancelled`
 * @returns failure `model-missing` for a plan of the curated set where there is none
 */
export async function rowsOfPlan(
  session: Session,
  tasks: TaskClient,
  rules: BalancePlanRules,
  mayGoOn: () => Promise<boolean> = async () => true,
): Promise<Outcome<PlanRows>> {
  const columns = session.columns();
  const ready = readyToPlan(session, rules);
  if (!ready.ok) return ready;
  const sources = planSources(session);
  const planned = plannedCounts(sources, rules);
  const candidates = rowsBySource(session, columns, rules);
  const kept: ArrayLike<number>[] = [];
  for (const [i, { id }] of sources.entries()) {
    const rows = candidates.get(id) ?? [];
    const most = planned.counts[i] ?? 0;
    kept.push(
      most < rows.length
        ? await rankedRows(session, tasks, columns, rows, rules, most, mayGoOn)
        : rows,
    );
    if (!(await mayGoOn())) return fail({ kind: 'cancelled' });
  }
  return succeed({ ...planned, rows: inOrderOfVolumes(columns, joined(kept)) });
}

type Sides = Outcome<{ readonly kept: Uint32Array; readonly left: Uint32Array }>;

/** The sides last asked for: a window asks for both, one after the other. */
const lastSides = new WeakMap<Session, { readonly key: string; readonly sides: Promise<Sides> }>();

/**
 * Both sides of what a plan does to some sources: what it takes, in the order in which it does, and what it
 * leaves out, in that of the columns.
 *
 * @param ofSources empty for all
 */
export function sidesOfPlan(
  session: Session,
  tasks: TaskClient,
  rules: BalancePlanRules,
  ofSources: readonly number[],
): Promise<Sides> {
  const { catalog } = session;
  // Labels, scores, sources and embeddings all change what a plan takes.
  const { rows } = catalog.embeddings.of(encoderInUse(session).record.hash);
  const now = [catalog.actions.newest(), catalog.revision(), session.columns().count, rows];
  const key = JSON.stringify([...now, rules, ofSources]);
  const last = lastSides.get(session);
  if (last?.key === key) return last.sides;
  const sides = workOutSides(session, tasks, rules, ofSources);
  lastSides.set(session, { key, sides });
  // A process that died on the way is asked again.
  sides.catch(() => lastSides.delete(session));
  return sides;
}

async function workOutSides(
  session: Session,
  tasks: TaskClient,
  rules: BalancePlanRules,
  ofSources: readonly number[],
): Promise<Sides> {
  const columns = session.columns();
  const ready = readyToPlan(session, rules);
  if (!ready.ok) return ready;
  const sources = planSources(session);
  const { counts } = plannedCounts(sources, rules);
  const candidates = rowsBySource(session, columns, rules);
  const kept: Uint32Array[] = [];
  const left: Uint32Array[] = [];
  for (const [i, { id }] of sources.entries()) {
    if (ofSources.length > 0 && !ofSources.includes(id)) continue;
    const rows = candidates.get(id) ?? [];
    const most = counts[i] ?? 0;
    const first = await rankedRows(session, tasks, columns, rows, rules, most);
    const isFirst = new Set(first);
    kept.push(first);
    left.push(Uint32Array.from(rows.filter((row) => !isFirst.has(row))));
  }
  return succeed({ kept: joined(kept), left: joined(left) });
}

function readyToPlan(session: Session, { base }: BalancePlanRules): Outcome<null> {
  if (session.columns().count === 0) return fail({ kind: 'no-exemplars' });
  if (base === 'curated' && !hasCuratedSet(session)) return fail({ kind: 'model-missing' });
  return succeed(null);
}

function rowsBySource(
  session: Session,
  columns: ExemplarColumns,
  { base }: BalancePlanRules,
): ReadonlyMap<number, number[]> {
  const found = new Map<number, number[]>();
  const may = mayBePlanned(session, columns, base);
  for (let row = 0; row < columns.count; row++) {
    if (!may(row)) continue;
    const source = columns.source[row] ?? 0;
    const rows = found.get(source);
    if (rows) rows.push(row);
    else found.set(source, [row]);
  }
  return found;
}

function joined(parts: readonly ArrayLike<number>[]): Uint32Array {
  const out = new Uint32Array(parts.reduce((total, part) => total + part.length, 0));
  let at = 0;
  for (const part of parts) {
    out.set(part, at);
    at += part.length;
  }
  return out;
}
