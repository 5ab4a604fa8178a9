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
 * @param window part of each cross-section to read; all of it when left out. It must lie inside
 * @returns (to - from) x height x width values, of the window; failures are those of reading
 */
export async function readSlab(
  volume: ReadableVolume,
  plane: Plane,
  from: number,
  to: number,
  toEight: (samples: Samples) => Uint8Array,
  window?: Box,
): Promise<Outcome<Uint8Array>> {
  const whole = slabShape(volume.summary.shape, plane);
  if (from < 0 || from >= to || to > whole.count) {
    throw new Error(`cross-sections ${from}..${to} are outside 0..${whole.count}`);
  }
  const part = window ?? { y0: 0, y1: whole.height, x0: 0, x1: whole.width };
  const [height, width] = [part.y1 - part.y0, part.x1 - part.x0];
  const slab = new Uint8Array((to - from) * height * width);
  const isUpright = plane === 'xz' || plane === 'yz';
  const area = areaRead(plane, from, to, part);
  const [z0, z1] = isUpright ? [part.y0, part.y1] : [from, to];
  const rowsAtOnce = Math.max(1, Math.floor(bandSamples / (area.x1 - area.x0)));
  for (let z = z0; z < z1; z++) {
    for (let y0 = area.y0; y0 < area.y1; y0 += rowsAtOnce) {
      const band = { ...area, y0, y1: Math.min(area.y1, y0 + rowsAtOnce) };
      const read = await volume.readWindow(z, band);
      if (!read.ok) return read;
      const grey = toEight(read.value);
      const row = z - part.y0;
      if (plane === 'xz') placeRows(grey, band, slab, { row, from, height, width });
      else if (plane === 'yz')
        placeColumns(grey, band, slab, { row, left: part.x0, height, width });
      else slab.set(grey, ((z - from) * height + y0 - part.y0) * width);
    }
  }
  return succeed(slab);
}

/** Rows and columns of a plane that a part of its cross-sections needs. */
function areaRead(plane: Plane, from: number, to: number, part: Box): Box {
  if (plane === 'xz') return { ...part, y0: from, y1: to };
  if (plane === 'yz') return { y0: part.x0, y1: part.x1, x0: from, x1: to };
  return part;
}

/** Row y of plane z is a row of the cross-section at y. */
function placeRows(
  grey: Uint8Array,
  { y0, y1 }: Box,
  slab: Uint8Array,
  at: { row: number; from: number; height: number; width: number },
): void {
  const { row, from, height, width } = at;
  for (let y = y0; y < y1; y++) {
    const values = grey.subarray((y - y0) * width, (y - y0 + 1) * width);
    slab.set(values, ((y - from) * height + row) * width);
  }
}

/** Column x of plane z is a row of the cross-section at x, whose own columns are the plane's rows. */
function placeColumns(
  grey: Uint8Array,
  { y0, y1, x0, x1 }: Box,
  slab: Uint8Array,
  at: { row: number; left: number; height: number; width: number },
): void {
  const { row, left, height, width } = at;
  const columns = x1 - x0;
  for (let x = 0; x < columns; x++) {
    const start = (x * height + row) * width - left;
    for (let y = y0; y < y1; y++) slab[start + y] = grey[(y - y0) * columns + x] ?? 0;
  }
}
