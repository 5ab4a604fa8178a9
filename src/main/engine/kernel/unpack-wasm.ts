import { type LoadedKernel, loadKernel } from './load-kernel.ts';

/** Ways of packing that the kernel undoes. */
export type KernelPacking = 'lzw' | 'packBits';

/** Larger blocks are not for this memory, which never shrinks. */
export const mostUnpacked = 2 ** 24;

/** Behind the table of assembly/unpack/lzw.ts: 4096 entries of 16 bytes from 2048 on. */
const targetAt = 2 ** 17;
const slack = 64;

let latest: LoadedKernel | undefined;

/** The kernel with room for `length` unpacked bytes and `packed` ones behind them. */
function kernelFor(length: number, packed: number): LoadedKernel {
  if (length > mostUnpacked)
    throw new RangeError(`blocks of ${length} bytes are unpacked elsewhere`);
  latest ??= loadKernel('unpack');
  latest.reserve(packedAt(length) + packed + slack);
  return latest;
}

const packedAt = (length: number): number => Math.ceil((targetAt + length + slack) / 16) * 16;

/**
 * Unpacks a block into the kernel's memory.
 *
 * @see unpackLzw, unpackPackBits: equal.
 * @param length at most `mostUnpacked`.
 * @returns as many of the bytes as there are, a view that is void after the next call; null for a broken stream
 */
export function unpackHere(
  packing: KernelPacking,
  packed: Uint8Array,
  length: number,
): Uint8Array<ArrayBuffer> | null {
  const { call, memory } = kernelFor(length, packed.length);
  const source = packedAt(length);
  const { buffer } = memory;
  new Uint8Array(buffer, source, packed.length).set(packed);
  new Uint8Array(buffer, source + packed.length, slack).fill(0);
  const written = call[packing]!(source, packed.length, targetAt, length);
  // `as`: the memory is not shared with other threads.
  return written < 0 ? null : new Uint8Array(buffer as ArrayBuffer, targetAt, written);
}

/** Whether rows lie in the kernel's memory, as `unpackHere` gave them. */
const isHere = (rows: Uint8Array): boolean =>
  latest !== undefined && rows.buffer === latest.memory.buffer && rows.byteOffset === targetAt;

/**
 * Undoes differences to the left neighbour in place, of samples of 1, 2 or 4 bytes in this machine's order.
 *
 * @see addLeftNeighbours: equal.
 * @param rows whole rows of `width` pixels of `channels` samples; at most `mostUnpacked` bytes.
 */
export function addLeftQuickly(
  rows: Uint8Array<ArrayBuffer>,
  size: 1 | 2 | 4,
  width: number,
  channels: number,
): void {
  const { call, memory } = kernelFor(rows.length, 0);
  const count = Math.floor(rows.length / (size * width * channels));
  const isOwn = isHere(rows);
  const here = new Uint8Array(memory.buffer, targetAt, rows.length);
  if (!isOwn) here.set(rows);
  call[`addLeft${8 * size}`]!(targetAt, count, width, channels);
  if (!isOwn) rows.set(here);
}
