import type { Source } from '../../catalog/sources.ts';
import type { StoredVolume } from '../../catalog/volumes.ts';
import { volumesAsRecorded } from '../project/recorded-dataset.ts';
import type { Session } from '../project/session.ts';
import { whileUnchanged } from '../project/while-unchanged.ts';

/** What a volume is cut from; when this differs from what was recorded, the volume is cut again. */
export function inputsOf(volume: StoredVolume, source: Source): string {
  const voxelSize = volume.voxelSizeGiven ?? volume.voxelSizeOfFile;
  return JSON.stringify({ mapping: source.mapping, invert: source.invert, voxelSize });
}

/** Sources with a volume that is not cut in the cut in force, or was cut from other inputs than today's. */
export const staleSources: (session: Session) => ReadonlySet<number> = whileUnchanged((session) =>
  staleSourcesOf(session, session.cut()),
);

/** The same for any cut; null is none yet. */
export function staleSourcesOf(session: Session, cut: number | null): ReadonlySet<number> {
  const { catalog } = session;
  const stale = new Set<number>();
  const asRecorded = cut === session.cut() ? volumesAsRecorded(session) : new Set<number>();
  const sources = new Map(catalog.sources.all().map((source) => [source.id, source]));
  const known = cut === null ? null : catalog.cuts.inputsOfVolumes(cut);
  for (const volume of catalog.volumes.all()) {
    const source = sources.get(volume.source);
    // As its data set had it, until its files are here to be cut.
    if (volume.reference.kind === 'absent' && asRecorded.has(volume.id)) continue;
    const of = known?.get(volume.id);
    if (source && (!of?.complete || of.inputs !== inputsOf(volume, source)))
      stale.add(volume.source);
  }
  return stale;
}
