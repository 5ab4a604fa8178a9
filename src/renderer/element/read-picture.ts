import { type GreyPixels, greyOf } from './absolute-difference.ts';

/** Patches are at most so wide; a larger picture is no patch, and is not read. */
const longestEdge = 4096;

/**
 * The pixels of a grey picture of this origin, at its own size.
 *
 * @returns null where it cannot be read
 */
export async function readPicture(address: string): Promise<GreyPixels | null> {
  const picture = new Image();
  picture.src = address;
  const isHere = await picture.decode().then(
    () => true,
    () => false,
  );
  const { naturalWidth: width, naturalHeight: height } = picture;
  if (!isHere || Math.max(width, height) > longestEdge) return null;
  const canvas = document.createElement('canvas');
  [canvas.width, canvas.height] = [width, height];
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (!context) return null;
  context.drawImage(picture, 0, 0);
  return greyOf(context.getImageData(0, 0, width, height));
}
