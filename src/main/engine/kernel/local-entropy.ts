import { windowHistogram } from './window-histogram.ts';

/** Half the 7 x 7 window. */
export const entropyRadius = 3;

/**
 * Shannon entropy in bits of the 7 x 7 window around every pixel; windows shrink at the borders.
 *
 * @param pixels 8-bit grey, `height` rows of `width`.
 * @returns one value 0..5.62 per pixel, same layout.
 * @see spec 3.3; equal to scikit-image 0.19.3 `rank.entropy`, summed in ascending grey order.
 */
export function localEntropy(pixels: Uint8Array, width: number, height: number): Float64Array {
  const map = new Float64Array(width * height);
  const histogram = new Uint16Array(256);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const count = windowHistogram(pixels, width, height, y, x, entropyRadius, histogram);
      map[y * width + x] = entropyOf(histogram, count);
    }
  }
  return map;
}

function entropyOf(histogram: Uint16Array, count: number): number {
  let entropy = 0;
  for (let level = 0; level < 256; level++) {
    const occupied = histogram[level]!;
    if (occupied === 0) continue;
    const share = occupied / count;
    entropy -= (share * Math.log(share)) / Math.LN2;
  }
  return entropy;
}
