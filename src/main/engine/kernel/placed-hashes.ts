import { bitOrder, halfByteTables } from './bit-order.ts';
import { type LoadedKernel, loadKernel } from './load-kernel.ts';

/** Hashes in the memory of the near-duplicate kernel, by position, their bits in the order of an index. */
export interface PlacedHashes {
  readonly kernel: LoadedKernel;
  readonly count: number;
  /** 64-bit words of a hash */
  readonly words: number;
  /** bits that tell hashes apart; they come first */
  readonly telling: number;
  /** nanoseconds to compare two hashes, as `hashChunks` counts them */
  readonly compareCost: number;
  /** Sets memory aside. @returns its address. */
  take(bytes: number): number;
  /** Bits in which the hashes at two positions differ. */
  distance(position: number, other: number): number;
}

const placedAtOnce = 65536;

/**
 * @param order the item at each position.
 * @throws RangeError when the system refuses the memory.
 */
export function placeHashes(
  hashes: Uint8Array,
  bytesPerHash: number,
  order: Uint32Array,
  limit: number,
): PlacedHashes {
  const kernel = loadKernel('near-duplicate');
  const count = order.length;
  const words = Math.ceil(bytesPerHash / 8);
  let next = 64;
  const take = (bytes: number): number => {
    const address = next;
    next = Math.ceil((next + bytes) / 16) * 16;
    kernel.reserve(next);
    return address;
  };
  const bits = bitOrder(hashes, bytesPerHash);
  const tables = halfByteTables(bits, words);
  const tablesAt = take(tables.byteLength);
  const stagingAt = take(placedAtOnce * bytesPerHash);
  // Keys are read as 32 bits, beyond the last hash too.
  const hashesAt = take(count * words * 8 + 16);
  new Uint32Array(kernel.memory.buffer, tablesAt, tables.length).set(tables);
  kernel.call['useHashes']!(words, limit, hashesAt);
  for (let first = 0; first < count; first += placedAtOnce) {
    const some = order.subarray(first, first + placedAtOnce);
    gather(new Uint8Array(kernel.memory.buffer, stagingAt), hashes, bytesPerHash, some);
    kernel.call['placeHashes']!(stagingAt, bytesPerHash, some.length, first, tablesAt);
  }
  const distance = (position: number, other: number): number => {
    const parts = new Uint32Array(kernel.memory.buffer, hashesAt);
    let differing = 0;
    for (let i = 0; i < words * 2; i++) {
      differing += bitsSet(parts[position * words * 2 + i]! ^ parts[other * words * 2 + i]!);
    }
    return differing;
  };
  const compareCost = words === 1 ? 0.38 : 2;
  return { kernel, count, words, telling: bits.telling, compareCost, take, distance };
}

function gather(target: Uint8Array, hashes: Uint8Array, each: number, items: Uint32Array): void {
  let to = 0;
  for (const item of items) {
    for (let from = item * each; from < item * each + each; from++) target[to++] = hashes[from]!;
  }
}

function bitsSet(word: number): number {
  const pairs = word - ((word >>> 1) & 0x55555555);
  const fours = (pairs & 0x33333333) + ((pairs >>> 2) & 0x33333333);
  return Math.imul((fours + (fours >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}
