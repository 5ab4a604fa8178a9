import { cropGrid } from '../../src/main/engine/patch/crop-grid.ts';
import { patchName, stablePatchName } from '../../src/main/engine/patch/patch-name.ts';
import {
  type PhantomVolume,
  phantomVolumes,
} from '../../src/main/engine/phantom/phantom-volumes.ts';
import { type PlannedPatch, writePhantom } from '../../src/main/engine/phantom/write-phantom.ts';

/**
 * The anisotropic volumes of a generated demonstration, cut down so that a window runs them in seconds: nine
 * patches a section, along xy alone.
 */
export const smallPhantom = (seed: number, sections = 8): readonly PhantomVolume[] =>
  phantomVolumes(seed)
    .filter(({ kind, voxelSize }) => kind === 'volume' && voxelSize.z > 2 * voxelSize.x)
    .map((volume) => ({ ...volume, shape: { z: sections, y: 672, x: 672 } }));

/** Writes the volumes as TIFF files, and `truth.csv` with the label of each patch. */
export async function writeSmallPhantom(
  folder: string,
  volumes: readonly PhantomVolume[],
): Promise<void> {
  const written = await writePhantom(folder, volumes, xyPatches);
  if (!written.ok) throw new Error(written.failure.kind);
}

function* xyPatches({ name, shape }: PhantomVolume): Iterable<PlannedPatch> {
  for (let index = 0; index < shape.z; index++) {
    for (const box of cropGrid(shape.y, shape.x, 224, 'no-pixel-lost')) {
      const paper = patchName({ volume: name, plane: 'xy', index, box, count: shape.z });
      yield { name: stablePatchName(name, paper), plane: 'xy', index, box };
    }
  }
}
