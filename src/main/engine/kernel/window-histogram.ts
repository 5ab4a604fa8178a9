/**
 * Histogram of the part of a square window that lies inside the picture.
 *
 * @param radius the window is 2 * radius + 1 pixels wide, centred on (y, x).
 * @param histogram 256 counts, overwritten.
 * @returns pixels counted, at least 1.
 */
export function windowHistogram(
  pixels: Uint8Array,
  width: number,
  height: number,
  y: number,
  x: number,
  radius: number,
  histogram: Uint16Array,
): number {
  histogram.fill(0);
  const y0 = Math.max(0, y - radius);
  const y1 = Math.min(height - 1, y + radius);
  const x0 = Math.max(0, x - radius);
  const x1 = Math.min(width - 1, x + radius);
  for (let row = y0; row <= y1; row++) {
    for (let column = x0; column <= x1; column++) histogram[pixels[row * width + column]!]!++;
  }
  return (y1 - y0 + 1) * (x1 - x0 + 1);
}
