import { closeSync, openSync, writeSync } from 'node:fs';
import type { Shape } from '../src/shared/volume.ts';
import { generateSpheres } from '../test/golden/generate-image.ts';

/** Bytes before the voxels. */
export const headerBytes = 1024;

/**
 * Writes an MRC volume of 8-bit voxels of 8 nm that are not packed: spheres in noise, repeated along
 * all axes where the volume is larger than `period`.
 */
export function writeSpheresVolume(path: string, { z, y, x }: Shape, period = 448): void {
  const of = { d: Math.min(z, period), h: Math.min(y, period), w: Math.min(x, period) };
  const { voxels } = generateSpheres({ ...of, n: 600, rmax: 60, bg: 150, noise: 4, seed: 1 });
  const file = openSync(path, 'w');
  try {
    writeSync(file, headerOf({ z, y, x }));
    const plane = new Uint8Array(y * x);
    for (let section = 0; section < z; section++) {
      for (let row = 0; row < y; row++) {
        const from = ((section % of.d) * of.h + (row % of.h)) * of.w;
        for (let at = 0; at < x; at += of.w) {
          const run = voxels.subarray(from, from + Math.min(of.w, x - at));
          plane.set(run, row * x + at);
        }
      }
      for (let done = 0; done < plane.length; ) done += writeSync(file, plane, done);
    }
  } finally {
    closeSync(file);
  }
}

function headerOf({ z, y, x }: Shape): Uint8Array {
  const view = new DataView(new ArrayBuffer(headerBytes));
  for (const [i, edge] of [x, y, z].entries()) {
    view.setInt32(4 * i, edge, true);
    view.setInt32(28 + 4 * i, edge, true);
    view.setFloat32(40 + 4 * i, edge * 80, true); // angstrom
    view.setInt32(64 + 4 * i, i + 1, true);
  }
  view.setInt32(152, 1146047817, true); // IMOD's stamp: bytes are unsigned
  new Uint8Array(view.buffer).set([77, 65, 80, 32], 208);
  view.setUint8(212, 0x44);
  return new Uint8Array(view.buffer);
}
