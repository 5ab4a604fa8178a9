import { type Filter, resampleTaps, type Tap, weightBits } from './resample-taps.ts';

/**
 * Resizes an 8-bit grey image to the same bytes as Pillow's `Image.resize`.
 *
 * @param pixels row-major, width * height.
 * @returns row-major, toWidth * toHeight. Rows first, then columns, rounded to 8 bits in between.
 * @see spec 2.2
 */
export function resizePillow(
  pixels: Uint8Array,
  width: number,
  height: number,
  toWidth: number,
  toHeight: number,
  filter: Filter,
): Uint8Array {
  const turned = resizeRows(pixels, width, height, resampleTaps(width, toWidth, filter));
  return resizeRows(turned, height, toWidth, resampleTaps(height, toHeight, filter));
}

/** One pass: weighs along the rows and writes the result transposed, so that the next pass is the same. */
function resizeRows(
  pixels: Uint8Array,
  width: number,
  height: number,
  taps: readonly Tap[],
): Uint8Array {
  const turned = new Uint8Array(height * taps.length);
  for (const [column, { first, weights }] of taps.entries()) {
    for (let y = 0; y < height; y++) {
      let sum = 1 << (weightBits - 1);
      const start = y * width + first;
      for (let k = 0; k < weights.length; k++) sum += weights[k]! * pixels[start + k]!;
      turned[column * height + y] = clampToByte(sum >> weightBits);
    }
  }
  return turned;
}

function clampToByte(value: number): number {
  return value < 0 ? 0 : value > 255 ? 255 : value;
}
