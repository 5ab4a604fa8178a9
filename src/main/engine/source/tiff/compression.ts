import { inflateSync, zstdDecompressSync } from 'node:zlib';
import { unpackLzw } from './lzw.ts';
import { unpackPackBits } from './pack-bits.ts';

/** Fills `out` from a packed block; returns the bytes written, or -1 for a broken stream. */
export type Unpack = (packed: Uint8Array, out: Uint8Array) => number;

const unpackDeflate: Unpack = (packed, out) => unpackByNode(inflateSync, packed, out);
const unpackZstandard: Unpack = (packed, out) => unpackByNode(zstdDecompressSync, packed, out);

/** Compressions unpacked here, by the number of the Compression tag. */
export const unpackers: { readonly [compression: number]: Unpack } = {
  5: unpackLzw,
  8: unpackDeflate,
  32773: unpackPackBits,
  32946: unpackDeflate, // deflate before Adobe gave it number 8
  50000: unpackZstandard, // libtiff in sharp is built without it
};

/** Compressions left to libtiff in sharp, one whole page at a time, and what to call them. */
export const renderedCompressions: { readonly [compression: number]: string } = {
  2: 'CCITT RLE',
  3: 'CCITT fax 3',
  4: 'CCITT fax 4',
  6: 'old JPEG',
  7: 'JPEG',
  50001: 'WebP',
};

function unpackByNode(
  unpack: typeof inflateSync | typeof zstdDecompressSync,
  packed: Uint8Array,
  out: Uint8Array,
): number {
  try {
    // One chunk of the size expected: the default of 16 KiB is put together by copying. A last strip
    // may be packed with rows below the picture, so more than `out` can come.
    const unpacked = unpack(packed, {
      chunkSize: out.length + 64,
      maxOutputLength: out.length * 2 + 65536,
    });
    out.set(unpacked.subarray(0, out.length));
    return Math.min(unpacked.length, out.length);
  } catch {
    return -1;
  }
}
