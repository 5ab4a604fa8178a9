import type { Plane } from '../../../shared/patch.ts';
import type { Shape } from '../../../shared/volume.ts';

/** Rows copied before the next section's turn: with these the rows' cache lines stay in reach. */
const rowsAtOnce = 64;

/**
 * Cross-sections from..to-1 out of a whole 8-bit volume in memory, each row-major (spec 1.6). Along
 * yz ask for many at once: neighbours share every cache line, and one alone costs as much as 32.
 *
 * @param volume8 z x y x x values
 * @returns (to - from) cross-sections; a view for xy, a new array for xz and yz
 */
export function sliceResident(
  volume8: Uint8Array,
  shape: Shape,
  plane: Plane,
  from: number,
  to = from + 1,
): Uint8Array {
  const { y, x } = shape;
  if (plane === 'xz') return copyRows(volume8, shape, from, to);
  if (plane === 'yz') return copyColumns(volume8, shape, from, to);
  return volume8.subarray(from * y * x, to * y * x);
}

function copyRows(volume8: Uint8Array, { z, y, x }: Shape, from: number, to: number): Uint8Array {
  const sections = new Uint8Array((to - from) * z * x);
  for (let index = from; index < to; index++) {
    for (let row = 0; row < z; row++) {
      const start = (row * y + index) * x;
      sections.set(volume8.subarray(start, start + x), ((index - from) * z + row) * x);
    }
  }
  return sections;
}

function copyColumns(
  volume8: Uint8Array,
  { z, y, x }: Shape,
  from: number,
  to: number,
): Uint8Array {
  const rows = z * y;
  const sections = new Uint8Array((to - from) * rows);
  for (let first = 0; first < rows; first += rowsAtOnce) {
    const last = Math.min(first + rowsAtOnce, rows);
    for (let index = from; index < to; index++) {
      const out = (index - from) * rows;
      for (let row = first; row < last; row++) sections[out + row] = volume8[row * x + index] ?? 0;
    }
  }
  return sections;
}
