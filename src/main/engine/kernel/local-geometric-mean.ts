import { windowHistogram } from './window-histogram.ts';

/** Half the 11 x 11 window. */
export const geometricMeanRadius = 5;

/**
 * Geometric mean of the 11 x 11 window around every pixel; windows shrink at the borders.
 *
 * @param pixels 8-bit grey, `height` rows of `width`.
 * @returns one rounded level 0..255 per pixel, same layout.
 * @see spec 3.3; equal to scikit-image 0.19.3 `rank.geometric_mean`.
 */
export function localGeometricMean(pixels: Uint8Array, width: number, height: number): Uint8Array {
  const map = new Uint8Array(width * height);
  const histogram = new Uint16Array(256);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      map[y * width + x] = geometricMeanAt(pixels, width, height, y, x, histogram);
    }
  }
  return map;
}

/** The mean around one pixel, summed in ascending grey order; `histogram` is scratch of 256 counts. */
export function geometricMeanAt(
  pixels: Uint8Array,
  width: number,
  height: number,
  y: number,
  x: number,
  histogram: Uint16Array,
): number {
  const count = windowHistogram(pixels, width, height, y, x, geometricMeanRadius, histogram);
  let sum = 0;
  for (let level = 0; level < 256; level++) {
    const occupied = histogram[level]!;
    if (occupied !== 0) sum += occupied * Math.log(level + 1);
  }
  // The value is never negative, so rounding half up is C's half away from zero.
  return Math.floor(Math.exp(sum / count) - 1 + 0.5);
}
