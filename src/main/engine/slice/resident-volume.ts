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

/**
 * Columns become rows, four by four: four words of four neighbouring columns are turned into four of
 * four neighbouring rows. (A byte at a time takes eight times as long.)
 */
function copyColumns(
  volume8: Uint8Array,
  { z, y, x }: Shape,
  from: number,
  to: number,
): Uint8Array {
  const rows = z * y;
  const sections = new Uint8Array((to - from) * rows);
  const source = new DataView(volume8.buffer, volume8.byteOffset, volume8.byteLength);
  const target = new DataView(sections.buffer);
  const wholeRows = rows - (rows % 4);
  const wholeColumns = to - ((to - from) % 4);
  for (let first = 0; first < wholeRows; first += rowsAtOnce) {
    const last = Math.min(first + rowsAtOnce, wholeRows);
    for (let index = from; index < wholeColumns; index += 4) {
      turnColumns(source, x, index, target, rows, (index - from) * rows, first, last);
    }
  }
  const copy = (index: number, row: number) => {
    sections[(index - from) * rows + row] = volume8[row * x + index] ?? 0;
  };
  for (let index = wholeColumns; index < to; index++) {
    for (let row = 0; row < wholeRows; row++) copy(index, row);
  }
  for (let row = wholeRows; row < rows; row++) {
    for (let index = from; index < to; index++) copy(index, row);
  }
  return sections;
}

/** Columns index..index+3 of rows first..last-1, a multiple of four, to four rows `stride` apart from `out`. */
function turnColumns(
  source: DataView,
  width: number,
  index: number,
  target: DataView,
  stride: number,
  out: number,
  first: number,
  last: number,
): void {
  for (let row = first; row < last; row += 4) {
    const at = row * width + index;
    const a = source.getInt32(at, true);
    const b = source.getInt32(at + width, true);
    const c = source.getInt32(at + 2 * width, true);
    const d = source.getInt32(at + 3 * width, true);
    // Columns 0 and 2, then 1 and 3, of two rows each.
    const ab02 = (a & 0xff00ff) | ((b & 0xff00ff) << 8);
    const cd02 = (c & 0xff00ff) | ((d & 0xff00ff) << 8);
    const ab13 = ((a >>> 8) & 0xff00ff) | (b & 0xff00ff00);
    const cd13 = ((c >>> 8) & 0xff00ff) | (d & 0xff00ff00);
    const to = out + row;
    target.setInt32(to, (ab02 & 0xffff) | (cd02 << 16), true);
    target.setInt32(to + stride, (ab13 & 0xffff) | (cd13 << 16), true);
    target.setInt32(to + 2 * stride, (ab02 >>> 16) | (cd02 & 0xffff0000), true);
    target.setInt32(to + 3 * stride, (ab13 >>> 16) | (cd13 & 0xffff0000), true);
  }
}
