/** 8-bit grey pixels of a picture, row by row. */
export interface GreyPixels {
  readonly height: number;
  readonly width: number;
  readonly pixels: Uint8Array;
}

/** How far two pictures are apart, pixel by pixel. */
export interface PictureDifference extends GreyPixels {
  /** of all pixels, in grey levels 0 to 255 */
  readonly mean: number;
  readonly maximum: number;
}

/** The absolute difference of two pictures; of the part from the upper left that both have, where they differ in size. */
export function absoluteDifference(first: GreyPixels, second: GreyPixels): PictureDifference {
  const height = Math.min(first.height, second.height);
  const width = Math.min(first.width, second.width);
  const pixels = new Uint8Array(height * width);
  let sum = 0;
  let maximum = 0;
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const a = first.pixels[y * first.width + x] ?? 0;
      const b = second.pixels[y * second.width + x] ?? 0;
      const apart = Math.abs(a - b);
      pixels[y * width + x] = apart;
      sum += apart;
      maximum = Math.max(maximum, apart);
    }
  }
  return { height, width, pixels, mean: pixels.length > 0 ? sum / pixels.length : 0, maximum };
}

/** The difference times `gain`, as what a canvas takes: black is none, white is 255 / gain grey levels or more. */
export function paintedDifference(
  { pixels }: GreyPixels,
  gain: number,
): Uint8ClampedArray<ArrayBuffer> {
  const painted = new Uint8ClampedArray(pixels.length * 4);
  pixels.forEach((apart, i) => {
    // The array keeps to 0 to 255 by itself.
    painted.fill(apart * gain, i * 4, i * 4 + 3);
    painted[i * 4 + 3] = 255;
  });
  return painted;
}

/** Grey levels of a picture that a canvas gave back: it has them three times. */
export function greyOf({
  data,
  height,
  width,
}: Pick<ImageData, 'data' | 'height' | 'width'>): GreyPixels {
  const pixels = new Uint8Array(height * width);
  for (let i = 0; i < pixels.length; i++) pixels[i] = data[i * 4] ?? 0;
  return { height, width, pixels };
}
