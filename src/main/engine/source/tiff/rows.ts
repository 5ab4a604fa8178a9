import {
  asSamples,
  bytesPerSample,
  newSamples,
  swapBytes,
  widenHalfFloats,
} from '../sample-layout.ts';
import type { Samples } from '../volume-format.ts';
import { joinBytePlanes } from './byte-planes.ts';
import { addLeft } from './differences.ts';
import type { Page } from './page.ts';

/** Bytes of a row of `width` pixels as stored, all channels that lie together. */
export const rowBytesOf = (page: Page, width: number): number =>
  Math.ceil((width * page.channelsTogether * page.bits) / 8);

/** Puts stored rows into this machine's byte order and undoes the predictor. May change `rows`. */
export function nativeRows(
  rows: Uint8Array<ArrayBuffer>,
  page: Page,
  littleEndian: boolean,
): Uint8Array<ArrayBuffer> {
  const size = page.bits / 8;
  const { channelsTogether, blockWidth } = page;
  const isPredicted = page.compression !== 1;
  if (isPredicted && page.predictor === 3) {
    return joinBytePlanes(rows, blockWidth, channelsTogether, size);
  }
  if (!littleEndian && Number.isInteger(size)) swapBytes(rows, size);
  if (isPredicted && page.predictor === 2) {
    // `as`: no other sizes pass the check of the page.
    addLeft(rows, size as 1 | 2 | 4, blockWidth, channelsTogether);
  }
  return rows;
}

/**
 * Columns x0..x1-1 of the first channel.
 * @param rows in this machine's byte order, each of `width` pixels
 */
export function firstChannel(
  rows: Uint8Array<ArrayBuffer>,
  page: Page,
  width: number,
  x0: number,
  x1: number,
): Samples {
  if (page.bits % 8 !== 0) return unpackBits(rows, page, width, x0, x1);
  const stored = samplesOf(rows, page);
  const step = page.channelsTogether;
  if (step === 1 && x0 === 0 && x1 === width) return stored;
  const count = stored.length / (width * step);
  const picked = newSamples(page.sampleType, count * (x1 - x0));
  for (let y = 0; y < count; y++) {
    const from = (y * width + x0) * step;
    const to = y * (x1 - x0);
    if (step === 1) picked.set(stored.subarray(from, from + x1 - x0), to);
    else for (let i = 0; i < x1 - x0; i++) picked[to + i] = stored[from + i * step] ?? 0;
  }
  return picked;
}

function samplesOf(rows: Uint8Array<ArrayBuffer>, page: Page): Samples {
  if (bytesPerSample[page.sampleType] * 8 === page.bits) return asSamples(rows, page.sampleType);
  // `as`: the name 'uint16' gives this array.
  return widenHalfFloats(asSamples(rows, 'uint16') as Uint16Array);
}

/** Samples of 1 to 14 bits, highest bit first, every row starting at a byte. */
function unpackBits(rows: Uint8Array, page: Page, width: number, x0: number, x1: number): Samples {
  const { bits, channelsTogether } = page;
  const rowBytes = rowBytesOf(page, width);
  const count = rows.length / rowBytes;
  const picked = newSamples(page.sampleType, count * (x1 - x0));
  // Spread over 0..255 as PNG readers do, so that a black and white picture is not black; palette numbers stay.
  const scale = bits < 8 && page.photometric !== 3 ? 255 / ((1 << bits) - 1) : 1;
  const mask = (1 << bits) - 1;
  let to = 0;
  for (let y = 0; y < count; y++) {
    for (let x = x0; x < x1; x++) {
      const bit = x * channelsTogether * bits;
      const at = y * rowBytes + (bit >> 3);
      const three = ((rows[at] ?? 0) << 16) | ((rows[at + 1] ?? 0) << 8) | (rows[at + 2] ?? 0);
      picked[to++] = ((three >> (24 - bits - (bit & 7))) & mask) * scale;
    }
  }
  return picked;
}
