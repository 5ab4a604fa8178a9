import sharp from 'sharp';
import type { Box } from '../../../shared/patch.ts';

/** An 8-bit grey picture, row-major. */
export interface GreyPicture {
  readonly pixels: Uint8Array;
  readonly height: number;
  readonly width: number;
}

/** PNG of a picture, or of a window of it, scaled down so that its longer edge is at most `longestEdge`. */
export async function encodePicture(
  { pixels, height, width }: GreyPicture,
  window: Box | null,
  longestEdge: number,
): Promise<Uint8Array> {
  const raw = sharp(pixels, { raw: { width, height, channels: 1 } });
  const cropped = window
    ? raw.extract({
        left: window.x0,
        top: window.y0,
        width: window.x1 - window.x0,
        height: window.y1 - window.y0,
      })
    : raw;
  return cropped
    .resize(longestEdge, longestEdge, { fit: 'inside', withoutEnlargement: true })
    .toColourspace('b-w')
    .png({ compressionLevel: 3 })
    .toBuffer();
}
