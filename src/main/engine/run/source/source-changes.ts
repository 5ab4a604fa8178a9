import type { Changed } from '../../../../shared/answer.ts';
import { fail, succeed } from '../../../../shared/failure.ts';
import type { SourceChange, SourceRecord, VolumeRecord } from '../../../../shared/source.ts';
import type { Source, SourceState } from '../../catalog/sources.ts';
import type { StoredVolume } from '../../catalog/volumes.ts';
import { staleSources } from '../cut/stale-sources.ts';
import { labelsBySource } from '../label/label-sources.ts';
import type { Session } from '../project/session.ts';
import { countSet } from '../set/count-set.ts';
import { countExemplars, hasCuratedSet } from '../set/curated-set.ts';

/** Corrects a source: one undoable action, whatever it changes. */
export function setSource(session: Session, id: number, change: SourceChange): Changed {
  const { catalog } = session;
  const source = catalog.sources.byId(id);
  if (!source || source.removed) return unknownSource(session, String(id));
  if (change.name !== undefined && !isSourceName(change.name)) {
    return fail({ kind: 'source-name-invalid', given: change.name });
  }
  const other = change.name === undefined ? null : catalog.sources.byName(change.name);
  if (other && other.id !== id) return fail({ kind: 'name-taken', name: other.name });
  return changeSources(session, [{ source, change }], `Corrected ${change.name ?? source.name}`);
}

/** Corrects sources in one undoable action. New names must have been checked. */
export function changeSources(
  session: Session,
  changes: readonly { readonly source: Source; readonly change: SourceChange }[],
  summary: string,
): Changed {
  const { catalog } = session;
  const action = catalog.commit(() => {
    const action = catalog.actions.add(session.annotator(), Date.now(), 'set-source', summary);
    for (const { source, change } of changes) {
      const before = stateOf(source);
      const after = applied(before, change);
      catalog.sources.restore(source.id, after);
      catalog.actions.addChange(action, {
        entity: 'source',
        entityId: source.id,
        before: JSON.stringify(before),
        after: JSON.stringify(after),
      });
      if (change.voxelSize !== undefined) {
        giveVoxelSizes(session, source.id, action, change.voxelSize);
      }
    }
    return action;
  });
  session.forgetColumns();
  const ids = changes.map(({ source }) => source.id);
  return succeed({ action, summary: staleSentence(session, ids, summary) });
}

/** Stable patch names are `source/paper-name`, so a source's own name holds no slash. */
export const isSourceName = (name: string): boolean => !/[/\\]/.test(name) && name.trim() !== '';

/** Takes a source out. Its decisions and files stay; undoing brings it back as it was. */
export function removeSource(session: Session, id: number): Changed {
  const { catalog } = session;
  const source = catalog.sources.byId(id);
  if (!source || source.removed) return unknownSource(session, String(id));
  const before = stateOf(source);
  const exemplars = countExemplars(session, 'source', 'dedup').get(id) ?? 0;
  const summary = `Took out ${source.name}`;
  const action = catalog.commit(() => {
    const action = catalog.actions.add(session.annotator(), Date.now(), 'remove-source', summary);
    const after = { ...before, removed: true };
    catalog.sources.restore(id, after);
    catalog.actions.addChange(action, {
      entity: 'source',
      entityId: id,
      before: JSON.stringify(before),
      after: JSON.stringify(after),
    });
    return action;
  });
  session.forgetColumns();
  const stale = `${summary} with ${exemplars.toLocaleString('en-US')} exemplars. Its labels are kept; balance and curated set no longer count it. Undo brings it back.`;
  return succeed({ action, summary: stale });
}

function unknownSource(session: Session, name: string): Changed {
  const known = session.catalog.sources.all().map((source) => source.name);
  return fail({ kind: 'source-unknown', name, known });
}

function giveVoxelSizes(
  session: Session,
  source: number,
  action: number,
  size: StoredVolume['voxelSizeGiven'],
): void {
  for (const volume of session.catalog.volumes.ofSource(source)) {
    session.catalog.actions.addChange(action, {
      entity: 'voxel-size',
      entityId: volume.id,
      before: JSON.stringify(volume.voxelSizeGiven),
      after: JSON.stringify(size),
    });
    session.catalog.volumes.giveVoxelSize(volume.id, size);
  }
}

const stateOf = ({ id: _, ...state }: Source): SourceState => state;

function applied(before: SourceState, change: SourceChange): SourceState {
  const { name, mapping, invert, voxelSize: _, ...metadata } = change;
  const given = Object.entries(metadata).filter(([, value]) => value !== undefined);
  return {
    ...before,
    name: name ?? before.name,
    mapping: mapping ?? before.mapping,
    invert: invert ?? before.invert,
    metadata: { ...before.metadata, ...Object.fromEntries(given) },
  };
}

function staleSentence(session: Session, ids: readonly number[], summary: string): string {
  const stale = staleSources(session);
  const count = ids.filter((id) => stale.has(id)).length;
  if (count === 0) return `${summary}.`;
  return ids.length === 1
    ? `${summary}. Its patches are stale now: run again to cut this source anew. Decisions stay.`
    : `${summary}. The patches of ${count} of them are stale: run again to cut them anew. Decisions stay.`;
}

/** Every source with its counts in the current cut. */
export function sourceRecords(session: Session): SourceRecord[] {
  const raw = countSet(session, 'source', 'raw');
  const dedup = countSet(session, 'source', 'dedup');
  const curated = hasCuratedSet(session) ? countSet(session, 'source', 'curated') : null;
  const stale = staleSources(session);
  const labels = labelsBySource(session);
  const volumesOf = Map.groupBy(session.catalog.volumes.all(), (volume) => volume.source);
  return session.catalog.sources.all().map((source) => {
    const volumes = volumesOf.get(source.id) ?? [];
    const first = volumes[0];
    return {
      id: source.id,
      name: source.name,
      metadata: source.metadata,
      mapping: source.mapping,
      invert: source.invert,
      kind: first?.kind ?? 'volume',
      volumes: volumes.length,
      voxelSize: first?.voxelSizeGiven ?? first?.voxelSizeOfFile ?? null,
      sampleTypes: [...new Set(volumes.map((volume) => volume.sampleType))],
      raw: raw.get(source.id) ?? 0,
      dedup: dedup.get(source.id) ?? 0,
      curated: curated ? (curated.get(source.id) ?? 0) : null,
      labels: labels.get(source.id) ?? 0,
      stale: stale.has(source.id),
      warnings: [...new Set(volumes.flatMap((volume) => volume.warnings))],
    };
  });
}

export function volumeRecords(session: Session, source: number): VolumeRecord[] {
  return session.catalog.volumes.ofSource(source).map((volume) => {
    const { voxelSizeOfFile, voxelSizeGiven, bytes: _b, modified: _m, ...rest } = volume;
    return {
      ...rest,
      reference: session.locate(volume),
      voxelSize: voxelSizeGiven ?? voxelSizeOfFile,
      voxelSizeOrigin: voxelSizeGiven ? 'given' : voxelSizeOfFile ? 'file' : 'none',
      warnings: [...volume.warnings],
    };
  });
}
