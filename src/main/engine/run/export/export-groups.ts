import type { ExemplarRow, PackPlace } from '../../catalog/exemplar-rows.ts';
import { planeOf } from '../project/plane-codes.ts';
import type { Session } from '../project/session.ts';
import type { PatchesToExport } from '../task/worker-material.ts';
import { volumeToRead } from '../volume/volume-to-read.ts';

/** A patch by its place in the catalog. */
export interface StoredPatch
  extends Pick<ExemplarRow, 'volume' | 'plane' | 'position' | 'y0' | 'y1' | 'x0' | 'x1'> {
  readonly place: PackPlace | null;
}

/** Patches in runs of one volume, as a worker reads them: from the pack where they are in one, else the volume. */
export function volumeGroups(session: Session, patches: readonly StoredPatch[]): PatchesToExport[] {
  const groups: PatchesToExport[] = [];
  for (let from = 0; from < patches.length; ) {
    const id = patches[from]?.volume ?? -1;
    let to = from + 1;
    while (to < patches.length && patches[to]?.volume === id) to++;
    const run = patches.slice(from, to);
    const volume = session.catalog.volumes.byId(id);
    const source = volume && session.catalog.sources.byId(volume.source);
    const isDeep = (volume?.shape.z ?? 1) > 1;
    groups.push({
      name: volume?.name ?? '',
      volume: volume?.resolvedMapping && source ? volumeToRead(session, volume, source) : null,
      keepResident: isDeep && run.some(({ place, plane }) => !place && planeOf(plane) !== 'xy'),
      patches: run.map(({ plane, position, y0, y1, x0, x1, place }) => ({
        plane: planeOf(plane),
        position,
        box: { y0, y1, x0, x1 },
        place,
      })),
    });
    from = to;
  }
  return groups;
}
