/** Where the eight samples lie around a pixel, rounded to five decimals as scikit-image does: axis steps of 8 and diagonal steps of 5.65685. */
const steps: readonly (readonly [dr: number, dc: number])[] = [
  [0, 8],
  [-5.65685, 5.65685],
  [-8, 0],
  [-5.65685, -5.65685],
  [0, -8],
  [5.65685, -5.65685],
  [8, 0],
  [5.65685, 5.65685],
];

/**
 * Local binary pattern of every pixel: bit i says that the i-th of eight samples on a circle of
 * radius 8 is at least as bright as the pixel. Pixels outside the picture count as 0.
 *
 * @param pixels 8-bit grey, `height` rows of `width`.
 * @returns one code 0..255 per pixel, same layout.
 * @see spec 3.3; equal to scikit-image 0.19.3 `local_binary_pattern(P=8, R=8)`.
 */
export function localBinaryPattern(pixels: Uint8Array, width: number, height: number): Uint8Array {
  const codes = new Uint8Array(width * height);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const at = y * width + x;
      for (let i = 0; i < steps.length; i++) {
        const [dr, dc] = steps[i]!;
        const sampled = sampleBetween(pixels, width, height, y + dr, x + dc);
        if (sampled - pixels[at]! >= 0) codes[at]! |= 1 << i;
      }
    }
  }
  return codes;
}

/** Bilinear sample; the order of the arithmetic decides ties and follows scikit-image. */
function sampleBetween(
  pixels: Uint8Array,
  width: number,
  height: number,
  row: number,
  column: number,
): number {
  const r0 = Math.floor(row);
  const r1 = Math.ceil(row);
  const c0 = Math.floor(column);
  const c1 = Math.ceil(column);
  const tr = row - r0;
  const tc = column - c0;
  const at = (r: number, c: number): number =>
    r < 0 || r >= height || c < 0 || c >= width ? 0 : pixels[r * width + c]!;
  const top = (1 - tc) * at(r0, c0) + tc * at(r0, c1);
  const bottom = (1 - tc) * at(r1, c0) + tc * at(r1, c1);
  return (1 - tr) * top + tr * bottom;
}
