import type { CutSettings } from '../../../../shared/cut.ts';
import { type Outcome, succeed } from '../../../../shared/failure.ts';
import type { VolumeDescription } from '../../../../shared/source.ts';
import { attempt } from '../task/attempt.ts';
import type { TaskClient } from '../task/task-client.ts';
import { planCut } from '../volume/planned-cut.ts';
import { type FoundVolume, findVolumes } from './find-volumes.ts';

export interface Described {
  readonly path: string;
  readonly described: Outcome<VolumeDescription>;
}

/** Describes what is under some paths before any of it is added. */
export async function describeVolumes(
  tasks: TaskClient,
  paths: readonly string[],
  as: 'stack' | 'group' | null,
  checksum: boolean,
  settings: CutSettings,
): Promise<Described[]> {
  const all: Described[] = [];
  for (const path of paths) {
    const found = await findVolumes(tasks, path, as);
    if (!found.ok) all.push({ path, described: found });
    else
      for (const volume of found.value)
        all.push(await describeOne(tasks, volume, checksum, settings));
  }
  return all;
}

async function describeOne(
  tasks: TaskClient,
  found: FoundVolume,
  checksum: boolean,
  settings: CutSettings,
): Promise<Described> {
  const { path, described, name, kind, reference } = found;
  if (!described.ok) return { path, described };
  const { format, shape, sampleType, voxelSize, warnings } = described.value;
  const plan = planCut({ kind, name, shape, voxelSize }, settings);
  const summed = checksum
    ? await attempt('decode', path, () => tasks.decode('checksum', { reference }))
    : null;
  if (summed && !summed.ok) return { path, described: summed };
  return {
    path,
    described: succeed({
      path,
      name,
      source: found.dataset,
      format,
      shape,
      sampleType,
      voxelSize,
      warnings: [...warnings],
      plannedPatches: plan.patches,
      sha256: summed?.value.sha256 ?? null,
      contentId: summed?.value.contentId ?? null,
    }),
  };
}
