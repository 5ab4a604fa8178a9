import { join } from 'node:path';
import { cutSettings } from '../../../shared/cut.ts';
import { type Outcome, succeed } from '../../../shared/failure.ts';
import { cropGrid } from '../patch/crop-grid.ts';
import { patchName, stablePatchName } from '../patch/patch-name.ts';
import type { PhantomVolume } from '../phantom/phantom-volumes.ts';
import { type PlannedPatch, writePhantom } from '../phantom/write-phantom.ts';
import { slabShape } from '../slice/read-slab.ts';
import type { PhantomEntry } from './decode-task.ts';
import { planCut } from './planned-cut.ts';

/** Writes the generated volumes and their truth, and says how each is to be added. */
export async function writeDemonstration(
  folder: string,
  seed: number,
  onProgress: (share: number) => void,
): Promise<Outcome<readonly PhantomEntry[]>> {
  const written = await writePhantom(folder, seed, plannedPatches, ({ sections, total }) =>
    onProgress(sections / total),
  );
  if (!written.ok) return written;
  return succeed(
    written.value.sources.map(({ volume, path }) => ({
      source: volume.name,
      paths: [join(folder, path)],
      as: volume.kind === 'pictures' ? ('group' as const) : null,
      technique: volume.technique,
      tissue: volume.tissue,
    })),
  );
}

/** The patches that the default cut will make, so that each has its truth. */
function* plannedPatches(volume: PhantomVolume): Iterable<PlannedPatch> {
  const { name, shape, voxelSize, kind } = volume;
  const settings = cutSettings.parse({});
  if (kind === 'pictures') {
    const boxes = cropGrid(shape.y, shape.x, settings.patchSize, settings.mode);
    for (let index = 0; index < shape.z; index++) {
      for (const box of boxes) {
        const paper = patchName({ volume: name, plane: '2d', index, box, count: shape.z });
        yield { name: stablePatchName(name, paper), plane: '2d', index, box };
      }
    }
    return;
  }
  for (const { plane, positions } of planCut({ kind: 'volume', name, shape, voxelSize }, settings)
    .planes) {
    const { count, height, width } = slabShape(shape, plane);
    const boxes = cropGrid(height, width, settings.patchSize, settings.mode);
    for (const index of positions) {
      for (const box of boxes) {
        const paper = patchName({ volume: name, plane, index, box, count });
        yield { name: stablePatchName(name, paper), plane, index, box };
      }
    }
  }
}
