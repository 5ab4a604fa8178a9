import { xorshift32 } from '../../../../src/main/engine/kernel/xorshift32.ts';
import { findLandmarks } from '../../../../src/main/engine/landmark/find-landmarks.ts';
import type { Landmarks } from '../../../../src/main/engine/landmark/landmarks.ts';
import { succeed } from '../../../../src/shared/failure.ts';
import type { Shape } from '../../../../src/shared/volume.ts';
import { generateSpheres } from '../../../golden/generate-image.ts';
import { must } from '../run/small-project.ts';

/** A small volume in memory. */
export interface Tissue {
  readonly shape: Shape;
  readonly zPerX: number | null;
  readonly voxels: Float32Array;
}

/** Balls of many sizes in noise, the same for the same seed. */
export function tissueOf(shape: Shape, zPerX: number | null, seed: number): Tissue {
  const n = Math.round((shape.z * shape.y * shape.x) / 900);
  const recipe = { d: shape.z, h: shape.y, w: shape.x, n, rmax: 9, bg: 120, noise: 2, seed };
  return { shape, zPerX, voxels: Float32Array.from(generateSpheres(recipe).voxels) };
}

/** Makes another volume, each voxel of which is one of `from`, or what `change` makes of it. */
export function remade(
  from: Tissue,
  shape: Shape,
  place: (z: number, y: number, x: number) => readonly [z: number, y: number, x: number],
  change: (value: number) => number = (value) => value,
): Tissue {
  const voxels = new Float32Array(shape.z * shape.y * shape.x);
  let i = 0;
  for (let z = 0; z < shape.z; z++) {
    for (let y = 0; y < shape.y; y++) {
      for (let x = 0; x < shape.x; x++) {
        const [a, b, c] = place(z, y, x);
        voxels[i++] = change(from.voxels[(a * from.shape.y + b) * from.shape.x + c] ?? 0);
      }
    }
  }
  return { shape, zPerX: from.zPerX, voxels };
}

/** A box of a volume as another deposit of it might be: other contrast, light noise, whole grey values. */
export function boxOf(from: Tissue, at: Shape, shape: Shape, seed: number): Tissue {
  const random = xorshift32(seed);
  const place = (z: number, y: number, x: number) => [z + at.z, y + at.y, x + at.x] as const;
  return remade(from, shape, place, (value) => Math.round(value * 0.7 + 31 + random.below(5) - 2));
}

/** The landmarks of a volume in memory; rows that are read are counted. */
export async function landmarksOf(
  { shape, zPerX, voxels }: Tissue,
  onRows: (rows: number) => void = () => {},
): Promise<Landmarks> {
  const readRows = async (z: number, y0: number, y1: number) => {
    onRows(y1 - y0);
    const row = z * shape.y;
    return succeed(voxels.subarray((row + y0) * shape.x, (row + y1) * shape.x));
  };
  return must(await findLandmarks({ shape, zPerX, readRows }, async () => {}));
}
