import { createHash } from 'node:crypto';
import { join } from 'node:path';
import sharp from 'sharp';
import { type GreyImage, generateImage, type ImageRecipe } from './generate-image.ts';

/**
 * The image a golden row names: a `gen:{...}` recipe, or a file under FOLDER/images.
 *
 * @throws when the file is absent or not 8-bit.
 */
export async function readGoldenImage(folder: string, source: string): Promise<GreyImage> {
  // `as`: golden's own files; a recipe lacking a field fails its first comparison.
  if (source.startsWith('gen:')) return generateImage(JSON.parse(source.slice(4)) as ImageRecipe);
  const path = join(folder, 'images', source);
  const { data, info } = await sharp(path)
    .toColourspace('b-w')
    .raw({ depth: 'uchar' })
    .toBuffer({ resolveWithObject: true });
  // Grey images have one channel; of any other the first is taken.
  const pixels = new Uint8Array(info.width * info.height);
  for (let i = 0; i < pixels.length; i++) pixels[i] = data[i * info.channels]!;
  return { width: info.width, height: info.height, pixels };
}

/** Rows y0..y1-1 and columns x0..x1-1 as an image of their own. */
export function cropImage(
  { width, pixels }: GreyImage,
  { y0, y1, x0, x1 }: { y0: number; y1: number; x0: number; x1: number },
): GreyImage {
  const crop = new Uint8Array((y1 - y0) * (x1 - x0));
  for (let y = y0; y < y1; y++) {
    crop.set(pixels.subarray(y * width + x0, y * width + x1), (y - y0) * (x1 - x0));
  }
  return { width: x1 - x0, height: y1 - y0, pixels: crop };
}

/** @returns the SHA-256 of the bytes, in hex. */
export function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
