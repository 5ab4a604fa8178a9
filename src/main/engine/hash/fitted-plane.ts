import type { Tap } from '../kernel/resample-taps.ts';
import { columnWeights, rowTable, type Weigher } from '../kernel/weigher.ts';
import type { FittedAxis } from './fitted-axis.ts';

/** Planes of a volume, or some rows of them, brought to where every box is a whole patch. */
export interface FittedPlanes {
  /** bytes from row to row, a multiple of 16 */
  readonly stride: number;
  /** Puts the pixels of plane z in place of the plane loaded `kept` planes ago. @returns its address */
  load(z: number, pixels: Uint8Array): number;
  addressOf(z: number): number;
}

/** Room for `kept` planes of rows x columns. */
export function fittedPlanes(
  weigher: Weigher,
  rows: FittedAxis,
  columns: FittedAxis,
  kept: number,
): FittedPlanes {
  const stride = Math.ceil(columns.fitted / 16) * 16;
  const places = Array.from({ length: kept }, () => weigher.area(stride * rows.fitted));
  const table = columns.odd ? place(weigher, rowTable(columns.odd.taps)) : 0;
  const blend = rows.odd ? columnBlender(weigher, rows.odd.taps) : null;
  // `as`: z % kept is one of the places.
  const addressOf = (z: number) => places[z % kept] as number;
  return {
    stride,
    addressOf,
    load(z, pixels) {
      const plane = addressOf(z);
      const target = weigher.bytes(plane, stride * rows.length);
      if (stride === columns.length) target.set(pixels);
      else copyRows(pixels, columns.length, target, stride);
      if (columns.odd) {
        const { start, taps } = columns.odd;
        const to = plane + columns.length;
        weigher.weighRows(plane + start, stride, rows.length, table, taps.length, to, stride);
      }
      if (rows.odd && blend) {
        const [from, to] = [plane + rows.odd.start * stride, plane + rows.length * stride];
        for (let i = 0; i < rows.odd.taps.length; i++) {
          blend(i, (k) => from + k * stride, columns.fitted, to + i * stride);
        }
      }
      return plane;
    },
  };
}

/**
 * Resizes across rows, or across planes: `blend(i, addressOf, columns, target)` writes the i-th of the
 * resized out of those that its tap names.
 */
export function columnBlender(weigher: Weigher, taps: readonly Tap[]) {
  const weights = taps.map((tap) => {
    const { pairs } = columnWeights({ first: 0, weights: tap.weights });
    return { tap, at: place(weigher, pairs) };
  });
  const list = weigher.area(4 * 2 * Math.ceil(Math.max(...taps.map((t) => t.weights.length)) / 2));
  return (i: number, addressOf: (k: number) => number, columns: number, target: number): void => {
    // `as`: callers pass a place of taps.
    const { tap, at } = weights[i] as (typeof weights)[number];
    const pairs = Math.ceil(tap.weights.length / 2);
    const addresses = weigher.words(list, 2 * pairs);
    // A tap of an odd number of rows reads its last one twice; the second time it weighs nothing.
    for (let k = 0; k < 2 * pairs; k++) {
      addresses[k] = addressOf(tap.first + Math.min(k, tap.weights.length - 1));
    }
    weigher.weighColumns(list, pairs, at, columns, 0, target);
  };
}

/** Copies bytes into an area of their own. */
export function place(weigher: Weigher, bytes: Uint8Array): number {
  const address = weigher.area(bytes.length);
  weigher.bytes(address, bytes.length).set(bytes);
  return address;
}

function copyRows(pixels: Uint8Array, width: number, target: Uint8Array, stride: number): void {
  for (let from = 0, to = 0; from < pixels.length; from += width, to += stride) {
    target.set(pixels.subarray(from, from + width), to);
  }
}
