/**
 * Adds squares of samples up: each square of edge x edge to its pixel in `sums`. Where a sample is no number its
 * square counts nothing.
 *
 * @param rows of samples, a multiple of edge
 * @param pixels a row of `sums`; samples to the right of pixels x edge are not looked at
 */
export function addRows(
  samples: ArrayLike<number>,
  width: number,
  rows: number,
  edge: number,
  sums: Float32Array,
  pixels: number,
): void {
  const line = new Float64Array(pixels);
  for (let top = 0; top < rows; top += edge) {
    line.fill(0);
    for (let y = top; y < top + edge; y++) addRow(samples, y * width, edge, line);
    const row = (top / edge) * pixels;
    for (let x = 0; x < pixels; x++) {
      const sum = line[x] ?? 0;
      // The difference of a finite value with itself is 0.
      if (sum - sum === 0) sums[row + x] = (sums[row + x] ?? 0) + sum;
    }
  }
}

function addRow(samples: ArrayLike<number>, from: number, edge: number, line: Float64Array): void {
  let at = from;
  for (let x = 0; x < line.length; x++) {
    let sum = 0;
    for (let i = 0; i < edge; i++) sum += samples[at++] ?? 0;
    line[x] = (line[x] ?? 0) + sum;
  }
}

/** Means of two by two pixels. */
export function halved(
  pixels: Float32Array,
  width: number,
  halfHeight: number,
  halfWidth: number,
): Float32Array {
  const half = new Float32Array(halfHeight * halfWidth);
  for (let y = 0; y < halfHeight; y++) {
    for (let x = 0; x < halfWidth; x++) {
      const at = 2 * (y * width + x);
      half[y * halfWidth + x] =
        ((pixels[at] ?? 0) +
          (pixels[at + 1] ?? 0) +
          (pixels[at + width] ?? 0) +
          (pixels[at + width + 1] ?? 0)) /
        4;
    }
  }
  return half;
}
