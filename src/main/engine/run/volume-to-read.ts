import { stat } from 'node:fs/promises';
import { fail, type Outcome, succeed } from '../../../shared/failure.ts';
import type { ResolvedMapping, VolumeReference } from '../../../shared/volume.ts';
import type { Source } from '../catalog/sources.ts';
import type { StoredVolume } from '../catalog/volumes.ts';
import type { VolumeToRead } from './decode-task.ts';
import type { Session } from './session.ts';
import type { TaskClient } from './task-client.ts';
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

/** The mapping of a source with its limits for one volume, worked out once and recorded. */
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
