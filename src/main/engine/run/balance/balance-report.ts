import type { BalanceReport, CurationSet, SetBalance } from '../../../../shared/balance.ts';
import { evennessOf } from '../../../../shared/evenness.ts';
import { absentCounts } from '../project/recorded-dataset.ts';
import type { Session } from '../project/session.ts';
import { whileUnchanged } from '../project/while-unchanged.ts';
import { countExemplars, hasCuratedSet } from '../set/curated-set.ts';

/** Patches of a set by source or by volume, in the current cut; those that a data set left behind count too. */
export function countSet(
  session: Session,
  by: 'source' | 'volume',
  set: CurationSet,
): ReadonlyMap<number, number> {
  const here = set === 'raw' ? countRaw(session, by) : countExemplars(session, by, set);
  const absent = absentCounts(session, by, set);
  if (absent.size === 0) return here;
  const counts = new Map(here);
  for (const [id, count] of absent) counts.set(id, (counts.get(id) ?? 0) + count);
  return counts;
}

/** Raw patches that are here, by source or by volume. */
export function countRaw(session: Session, by: 'source' | 'volume'): ReadonlyMap<number, number> {
  if (session.cut() === null) return new Map();
  const ofVolumes = rawOfVolumes(session);
  const counts = new Map<number, number>();
  for (const volume of session.catalog.volumes.all()) {
    const id = by === 'volume' ? volume.id : volume.source;
    counts.set(id, (counts.get(id) ?? 0) + (ofVolumes.get(volume.id) ?? 0));
  }
  return counts;
}

/** Adding up the sections of five million patches takes half a second. */
const rawOfVolumes = whileUnchanged((session) =>
  session.catalog.crossSections.patchesOfVolumes(session.cut() ?? -1),
);

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
