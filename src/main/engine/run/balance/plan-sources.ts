import type { BalancePlanRules, PlanSource } from '../../../../shared/balance-plan.ts';
import type { ExemplarColumns } from '../project/exemplar-columns.ts';
import type { Session } from '../project/session.ts';
import { shareableSources } from '../project/shareable-sources.ts';
import { hasCuratedSet, isKept } from '../set/curated-set.ts';
import { thresholdsOf } from '../set/threshold.ts';

/** Whether a plan may take a row: it is in the plan's base, and nobody called it uninformative. */
export function mayBePlanned(
  session: Session,
  columns: ExemplarColumns,
  base: BalancePlanRules['base'],
): (row: number) => boolean {
  if (base === 'dedup') return (row) => columns.label[row] !== 2;
  const thresholds = thresholdsOf(session);
  return (row) => isKept(columns, row, thresholds);
}

/**
 * The sources with what plans can take of them; those without patches count with 0. A plan is for a data set to
 * hand on, so sources marked not to be shared are none of it, in its shares and its Gini coefficient too.
 */
export function planSources(session: Session): PlanSource[] {
  const columns = session.columns();
  const dedup = countBySource(columns, mayBePlanned(session, columns, 'dedup'));
  const curated = hasCuratedSet(session)
    ? countBySource(columns, mayBePlanned(session, columns, 'curated'))
    : null;
  return shareableSources(session).shared.map(({ id, name, metadata }) => ({
    id,
    name,
    technique: metadata.technique,
    organism: metadata.organism,
    tissue: metadata.tissue,
    available: { dedup: dedup.get(id) ?? 0, curated: curated ? (curated.get(id) ?? 0) : null },
  }));
}

function countBySource(
  columns: ExemplarColumns,
  counts: (row: number) => boolean,
): ReadonlyMap<number, number> {
  const found = new Map<number, number>();
  // Rows of one source lie together mostly, so that the map is asked once a stretch.
  for (let row = 0; row < columns.count; ) {
    const source = columns.source[row] ?? 0;
    let count = 0;
    for (; row < columns.count && columns.source[row] === source; row++) if (counts(row)) count++;
    found.set(source, (found.get(source) ?? 0) + count);
  }
  return found;
}
