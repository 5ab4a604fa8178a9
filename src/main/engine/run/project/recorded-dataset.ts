import { z } from 'zod';
import { currentDataset, datasetFile } from '../../../../shared/dataset.ts';
import { readName } from './scope-names.ts';
import type { Session } from './session.ts';
import { whileUnchanged } from './while-unchanged.ts';

/** Patches that the data set's own project counted of a volume, and which are not in the data set. */
const absentPatches = z.object({
  volume: z.int(),
  raw: z.int(),
  dedup: z.int(),
  curated: z.int(),
});
export type AbsentPatches = z.infer<typeof absentPatches>;

/** What a project that was made from a data set remembers of it. */
export const recordedDataset = z.object({
  /** as it was read, but for the manifest's checksum */
  dataset: z.preprocess(currentDataset, datasetFile),
  /** the import itself: with no action after it, all that is recorded still holds */
  action: z.int(),
  absent: z.array(absentPatches),
});
export type RecordedDataset = z.infer<typeof recordedDataset>;

/** The data set that a project was made from; null for a project that began with volumes. */
export const recordedOf: (session: Session) => RecordedDataset | null = whileUnchanged(
  ({ catalog }) => {
    const text = catalog.settings.get('data-set');
    return text === null ? null : recordedDataset.parse(JSON.parse(text));
  },
);

/** Whether nobody did anything since a project was made from a data set: then its record holds word for word. */
export function asRecorded(session: Session): RecordedDataset | null {
  const recorded = recordedOf(session);
  return recorded && session.catalog.actions.newest() === recorded.action ? recorded : null;
}

/** Volumes whose exemplars in the current cut came with a data set; what was cut of them otherwise is not here. */
export const volumesAsRecorded: (session: Session) => ReadonlySet<number> = whileUnchanged(
  (session) => {
    const cut = session.cut();
    if (cut === null || !recordedOf(session)) return new Set();
    const names = session.catalog.cuts.scopes(cut).map(({ name }) => readName(name));
    return new Set(names.flatMap((name) => (name?.kind === 'data-set' ? [name.id] : [])));
  },
);

/** What counts of a set without being here, by source or by volume: empty for a project with its volumes. */
export function absentCounts(
  session: Session,
  by: 'source' | 'volume',
  set: 'raw' | 'dedup' | 'curated',
): ReadonlyMap<number, number> {
  const counts = new Map<number, number>();
  const recorded = recordedOf(session);
  if (!recorded) return counts;
  const live = volumesAsRecorded(session);
  const sources = new Map(session.catalog.volumes.all().map(({ id, source }) => [id, source]));
  for (const { volume, ...absent } of recorded.absent) {
    const source = sources.get(volume);
    if (source === undefined || !live.has(volume)) continue;
    const id = by === 'volume' ? volume : source;
    counts.set(id, (counts.get(id) ?? 0) + absent[set]);
  }
  return counts;
}
