import sharp from 'sharp';
import type { PictureEncoding } from '../../../shared/export.ts';
import { fail, type Outcome, succeed } from '../../../shared/failure.ts';
import type { Box } from '../../../shared/patch.ts';
import { encodeGreyTiff, greyTiffHeader } from '../../../shared/tiff-encoder.ts';
import { encodeGreyPng } from './png.ts';

/** How files of an encoding end; `.tiff` as in the published CEM data. */
export const pictureEnding: Readonly<Record<PictureEncoding, string>> = {
  tiff: 'tiff',
  png: 'png',
  webp: 'webp',
};

/** A picture file that gives back exactly the pixels of the patch. */
export async function encodePatch(
  { pixels, box }: { readonly pixels: Uint8Array; readonly box: Box },
  encoding: PictureEncoding,
): Promise<Uint8Array> {
  const { width, height } = sizeOf(box);
  if (encoding === 'tiff') return encodeGreyTiff(pixels, width, height);
  if (encoding === 'png') return encodeGreyPng(pixels, width, height);
  // WebP knows no grey: its three channels are equal, and the first is read back.
  const raw = sharp(pixels, { raw: { width, height, channels: 1 } });
  return raw.webp({ lossless: true, effort: 1 }).toBuffer();
}

/**
 * The pixels of an untrusted picture file that should be as large as the box.
 *
 * @param path named in the failure `file-unreadable`
 */
export async function decodePatch(
  bytes: Uint8Array,
  box: Box,
  path: string,
): Promise<Outcome<Uint8Array>> {
  const { width, height } = sizeOf(box);
  const plain = plainTiff(bytes, width, height);
  if (plain) return succeed(plain);
  const unreadable = (reason: string) => fail({ kind: 'file-unreadable', path, reason });
  try {
    // The limit keeps a small file that claims to be a huge picture from being decoded.
    const picture = sharp(bytes, { limitInputPixels: width * height });
    const { data, info } = await picture
      .extractChannel(0)
      .raw()
      .toBuffer({ resolveWithObject: true });
    if (info.width !== width || info.height !== height || data.length !== width * height) {
      return unreadable(`it is ${info.width} x ${info.height}, not ${width} x ${height} pixels`);
    }
    return succeed(new Uint8Array(data));
  } catch (error) {
    return unreadable(error instanceof Error ? error.message : String(error));
  }
}

/** The pixels of a TIFF that was written here, which need no decoder; null for any other file. */
function plainTiff(bytes: Uint8Array, width: number, height: number): Uint8Array | null {
  const header = greyTiffHeader({ width, height, pages: 1, voxelSize: null });
  const isPlain =
    bytes.length === header.length + width * height &&
    Buffer.compare(bytes.subarray(0, header.length), header) === 0;
  return isPlain ? new Uint8Array(bytes.subarray(header.length)) : null;
}

/** Bytes that a picture of the box may take at most in any encoding; more is not read. */
export function mostPictureBytes(box: Box): number {
  const { width, height } = sizeOf(box);
  return 2 * width * height + 2 ** 16;
}

const sizeOf = ({ y0, y1, x0, x1 }: Box) => ({ width: x1 - x0, height: y1 - y0 });

/** Versions of the libraries that an encoding's bytes depend on; none for TIFF, which is our own. */
export function pictureLibraries(encoding: PictureEncoding | null): Record<string, string> {
  if (encoding === null || encoding === 'tiff') return {};
  if (encoding === 'png') return { zlib: process.versions.zlib };
  const { sharp: version, vips } = sharp.versions;
  return { sharp: version ?? '', libvips: vips };
}
