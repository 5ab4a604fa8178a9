import type { BalanceReport, CurationSet, SetBalance } from '../../../../shared/balance.ts';
import { evennessOf } from '../../../../shared/evenness.ts';
import type { Session } from '../project/session.ts';
import { countSet } from '../set/count-set.ts';
import { hasCuratedSet } from '../set/curated-set.ts';

/** How evenly sources (or volumes) contribute to each set; one without patches counts as one with 0. */
export function balanceReport(session: Session, by: 'source' | 'volume'): BalanceReport {
  const sources = session.catalog.sources.all();
  const nameOf = new Map(sources.map((source) => [source.id, source.name]));
  const units =
    by === 'source'
      ? sources.map(({ id, name }) => ({ id, name }))
      : session.catalog.volumes.all().map(({ id, name, source }) => ({
          id,
          name: `${nameOf.get(source) ?? ''}/${name}`,
        }));
  const of = (set: CurationSet, counts: ReadonlyMap<number, number>) =>
    balanceOf(
      set,
      units.map(({ id }) => counts.get(id) ?? 0),
    );
  const sets = [
    of('raw', countSet(session, by, 'raw')),
    of('dedup', countSet(session, by, 'dedup')),
  ];
  if (hasCuratedSet(session)) sets.push(of('curated', countSet(session, by, 'curated')));
  return { by, names: units.map((unit) => unit.name), ids: units.map((unit) => unit.id), sets };
}

/** How evenly sources with so many patches each contribute to a set. */
export function balanceOf(set: CurationSet, counts: number[]): SetBalance {
  const patches = counts.reduce((sum, count) => sum + count, 0);
  return { set, patches, counts, ...evennessOf(counts) };
}
