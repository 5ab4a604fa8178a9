import { stat } from 'node:fs/promises';
import { fail, type Outcome, succeed } from '../../../../shared/failure.ts';
import type { ResolvedMapping, VolumeReference } from '../../../../shared/volume.ts';
import type { Source } from '../../catalog/sources.ts';
import type { StoredVolume } from '../../catalog/volumes.ts';
import type { Session } from '../project/session.ts';
import type { TaskClient } from '../task/task-client.ts';
import type { VolumeToRead } from '../task/worker-material.ts';
import { filesOf, pathOf } from './volume-paths.ts';

/** Size and newest time of a volume's files together. */
export async function fileState(
  reference: VolumeReference,
): Promise<Outcome<{ bytes: number; modified: number }>> {
  if (reference.kind === 'absent') {
    return fail({ kind: 'volume-not-here', volume: reference.name });
  }
  let bytes = 0;
  let modified = 0;
  for (const path of filesOf(reference)) {
    const found = await stat(path).catch(() => null);
    if (!found) return fail({ kind: 'file-missing', path });
    bytes += found.size;
    modified = Math.max(modified, found.mtimeMs);
  }
  return succeed({ bytes, modified });
}

/** Makes sure a volume's files are still those that were added: same size and time, or same content. */
export async function checkUnchanged(
  session: Session,
  tasks: TaskClient,
  volume: StoredVolume,
  source: Source,
): Promise<Outcome<null>> {
  const reference = session.locate(volume);
  const now = await fileState(reference);
  if (!now.ok) return now;
  if (now.value.bytes === volume.bytes && now.value.modified === volume.modified)
    return succeed(null);
  const content = await tasks.decode('checksum', { reference });
  if (!content.ok) return content;
  if (content.value.contentId === volume.contentId) return succeed(null);
  return fail({ kind: 'volume-changed', path: pathOf(reference), source: source.name });
}

/** Whether the recorded mapping of a volume is that of its source as it is now. */
export function isMappingKnown(session: Session, volume: StoredVolume, source: Source): boolean {
  if (!volume.resolvedMapping) return false;
  const now = JSON.stringify(source.mapping);
  if (volume.resolvedFrom) return JSON.stringify(volume.resolvedFrom) === now;
  // Before it was recorded what a mapping came from: it can only come from what the volume was cut from.
  return session.catalog.cuts
    .inputsOfVolume(volume.id)
    .every((inputs) => inputs !== '' && JSON.stringify(JSON.parse(inputs).mapping) === now);
}

/** Makes sure that a volume's files are those that were added, works its mapping out and records it. */
export async function settleMapping(
  session: Session,
  tasks: TaskClient,
  volume: StoredVolume,
  source: Source,
): Promise<Outcome<VolumeToRead>> {
  const unchanged = await checkUnchanged(session, tasks, volume, source);
  if (!unchanged.ok) return unchanged;
  const mapping = await resolvedMappingOf(session, tasks, volume, source);
  if (!mapping.ok) return mapping;
  const { catalog } = session;
  catalog.commitUnit(() => catalog.volumes.recordMapping(volume.id, mapping.value, source.mapping));
  const mapped = { ...volume, resolvedMapping: mapping.value };
  return succeed(volumeToRead(session, mapped, source));
}

/** The mapping of a source with its limits for one volume. */
export async function resolvedMappingOf(
  session: Session,
  tasks: TaskClient,
  volume: StoredVolume,
  source: Source,
): Promise<Outcome<ResolvedMapping>> {
  return tasks.decode('resolve-mapping', {
    reference: session.locate(volume),
    mapping: source.mapping,
    kind: volume.kind,
  });
}

/** All a worker needs to read a volume that has been cut. */
export function volumeToRead(session: Session, volume: StoredVolume, source: Source): VolumeToRead {
  if (!volume.resolvedMapping) throw new Error(`Volume ${volume.name} has no resolved mapping.`);
  return {
    reference: session.locate(volume),
    shape: volume.shape,
    sampleType: volume.sampleType,
    mapping: volume.resolvedMapping,
    invert: source.invert,
  };
}
