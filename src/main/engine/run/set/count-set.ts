import type { CurationSet } from '../../../../shared/balance.ts';
import { absentCounts } from '../project/recorded-dataset.ts';
import type { Session } from '../project/session.ts';
import { whileUnchanged } from '../project/while-unchanged.ts';
import { countExemplars } from './curated-set.ts';

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
