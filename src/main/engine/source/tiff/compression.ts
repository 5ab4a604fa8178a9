import { inflateSync, zstdDecompressSync } from 'node:zlib';
import { unpackLzw } from '../../kernel/lzw.ts';
import { unpackPackBits } from '../../kernel/pack-bits.ts';
import { type KernelPacking, mostUnpacked, unpackHere } from '../../kernel/unpack-wasm.ts';

/**
 * Unpacks a block of so many bytes.
 * @returns a view that is void after the next call; null for a broken stream, or one that is too short
 */
type Unpack = (packed: Uint8Array, length: number) => Uint8Array<ArrayBuffer> | null;

/** Compressions unpacked here, by the number of the Compression tag. */
const unpackers: { readonly [compression: number]: Unpack } = {
  5: byKernel('lzw', unpackLzw),
  8: byNode(inflateSync),
  32773: byKernel('packBits', unpackPackBits),
  32946: byNode(inflateSync), // before Adobe gave it number 8
  50000: byNode(zstdDecompressSync), // libtiff in sharp is built without it
};

/** Whether blocks of a compression are unpacked here. */
export const isUnpackedHere = (compression: number): boolean => compression in unpackers;

/** Unpacks a block by its compression, which is one that is unpacked here. */
export function unpackBlock(
  compression: number,
  packed: Uint8Array,
  length: number,
): Uint8Array<ArrayBuffer> | null {
  const unpack = unpackers[compression];
  if (unpack === undefined) throw new Error(`compression ${compression} is not unpacked here`);
  return unpack(packed, length);
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

/** The kernel, or `plain` for blocks that are too large for it: fills `out`, gives the bytes written or -1. */
function byKernel(
  packing: KernelPacking,
  plain: (packed: Uint8Array, out: Uint8Array) => number,
): Unpack {
  return (packed, length) => {
    if (length <= mostUnpacked) {
      const rows = unpackHere(packing, packed, length);
      return rows?.length === length ? rows : null;
    }
    const rows = new Uint8Array(length);
    return plain(packed, rows) === length ? rows : null;
  };
}

function byNode(unpack: typeof inflateSync | typeof zstdDecompressSync): Unpack {
  return (packed, length) => {
    try {
      // One chunk of the size expected: the default of 16 KiB is put together by copying. A last strip
      // may be packed with rows below the picture, so that more can come.
      const rows = unpack(packed, { chunkSize: length + 64, maxOutputLength: 2 * length + 65536 });
      // `as`: a buffer of its own, not shared with other threads.
      return rows.length < length ? null : (rows.subarray(0, length) as Uint8Array<ArrayBuffer>);
    } catch {
      return null;
    }
  };
}
