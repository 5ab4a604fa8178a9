import { cutSettings } from '../../../shared/cut.ts';
import type { Outcome } from '../../../shared/failure.ts';
import { cropGrid } from '../patch/crop-grid.ts';
import { patchName, stablePatchName } from '../patch/patch-name.ts';
import { type PhantomVolume, phantomVolumes } from '../phantom/phantom-volumes.ts';
import {
  type PlannedPatch,
  type WrittenSource,
  writePhantomSource,
} from '../phantom/write-phantom.ts';
import { slabShape } from '../slice/read-slab.ts';
import { planCut } from './volume/planned-cut.ts';

/** Writes the generated source at a place among those of a seed. */
export function writeDemonstrationSource(
  folder: string,
  seed: number,
  place: number,
  onSection: () => void,
): Promise<Outcome<WrittenSource>> {
  const volume = phantomVolumes(seed)[place];
  if (!volume) throw new RangeError(`There is no generated source ${place}.`);
  return writePhantomSource(folder, volume, plannedPatches, onSection);
}

/** The patches that the default cut will make, so that each has its truth. */
export function* plannedPatches(volume: PhantomVolume): Iterable<PlannedPatch> {
  const { name, shape, voxelSize, kind } = volume;
  const settings = cutSettings.parse({});
  const planned =
    kind === 'pictures'
      ? [{ plane: '2d' as const, positions: Array.from({ length: shape.z }, (_, k) => k) }]
      : planCut({ kind, name, shape, voxelSize }, settings).planes;
  for (const { plane, positions } of planned) {
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
