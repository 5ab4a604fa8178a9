/**
 * Resizes an 8-bit grey picture as OpenCV's INTER_LINEAR does: sample centres at half pixels, linear in
 * both axes, clamped at the border, no antialiasing when shrinking.
 *
 * @param pixels row-major, width * height.
 * @returns row-major, toWidth * toHeight, rounded to whole levels; within one level of OpenCV.
 * @see spec 3.2
 */
export function resizeBilinear(
  pixels: Uint8Array,
  width: number,
  height: number,
  toWidth: number,
  toHeight: number,
): Uint8Array {
  if (width === toWidth && height === toHeight) return pixels;
  const out = new Uint8Array(toWidth * toHeight);
  const columns = placesOf(width, toWidth);
  const rows = placesOf(height, toHeight);
  for (let y = 0; y < toHeight; y++) {
    const { before: top, share: down } = rows[y]!;
    const bottom = Math.min(top + 1, height - 1);
    for (let x = 0; x < toWidth; x++) {
      const { before: left, share: across } = columns[x]!;
      const right = Math.min(left + 1, width - 1);
      const upper = mix(pixels[top * width + left]!, pixels[top * width + right]!, across);
      const lower = mix(pixels[bottom * width + left]!, pixels[bottom * width + right]!, across);
      out[y * toWidth + x] = Math.round(mix(upper, lower, down));
    }
  }
  return out;
}

const mix = (a: number, b: number, share: number): number => a + (b - a) * share;

function placesOf(from: number, to: number): readonly { before: number; share: number }[] {
  return Array.from({ length: to }, (_, i) => {
    const place = Math.min(from - 1, Math.max(0, ((i + 0.5) * from) / to - 0.5));
    return { before: Math.floor(place), share: place - Math.floor(place) };
  });
}
