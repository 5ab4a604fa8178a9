import { closeSync, openSync, writeSync } from 'node:fs';
import type { SampleType, Shape } from '../src/shared/volume.ts';
import { generateSpheres } from '../test/golden/generate-image.ts';

/** Bytes before the voxels. */
export const headerBytes = 1024;

/** Modes of MRC for what the benches write. */
const modes = { uint8: 0, int16: 1, float32: 2, uint16: 6 } as const;
/** Types of samples that a volume can be written in. */
export type WrittenType = keyof typeof modes & SampleType;

/** All of them. */
// `as`: the keys of that object and no others.
export const writtenTypes = Object.keys(modes) as WrittenType[];

/**
 * Writes an MRC volume of voxels of 8 nm that are not packed: spheres in noise, repeated along all axes
 * where the volume is larger than `period`.
 */
export function writeSpheresVolume(
  path: string,
  shape: Shape,
  { period = 448, type = 'uint8' as WrittenType } = {},
): void {
  const file = openSync(path, 'w');
  try {
    writeSync(file, headerOf(shape, modes[type]));
    for (const plane of spheresPlanes(shape, { period, type })) {
      for (let done = 0; done < plane.length; ) done += writeSync(file, plane, done);
    }
  } finally {
    closeSync(file);
  }
}

/** The planes of such a volume one after another, as bytes in one buffer that is used again. */
export function* spheresPlanes(
  { z, y, x }: Shape,
  { period = 448, type = 'uint8' as WrittenType } = {},
): Generator<Uint8Array<ArrayBuffer>> {
  const of = { d: Math.min(z, period), h: Math.min(y, period), w: Math.min(x, period) };
  const { voxels } = generateSpheres({ ...of, n: 600, rmax: 60, bg: 150, noise: 4, seed: 1 });
  const plane = new Uint8Array(y * x);
  const widen = type === 'uint8' ? null : widener(type, plane.length);
  for (let section = 0; section < z; section++) {
    for (let row = 0; row < y; row++) {
      const from = ((section % of.d) * of.h + (row % of.h)) * of.w;
      for (let at = 0; at < x; at += of.w) {
        const run = voxels.subarray(from, from + Math.min(of.w, x - at));
        plane.set(run, row * x + at);
      }
    }
    yield widen ? widen(plane) : plane;
  }
}

/** Wider samples of the same picture: noise below the last of the eight bits, as detectors give it. */
function widener(type: Exclude<WrittenType, 'uint8'>, length: number) {
  const array = { int16: Int16Array, uint16: Uint16Array, float32: Float32Array }[type];
  const wide = new array(length);
  const step = type === 'int16' ? 128 : 256;
  const scale = type === 'float32' ? 1 / 65536 : 1;
  let noise = 1;
  return (plane: Uint8Array) => {
    for (let i = 0; i < length; i++) {
      noise = (Math.imul(noise, 1664525) + 1013904223) >>> 0;
      wide[i] = ((plane[i] ?? 0) * step + ((noise >>> 16) % step)) * scale;
    }
    return new Uint8Array(wide.buffer);
  };
}

function headerOf({ z, y, x }: Shape, mode: number): Uint8Array {
  const view = new DataView(new ArrayBuffer(headerBytes));
  for (const [i, edge] of [x, y, z].entries()) {
    view.setInt32(4 * i, edge, true);
    view.setInt32(28 + 4 * i, edge, true);
    view.setFloat32(40 + 4 * i, edge * 80, true); // angstrom
    view.setInt32(64 + 4 * i, i + 1, true);
  }
  view.setInt32(12, mode, true);
  view.setInt32(152, 1146047817, true); // IMOD's stamp: bytes are unsigned
  new Uint8Array(view.buffer).set([77, 65, 80, 32], 208);
  view.setUint8(212, 0x44);
  return new Uint8Array(view.buffer);
}
