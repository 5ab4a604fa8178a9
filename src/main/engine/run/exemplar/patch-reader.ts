import { type Outcome, succeed } from '../../../../shared/failure.ts';
import type { Box } from '../../../../shared/patch.ts';
import { featureCount, textureFeatures } from '../../feature/texture-features.ts';
import type { PatchToRead, VolumeToRead } from '../task/worker-material.ts';
import { crossSectionReader } from '../volume/cross-section-reader.ts';
import { visitColumnPatches } from './column-patches.ts';

/**
 * Visits patches of one volume in the order that reads the file best: by plane, then position; those of
 * yz in a file by their box.
 *
 * @param visit gets the patch's place in `patches` and its pixels, row-major, true size.
 */
export async function visitPatches(
  volume: VolumeToRead,
  patches: readonly PatchToRead[],
  resident: SharedArrayBuffer | null,
  visit: (at: number, pixels: Uint8Array, box: Box) => void,
): Promise<Outcome<null>> {
  const all = patches.map((patch, at) => ({ patch, at }));
  const columns = resident ? [] : all.filter(({ patch }) => patch.plane === 'yz');
  if (columns.length > 0) {
    const visited = await visitColumnPatches(volume, columns, visit);
    if (!visited.ok || columns.length === all.length) return visited;
  }
  const order = all.filter(({ patch }) => resident !== null || patch.plane !== 'yz');
  order.sort(
    (a, b) =>
      a.patch.plane.localeCompare(b.patch.plane) ||
      a.patch.position - b.patch.position ||
      a.at - b.at,
  );
  const lastOf = new Map(order.map(({ patch }) => [patch.plane, patch.position]));
  return crossSectionReader(volume, resident, async (read) => {
    for (const { patch, at } of order) {
      const last = lastOf.get(patch.plane) ?? patch.position;
      const section = await read(patch.plane, patch.position, last + 1);
      if (!section.ok) return section;
      visit(at, cropPixels(section.value.pixels, section.value.width, patch.box), patch.box);
    }
    return succeed(null);
  });
}

/** Copies a box out of a cross-section. */
export function cropPixels(pixels: Uint8Array, width: number, box: Box): Uint8Array {
  const patchWidth = box.x1 - box.x0;
  const out = new Uint8Array((box.y1 - box.y0) * patchWidth);
  for (let y = box.y0; y < box.y1; y++) {
    const row = y * width;
    out.set(pixels.subarray(row + box.x0, row + box.x1), (y - box.y0) * patchWidth);
  }
  return out;
}

export async function readPatches(
  volume: VolumeToRead,
  patches: readonly PatchToRead[],
  resident: SharedArrayBuffer | null,
): Promise<Outcome<readonly Uint8Array[]>> {
  const all: Uint8Array[] = new Array(patches.length);
  const visited = await visitPatches(volume, patches, resident, (at, pixels) => {
    all[at] = pixels;
  });
  return visited.ok ? succeed(all) : visited;
}

/** Texture features of patches, patches x featureCount, row-major. */
export async function measurePatches(
  volume: VolumeToRead,
  patches: readonly PatchToRead[],
  resident: SharedArrayBuffer | null,
): Promise<Outcome<Float64Array>> {
  const features = new Float64Array(patches.length * featureCount);
  const visited = await visitPatches(volume, patches, resident, (at, pixels, box) => {
    features.set(textureFeatures(pixels, box.x1 - box.x0, box.y1 - box.y0), at * featureCount);
  });
  return visited.ok ? succeed(features) : visited;
}
