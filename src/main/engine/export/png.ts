import { promisify } from 'node:util';
import { constants, crc32, deflate } from 'node:zlib';

const compress = promisify(deflate);
const signature = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
/** Each pixel is stored as its difference to the mean of the pixels left of it and above. */
const average = 3;

/**
 * A grey PNG of 8 bits. Of all filters `average` suits noisy micrographs best, and looking for longer
 * matches than runs gains nothing: as small as the smallest that libpng makes of them, in less than a
 * third of the time (docs/decisions/0014-own-png-writer.md). The bytes do not depend on the processor.
 *
 * @param pixels row by row, `width * height` of them
 */
export async function encodeGreyPng(
  pixels: Uint8Array,
  width: number,
  height: number,
): Promise<Uint8Array> {
  if (pixels.length !== width * height) throw new Error(`${pixels.length} is not a whole picture`);
  const data = await compress(filtered(pixels, width, height), {
    level: 1,
    strategy: constants.Z_RLE,
  });
  const header = new Uint8Array(13);
  const view = new DataView(header.buffer);
  view.setUint32(0, width);
  view.setUint32(4, height);
  header[8] = 8; // bits; colour type, compression, filter and interlace are 0
  const parts = [chunk('IHDR', header), chunk('IDAT', data), chunk('IEND', new Uint8Array(0))];
  return Buffer.concat([Uint8Array.from(signature), ...parts]);
}

/** Rows of differences, each behind the number of its filter. */
function filtered(pixels: Uint8Array, width: number, height: number): Uint8Array {
  const stride = width + 1;
  const rows = new Uint8Array(height * stride);
  let above: Uint8Array = new Uint8Array(width);
  for (let y = 0; y < height; y++) {
    const row = pixels.subarray(y * width, (y + 1) * width);
    const out = y * stride;
    rows[out] = average;
    let left = 0;
    for (let x = 0; x < width; x++) {
      const pixel = row[x] ?? 0;
      rows[out + 1 + x] = pixel - ((left + (above[x] ?? 0)) >> 1);
      left = pixel;
    }
    above = row;
  }
  return rows;
}

function chunk(type: string, data: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(12 + data.length);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, data.length);
  bytes.set(Buffer.from(type, 'latin1'), 4);
  bytes.set(data, 8);
  view.setUint32(8 + data.length, crc32(bytes.subarray(4, 8 + data.length)));
  return bytes;
}
