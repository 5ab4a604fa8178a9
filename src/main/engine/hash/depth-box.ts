import { resampleTaps, type Tap } from '../kernel/resample-taps.ts';
import { columnWeights, pairBytes, type Weigher } from '../kernel/weigher.ts';
import type { Span } from './fitted-axis.ts';
import { columnBlender, type FittedPlanes, place } from './fitted-plane.ts';

/** Planes weighed together at a time: they and their sums are all that is held of a box of planes. */
const planesAtOnce = 16;

/** How many loaded planes a box along z looks back to. */
export function planesKept(box: Span | null, patchSize: number): number {
  if (box === null || box[1] - box[0] === patchSize) return 1;
  const taps = resampleTaps(box[1] - box[0], patchSize, 'bilinear');
  return Math.max(...taps.map(({ weights }) => weights.length));
}

/** Hands on the planes of a box along z, resized to as many as a patch has rows. */
export interface DepthBox {
  /** Plane z of the box is loaded: calls `each` for the rows of the patches that are known now, in order. */
  loaded(z: number, each: (row: number, plane: number) => void): void;
}

/** @param bytes of a plane that matter. */
export function depthBox(
  weigher: Weigher,
  planes: FittedPlanes,
  [start, end]: Span,
  patchSize: number,
  bytes: number,
): DepthBox {
  if (end - start === patchSize) {
    return { loaded: (z, each) => each(z - start, planes.addressOf(z)) };
  }
  const taps = resampleTaps(end - start, patchSize, 'bilinear');
  const blend = columnBlender(weigher, taps);
  const resized = weigher.area(bytes);
  let next = 0;
  return {
    loaded(z, each) {
      for (; next < taps.length; next++) {
        // `as`: next is a place of taps.
        const { first, weights } = taps[next] as Tap;
        if (first + weights.length - 1 > z - start) return;
        blend(next, (k) => planes.addressOf(start + k), bytes, resized);
        each(next, resized);
      }
    },
  };
}

/** Rows of bytes, one of each plane of a box, weighed to as many as a hash has rows. */
export interface DepthSums {
  /** Where the bytes of a row of the box belong, before `filled`. */
  slot(row: number): number;
  filled(row: number): void;
  /** All rows are filled. @returns u8 [hashSize][bytes] */
  shrunk(): number;
}

/** @param bytes a multiple of 16; a slot has room for `room` bytes, at least as many. */
export function depthSums(
  weigher: Weigher,
  bytes: number,
  room: number,
  { patchSize, hashSize }: { readonly patchSize: number; readonly hashSize: number },
): DepthSums {
  const outputs = resampleTaps(patchSize, hashSize, 'lanczos').map((tap) => {
    const { firstPair, pairs } = columnWeights(tap);
    const count = pairs.length / pairBytes;
    const sums = weigher.area(4 * bytes);
    weigher.bytes(sums, 4 * bytes).fill(0);
    return { firstPair, endPair: firstPair + count, weights: place(weigher, pairs), sums };
  });
  const slots = Array.from({ length: planesAtOnce }, () => weigher.area(room));
  const list = weigher.area(4 * planesAtOnce);
  weigher.words(list, planesAtOnce).set(slots);
  const shrunk = weigher.area(hashSize * bytes);

  function add(from: number, to: number): void {
    for (const { firstPair, endPair, weights, sums } of outputs) {
      const first = Math.max(firstPair, from / 2);
      const pairs = Math.min(endPair, Math.ceil(to / 2)) - first;
      if (pairs <= 0) continue;
      const rows = list + 8 * (first - from / 2);
      weigher.weighColumns(rows, pairs, weights + pairBytes * (first - firstPair), bytes, sums, 0);
    }
  }

  return {
    // `as`: the rest is a place of slots.
    slot: (row) => slots[row % planesAtOnce] as number,
    filled(row) {
      const isLast = row === patchSize - 1;
      if (!isLast && row % planesAtOnce < planesAtOnce - 1) return;
      add(row - (row % planesAtOnce), row + 1);
    },
    shrunk() {
      for (const [i, { sums }] of outputs.entries()) {
        weigher.weighColumns(list, 0, 0, bytes, sums, shrunk + i * bytes);
      }
      return shrunk;
    },
  };
}
