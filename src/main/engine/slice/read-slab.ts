import { type Outcome, succeed } from '../../../shared/failure.ts';
import type { Box, Plane } from '../../../shared/patch.ts';
import type { Shape } from '../../../shared/volume.ts';
import type { ReadableVolume, Samples } from './readable-volume.ts';

// Samples are read in bands so that beside the slab only this much of wider types is held.
const bandSamples = 2 ** 24;

/** Cross-sections of a volume along one plane: how many, and rows and columns of each. */
export interface SlabShape {
  readonly count: number;
  readonly height: number;
  readonly width: number;
}

/** Spec 1.6: xy has rows y and columns x; xz rows z and columns x; yz rows z and columns y. A 2-D picture is cut as xy. */
export function slabShape({ z, y, x }: Shape, plane: Plane): SlabShape {
  if (plane === 'xz') return { count: y, height: z, width: x };
  if (plane === 'yz') return { count: x, height: z, width: y };
  return { count: z, height: y, width: x };
}

/**
 * Consecutive cross-sections `from`..`to`-1 along a plane, as 8-bit grey.
 *
 * Each plane of the volume is read once, and of it only the part that the slab needs; for thin slabs
 * of xz and yz in packed files it is cheaper to ask for many cross-sections at once.
 *
 * @param toEight maps samples to as many 8-bit values
 * @returns (to - from) x height x width values; failures are those of reading
 */
export async function readSlab(
  volume: ReadableVolume,
  plane: Plane,
  from: number,
  to: number,
  toEight: (samples: Samples) => Uint8Array,
): Promise<Outcome<Uint8Array>> {
  const { shape } = volume.summary;
  const { count, height, width } = slabShape(shape, plane);
  if (from < 0 || from >= to || to > count) {
    throw new Error(`cross-sections ${from}..${to} are outside 0..${count}`);
  }
  const slab = new Uint8Array((to - from) * height * width);
  const isUpright = plane === 'xz' || plane === 'yz';
  const area = areaRead(plane, from, to, shape);
  const [z0, z1] = isUpright ? [0, shape.z] : [from, to];
  const rowsAtOnce = Math.max(1, Math.floor(bandSamples / (area.x1 - area.x0)));
  for (let z = z0; z < z1; z++) {
    for (let y0 = area.y0; y0 < area.y1; y0 += rowsAtOnce) {
      const window = { ...area, y0, y1: Math.min(area.y1, y0 + rowsAtOnce) };
      const read = await volume.readWindow(z, window);
      if (!read.ok) return read;
      const grey = toEight(read.value);
      if (plane === 'xz') placeRows(grey, window, slab, { z, from, height, width });
      else if (plane === 'yz') placeColumns(grey, window, slab, { z, height, width });
      else slab.set(grey, (z - from) * height * width + y0 * width);
    }
  }
  return succeed(slab);
}

function areaRead(plane: Plane, from: number, to: number, { y, x }: { y: number; x: number }): Box {
  if (plane === 'xz') return { y0: from, y1: to, x0: 0, x1: x };
  if (plane === 'yz') return { y0: 0, y1: y, x0: from, x1: to };
  return { y0: 0, y1: y, x0: 0, x1: x };
}

/** Row y of plane z is row z of the cross-section at y. */
function placeRows(
  grey: Uint8Array,
  { y0, y1 }: Box,
  slab: Uint8Array,
  { z, from, height, width }: { z: number; from: number; height: number; width: number },
): void {
  for (let y = y0; y < y1; y++) {
    const row = grey.subarray((y - y0) * width, (y - y0 + 1) * width);
    slab.set(row, ((y - from) * height + z) * width);
  }
}

/** Column x of plane z is row z of the cross-section at x. */
function placeColumns(
  grey: Uint8Array,
  { y0, y1, x0, x1 }: Box,
  slab: Uint8Array,
  { z, height, width }: { z: number; height: number; width: number },
): void {
  const columns = x1 - x0;
  for (let x = 0; x < columns; x++) {
    const start = (x * height + z) * width;
    for (let y = y0; y < y1; y++) slab[start + y] = grey[(y - y0) * columns + x] ?? 0;
  }
}
