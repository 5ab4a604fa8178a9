import sharp from 'sharp';
import type { GreyPicture } from './encode-picture.ts';

/** Windows of an eighth of the picture, and histograms cut at three times their mean: enough for pale cytoplasm, not for noise. */
const windows = 8;
const clipLimit = 3;
/** libvips takes the limit as pixels a level, and sharp lets no more than 100 of them through: windows of 92 pixels at most. */
const mostSlope = 100;
const widest = Math.floor(Math.sqrt((mostSlope * 256) / clipLimit));

/**
 * Contrast-limited adaptive histogram equalisation (Zuiderveld 1994), by libvips: each pixel by the window
 * around it, what is cut off a histogram spread evenly over its levels. For looking only.
 *
 * @returns as many pixels; a picture too small for windows as it is
 */
export async function equalise({ pixels, height, width }: GreyPicture): Promise<Uint8Array> {
  const { high, wide, maxSlope } = equaliseWindow(height, width);
  if (wide < 3 || high < 3) return pixels;
  return sharp(pixels, { raw: { width, height, channels: 1 } })
    .clahe({ width: wide, height: high, maxSlope })
    .toColourspace('b-w')
    .raw()
    .toBuffer();
}

/** Window of a picture in pixels, and the pixels that a level of its histogram may have before it is cut. */
export function equaliseWindow(height: number, width: number) {
  const high = Math.min(widest, Math.floor(height / windows));
  const wide = Math.min(widest, Math.floor(width / windows));
  return { high, wide, maxSlope: Math.max(1, Math.round((clipLimit * high * wide) / 256)) };
}
