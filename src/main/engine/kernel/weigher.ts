import { type Tap, weightBits } from './resample-taps.ts';

/**
 * Memory and what shrinks pictures in it, as Pillow does in integers. Addresses are bytes of that memory.
 * `createWeigher` of `weigher-wasm.ts` is the fast one; both give the same bytes.
 */
export interface Weigher {
  /** Gives all areas back; what was in them may be anything afterwards. */
  clear(): void;
  /** Address of so many bytes, a multiple of 16, with room for careless reads behind. */
  area(bytes: number): number;
  /** A view that is void after the next `area`. */
  bytes(address: number, length: number): Uint8Array;
  /** The same of u32 words; the address is a multiple of 4. */
  words(address: number, count: number): Uint32Array;
  /**
   * Weighs along rows: u8 [rows][outputs], rows `targetStride` apart.
   *
   * @param table as `rowTable` writes it.
   */
  weighRows(
    source: number,
    stride: number,
    rows: number,
    table: number,
    outputs: number,
    target: number,
    targetStride: number,
  ): void;
  /**
   * Weighs down columns, sixteen at once: `columns` is rounded up to a multiple of 16 in all of it.
   *
   * @param list u32 addresses of the rows, two a pair.
   * @param weights as `columnWeights` writes them, one entry a pair.
   * @param sums i32 [columns] that count too; 0 for none.
   * @param target u8 [columns]; 0 to store the sums back instead.
   */
  weighColumns(
    list: number,
    pairs: number,
    weights: number,
    columns: number,
    sums: number,
    target: number,
  ): void;
  /**
   * Bits of shrunk patches, 1 where a pixel is brighter than the one on its left; row-major, first bit
   * the most significant. A patch has `size` rows of size + 1 pixels.
   */
  brighterToTheRight(
    small: number,
    patches: number,
    patchStep: number,
    rowStep: number,
    columnStep: number,
    size: number,
    target: number,
    targetStep: number,
  ): void;
}

const splitBits = 11;

/** Taps as `weighRows` reads them: first input, groups of 8 and where they lie; then high and low halves. */
export function rowTable(taps: readonly Tap[]): Uint8Array {
  const starts: number[] = [];
  let length = taps.length * 12;
  for (const { weights } of taps) {
    starts.push(length);
    length += Math.ceil(weights.length / 8) * 32;
  }
  const view = new DataView(new ArrayBuffer(length));
  for (const [i, { first, weights }] of taps.entries()) {
    view.setUint32(i * 12, first, true);
    view.setUint32(i * 12 + 4, Math.ceil(weights.length / 8), true);
    view.setUint32(i * 12 + 8, starts[i]!, true);
    for (const [k, weight] of weights.entries()) {
      const at = starts[i]! + (k >> 3) * 32 + (k & 7) * 2;
      view.setInt16(at, weight >> splitBits, true);
      view.setInt16(at + 16, weight & ((1 << splitBits) - 1), true);
    }
  }
  return new Uint8Array(view.buffer);
}

/** Bytes of a pair's weights. */
export const pairBytes = 8;

/**
 * A tap as `weighColumns` reads it, for pairs of rows that begin at an even row.
 *
 * @returns the pair of its first row, and the weights of so many pairs from there.
 */
export function columnWeights({ first, weights }: Tap): { firstPair: number; pairs: Uint8Array } {
  const firstPair = first >> 1;
  const end = Math.ceil((first + weights.length) / 2);
  const view = new DataView(new ArrayBuffer((end - firstPair) * pairBytes));
  for (const [k, weight] of weights.entries()) {
    const row = first + k - 2 * firstPair;
    const at = (row >> 1) * pairBytes + (row & 1) * 2;
    view.setInt16(at, weight >> splitBits, true);
    view.setInt16(at + 4, weight & ((1 << splitBits) - 1), true);
  }
  return { firstPair, pairs: new Uint8Array(view.buffer) };
}

/** The plain twin. */
export function createPlainWeigher(): Weigher {
  let memory = new Uint8Array(0);
  let view = new DataView(memory.buffer);
  let used = 16;
  const weightAt = (at: number, toLow: number): number =>
    (view.getInt16(at, true) << splitBits) + view.getInt16(at + toLow, true);

  return {
    clear: () => {
      used = 16;
    },
    area(bytes) {
      const address = used;
      used = nextArea(used, bytes);
      if (used > memory.length) {
        const larger = new Uint8Array(used * 2);
        larger.set(memory);
        memory = larger;
        view = new DataView(memory.buffer);
      }
      return address;
    },
    bytes: (address, length) => memory.subarray(address, address + length),
    words: (address, count) => new Uint32Array(memory.buffer, address, count),
    weighRows(source, stride, rows, table, outputs, target, targetStride) {
      for (let output = 0; output < outputs; output++) {
        const first = view.getUint32(table + output * 12, true);
        const inputs = view.getUint32(table + output * 12 + 4, true) * 8;
        const weights = table + view.getUint32(table + output * 12 + 8, true);
        for (let row = 0; row < rows; row++) {
          const from = source + row * stride + first;
          let sum = 0;
          for (let k = 0; k < inputs; k++) {
            sum += weightAt(weights + (k >> 3) * 32 + (k & 7) * 2, 16) * memory[from + k]!;
          }
          memory[target + row * targetStride + output] = rounded(sum);
        }
      }
    },
    weighColumns(list, pairs, weights, columns, sums, target) {
      for (let x = 0; x < Math.ceil(columns / 16) * 16; x++) {
        let sum = sums === 0 ? 0 : view.getInt32(sums + 4 * x, true);
        for (let row = 0; row < 2 * pairs; row++) {
          const weight = weightAt(weights + (row >> 1) * pairBytes + (row & 1) * 2, 4);
          sum += weight * memory[view.getUint32(list + 4 * row, true) + x]!;
        }
        if (target === 0) view.setInt32(sums + 4 * x, sum, true);
        else memory[target + x] = rounded(sum);
      }
    },
    brighterToTheRight(small, patches, patchStep, rowStep, columnStep, size, target, targetStep) {
      for (let patch = 0; patch < patches; patch++) {
        memory.fill(
          0,
          target + patch * targetStep,
          target + patch * targetStep + (size ** 2 + 7) / 8,
        );
        for (let bit = 0; bit < size * size; bit++) {
          const [row, column] = [Math.floor(bit / size), bit % size];
          const left = small + patch * patchStep + row * rowStep + column * columnStep;
          if (memory[left + columnStep]! <= memory[left]!) continue;
          memory[target + patch * targetStep + (bit >> 3)]! |= 0x80 >> (bit & 7);
        }
      }
    },
  };
}

/** Where the area after one of `bytes` at `address` begins. */
export function nextArea(address: number, bytes: number): number {
  const slack = 32; // the fast weigher reads and writes groups of 16
  return Math.ceil((address + bytes + slack) / 16) * 16;
}

function rounded(sum: number): number {
  return Math.min(255, Math.max(0, (sum + (1 << (weightBits - 1))) >> weightBits));
}
