import type { Composition, StageCounts } from '../../../../shared/composition.ts';
import { composeSources } from '../../../../shared/composition.ts';
import type { Session } from '../project/session.ts';
import { countRaw } from '../set/count-set.ts';
import { countExemplars, hasCuratedSet } from '../set/curated-set.ts';

/** What the sources are, and how many patches of each kind there are in each set. */
export function compositionReport(session: Session): Composition {
  const countsOf = countsBy(session, 'volume');
  const volumesOf = Map.groupBy(session.catalog.volumes.all(), ({ source }) => source);
  return composeSources(
    session.catalog.sources.all().map(({ id, metadata }) => ({
      id,
      technique: metadata.technique,
      organism: metadata.organism,
      tissue: metadata.tissue,
      spacings: (volumesOf.get(id) ?? []).map((volume) => ({
        nm: (volume.voxelSizeGiven ?? volume.voxelSizeOfFile)?.x ?? null,
        patches: countsOf(volume.id),
      })),
    })),
  );
}

/** Counts of a source or a volume in all sets. */
export function countsBy(session: Session, by: 'source' | 'volume'): (id: number) => StageCounts {
  const raw = countRaw(session, by);
  const dedup = countExemplars(session, by, 'dedup');
  const curated = hasCuratedSet(session) ? countExemplars(session, by, 'curated') : null;
  return (id) => ({
    raw: raw.get(id) ?? 0,
    dedup: dedup.get(id) ?? 0,
    curated: curated ? (curated.get(id) ?? 0) : null,
  });
}
