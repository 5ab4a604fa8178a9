import { brighterToTheRight } from './difference-hash.ts';
import { loadKernel } from './load-kernel.ts';
import { type Filter, resampleTaps, type Tap } from './resample-taps.ts';

/** Rows y0..y1-1 and columns x0..x1-1. */
export interface Region {
  readonly y0: number;
  readonly y1: number;
  readonly x0: number;
  readonly x1: number;
}

/** Hashes patches of a region it holds a copy of; the twin of `differenceHash`. */
export interface PatchHasher {
  /** Copies a region of an image of `width` columns; the one loaded before is forgotten. */
  load(pixels: Uint8Array, width: number, region: Region): void;
  /** @returns the bits of a box inside the loaded region, as `differenceHash` orders them. */
  hash(box: Region): Uint8Array;
}

// The kernel reads groups of eight pixels; the last group may reach past the image.
const slack = 16;
const splitBits = 11;

/** Holds one WASM instance, whose memory grows to the largest region loaded and the patch's own needs. */
export function createPatchHasher(patchSize: number, hashSize: number): PatchHasher {
  const { memory, call, reserve } = loadKernel('resample');
  const shrinkX = encodedTaps(patchSize, hashSize + 1, 'lanczos');
  const shrinkY = encodedTaps(patchSize, hashSize, 'lanczos');
  const fit = rememberedTaps(patchSize);
  // Addresses, lowest first: tables, shrunk patch, half-shrunk patch, patch, then the region.
  const shrinkXAt = slack;
  const shrinkYAt = align(shrinkXAt + shrinkX.length);
  const smallAt = align(shrinkYAt + shrinkY.length);
  const halfAt = align(smallAt + (hashSize + 1) * hashSize);
  const patchAt = align(halfAt + (hashSize + 1) * patchSize + slack);
  const regionAt = align(patchAt + patchSize * patchSize + slack);
  reserve(regionAt);
  place(shrinkX, shrinkXAt);
  place(shrinkY, shrinkYAt);
  let loaded: Region = { y0: 0, y1: 0, x0: 0, x1: 0 };

  function place(bytes: Uint8Array, address: number): void {
    new Uint8Array(memory.buffer, address, bytes.length).set(bytes);
  }

  /** Bilinear to patchSize x patchSize, for boxes of any other size. */
  function fitPatch(source: number, stride: number, width: number, height: number): void {
    const xTable = fit(width);
    const yTable = fit(height);
    const xAt = align(regionAt + regionBytes(loaded) + slack);
    const yAt = align(xAt + xTable.length);
    const turnedAt = align(yAt + yTable.length);
    reserve(turnedAt + patchSize * height + slack);
    place(xTable, xAt);
    place(yTable, yAt);
    call['pass']!(source, stride, height, xAt, patchSize, turnedAt);
    call['pass']!(turnedAt, height, patchSize, yAt, patchSize, patchAt);
  }

  return {
    load(pixels, width, region) {
      loaded = region;
      reserve(regionAt + regionBytes(region) + slack);
      const target = new Uint8Array(memory.buffer, regionAt, regionBytes(region));
      copyRegion(pixels, width, region, target);
    },
    hash({ y0, y1, x0, x1 }) {
      const stride = loaded.x1 - loaded.x0;
      const source = regionAt + (y0 - loaded.y0) * stride + (x0 - loaded.x0);
      const fits = y1 - y0 === patchSize && x1 - x0 === patchSize;
      if (!fits) fitPatch(source, stride, x1 - x0, y1 - y0);
      const [from, step] = fits ? [source, stride] : [patchAt, patchSize];
      call['pass']!(from, step, patchSize, shrinkXAt, hashSize + 1, halfAt);
      call['pass']!(halfAt, patchSize, hashSize + 1, shrinkYAt, hashSize, smallAt);
      const small = new Uint8Array(memory.buffer, smallAt, (hashSize + 1) * hashSize);
      return brighterToTheRight(small, hashSize);
    },
  };
}

function copyRegion(pixels: Uint8Array, width: number, region: Region, target: Uint8Array): void {
  const columns = region.x1 - region.x0;
  if (columns === width) {
    target.set(pixels.subarray(region.y0 * width, region.y1 * width));
    return;
  }
  for (let y = region.y0; y < region.y1; y++) {
    const start = y * width + region.x0;
    target.set(pixels.subarray(start, start + columns), (y - region.y0) * columns);
  }
}

/** Few widths and heights occur in one volume; the limit only bounds the memory for many small pictures. */
function rememberedTaps(patchSize: number): (from: number) => Uint8Array {
  const tables = new Map<number, Uint8Array>();
  return (from) => {
    const known = tables.get(from);
    if (known) return known;
    if (tables.size >= 64) tables.clear();
    const table = encodedTaps(from, patchSize, 'bilinear');
    tables.set(from, table);
    return table;
  };
}

/** The taps as `assembly/resample.ts` reads them. */
function encodedTaps(from: number, to: number, filter: Filter): Uint8Array {
  const taps = resampleTaps(from, to, filter);
  const starts: number[] = [];
  let length = to * 12;
  for (const { weights } of taps) {
    starts.push(length);
    length += Math.ceil(weights.length / 8) * 32;
  }
  const bytes = new Uint8Array(length);
  const view = new DataView(bytes.buffer);
  for (const [i, tap] of taps.entries()) {
    view.setUint32(i * 12, tap.first, true);
    view.setUint32(i * 12 + 4, Math.ceil(tap.weights.length / 8), true);
    view.setUint32(i * 12 + 8, starts[i]!, true);
    writeWeights(view, starts[i]!, tap);
  }
  return bytes;
}

function writeWeights(view: DataView, start: number, { weights }: Tap): void {
  for (const [k, weight] of weights.entries()) {
    const group = start + (k >> 3) * 32 + (k & 7) * 2;
    const high = weight >> splitBits;
    view.setInt16(group, high, true);
    view.setInt16(group + 16, weight - (high << splitBits), true);
  }
}

function regionBytes({ y0, y1, x0, x1 }: Region): number {
  return (y1 - y0) * (x1 - x0);
}

function align(address: number): number {
  return Math.ceil(address / 16) * 16;
}
