/**
 * Sums of a picture over every rectangle that begins at its top left corner, so that the sum over any
 * rectangle takes four reads (Crow 1984).
 *
 * @param values height x width, row-major
 * @returns (height + 1) x (width + 1); exact while the sum of all values stays below 2^32
 */
export function summedArea(values: Uint8Array, width: number): Uint32Array {
  const height = width === 0 ? 0 : values.length / width;
  const stride = width + 1;
  const table = new Uint32Array((height + 1) * stride);
  for (let y = 0; y < height; y++) {
    let row = 0;
    for (let x = 0; x < width; x++) {
      row += values[y * width + x]!;
      table[(y + 1) * stride + x + 1] = table[y * stride + x + 1]! + row;
    }
  }
  return table;
}

/** Whether rows y0..y1-1 and columns x0..x1-1 hold zeros alone; the rectangle must lie inside. */
export function isZeroWithin(
  table: Uint32Array,
  width: number,
  y0: number,
  y1: number,
  x0: number,
  x1: number,
): boolean {
  const [top, bottom] = [y0 * (width + 1), y1 * (width + 1)];
  return table[bottom + x1]! + table[top + x0]! === table[top + x1]! + table[bottom + x0]!;
}

/** The same, looked up value by value. */
export function isZeroWithinPlain(
  values: Uint8Array,
  width: number,
  y0: number,
  y1: number,
  x0: number,
  x1: number,
): boolean {
  for (let y = y0; y < y1; y++) {
    for (let x = x0; x < x1; x++) if (values[y * width + x] !== 0) return false;
  }
  return true;
}
