import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { fail, type Outcome, succeed } from '../../../../shared/failure.ts';
import type { VolumeReference, VolumeSummary } from '../../../../shared/volume.ts';
import { datasetOf, volumeNameOf } from '../../patch/patch-name.ts';
import { comparePictureNames } from '../../source/picture-order.ts';
import { attempt } from '../task/attempt.ts';
import type { TaskClient } from '../task/task-client.ts';

/** A volume or picture found under a path, described from its header. */
export interface FoundVolume {
  readonly path: string;
  readonly reference: VolumeReference;
  readonly name: string;
  /** the experiment its name or folder says it belongs to */
  readonly dataset: string;
  readonly kind: 'volume' | 'picture';
  readonly described: Outcome<VolumeSummary>;
}

/**
 * What a file or folder holds. A folder of single-plane pictures is one volume (`stack`) or a group
 * of 2-D pictures (`group`); when the user does not say, it is a group, and volumes stay volumes.
 */
export async function findVolumes(
  tasks: TaskClient,
  path: string,
  as: 'stack' | 'group' | null,
): Promise<Outcome<FoundVolume[]>> {
  const found = await stat(path).catch(() => null);
  if (!found) return fail({ kind: 'file-missing', path });
  if (!found.isDirectory()) {
    const reference = { kind: 'file', path } as const;
    return succeed([
      await describeFound(tasks, path, reference, datasetOf(volumeNameOf(path)), as),
    ]);
  }
  const files = await attempt('decode', path, () => tasks.decode('list', { folder: path }));
  if (!files.ok) return files;
  if (files.value.length === 0) return fail({ kind: 'folder-empty', path });
  const dataset = basename(path);
  if (as === 'stack') {
    const reference = {
      kind: 'stack',
      folder: path,
      files: files.value.map((f) => basename(f)).sort(comparePictureNames),
    } as const;
    return succeed([await describeFound(tasks, path, reference, dataset, as)]);
  }
  const volumes: FoundVolume[] = [];
  for (const file of files.value) {
    volumes.push(await describeFound(tasks, file, { kind: 'file', path: file }, dataset, as));
  }
  return succeed(volumes);
}

async function describeFound(
  tasks: TaskClient,
  path: string,
  reference: VolumeReference,
  dataset: string,
  as: 'stack' | 'group' | null,
): Promise<FoundVolume> {
  const described = await attempt('decode', path, () => tasks.decode('describe', { reference }));
  const flat = described.ok && described.value.shape.z === 1;
  const kind = as === 'group' || (flat && as !== 'stack') ? 'picture' : 'volume';
  return { path, reference, name: volumeNameOf(path), dataset, kind, described };
}
