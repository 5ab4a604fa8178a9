import { inflateSync, zstdDecompressSync } from 'node:zlib';
import { unpackLzw } from '../../kernel/lzw.ts';
import { unpackPackBits } from '../../kernel/pack-bits.ts';
import { type KernelPacking, mostUnpacked, unpackHere } from '../../kernel/unpack-wasm.ts';

/** Fills `out` from a packed block; returns the bytes written, or -1 for a broken stream. */
type Unpack = (packed: Uint8Array, out: Uint8Array) => number;

/** A way of packing that is undone here: by the kernel, or for blocks too large for it by `unpack`. */
interface Unpacker {
  readonly kernel: KernelPacking | null;
  readonly unpack: Unpack;
}

const deflate: Unpacker = {
  kernel: 'inflate',
  unpack: (packed, out) => unpackByNode(inflateSync, packed, out),
};

/** Compressions unpacked here, by the number of the Compression tag. */
const unpackers: { readonly [compression: number]: Unpacker } = {
  5: { kernel: 'lzw', unpack: unpackLzw },
  8: deflate,
  32773: { kernel: 'packBits', unpack: unpackPackBits },
  32946: deflate, // before Adobe gave it number 8
  // libtiff in sharp is built without Zstandard
  50000: { kernel: null, unpack: (packed, out) => unpackByNode(zstdDecompressSync, packed, out) },
};

/** Whether blocks of a compression are unpacked here. */
export const isUnpackedHere = (compression: number): boolean => compression in unpackers;

/**
 * Unpacks a block of so many bytes.
 * @returns a view that is void after the next call; null for a broken stream, or one that is too short
 */
export function unpackBlock(
  compression: number,
  packed: Uint8Array,
  length: number,
): Uint8Array<ArrayBuffer> | null {
  const unpacker = unpackers[compression];
  if (unpacker === undefined) throw new Error(`compression ${compression} is not unpacked here`);
  if (unpacker.kernel !== null && length <= mostUnpacked) {
    const rows = unpackHere(unpacker.kernel, packed, length);
    return rows?.length === length ? rows : null;
  }
  const rows = new Uint8Array(length);
  return unpacker.unpack(packed, rows) === length ? rows : null;
}

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
