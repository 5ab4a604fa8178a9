import { fromFloat16 } from './float16.ts';

/**
 * Dot products of half-precision rows with one row, in float64: the twin of the WASM kernel.
 *
 * @param rows count x width words, row-major.
 * @returns one value a row; not-a-number where the first value of a row is not finite.
 */
export function dotRowsPlainly(
  rows: Uint16Array,
  width: number,
  weights: Float32Array,
): Float32Array {
  return mapRows(rows, width, (row) => {
    let sum = 0;
    for (let i = 0; i < width; i++) sum += row[i]! * weights[i]!;
    return sum;
  });
}

/** Squared distances of rows to a centre, after both are multiplied by scales; as above otherwise. */
export function rowDistancesPlainly(
  rows: Uint16Array,
  width: number,
  centre: Float32Array,
  scales: Float32Array,
): Float32Array {
  return mapRows(rows, width, (row) => {
    let sum = 0;
    for (let i = 0; i < width; i++) sum += ((row[i]! - centre[i]!) * scales[i]!) ** 2;
    return sum;
  });
}

function mapRows(
  rows: Uint16Array,
  width: number,
  measure: (row: Float32Array) => number,
): Float32Array {
  return Float32Array.from({ length: rows.length / width }, (_, i) => {
    const row = fromFloat16(rows.subarray(i * width, (i + 1) * width));
    return Number.isFinite(row[0]) ? measure(row) : Number.NaN;
  });
}
