/** Some rows of a row-major matrix, in the order asked for. */
export function pickRows<T extends Float32Array | Float64Array>(
  matrix: T,
  width: number,
  rows: ArrayLike<number>,
): T {
  // `as`: a typed array's own constructor makes one of its kind.
  const out = new (matrix.constructor as new (length: number) => T)(rows.length * width);
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i] ?? 0;
    out.set(matrix.subarray(row * width, (row + 1) * width), i * width);
  }
  return out;
}
