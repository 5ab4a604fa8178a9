import { loadKernel } from './load-kernel.ts';

/** Fills `words` with the rows from `first` on: `words.length / width` of them. */
export type ReadRows = (words: Uint16Array, first: number) => void;

const lanes = 8;
/** Rows read at a time: they stay in the processor's cache, and memory does not grow with their number. */
const bytesAtOnce = 2 * 1024 * 1024;

/**
 * Dot products of many half-precision rows with one row.
 *
 * @param count rows there are. @param weights `width` values.
 * @returns one value a row; not-a-number where the first value of a row is not finite.
 * @see dotRowsPlainly: equal within the rounding of float32 sums.
 */
export function dotRows(
  count: number,
  width: number,
  weights: Float32Array,
  read: ReadRows,
): Float32Array {
  return overRows(count, width, [weights], read, (call, at, wide, rows, [first = 0], out) =>
    call['dot']!(at, wide, rows, first, out),
  );
}

/**
 * Squared distances of many half-precision rows to a centre, after both are multiplied by scales.
 *
 * @see rowDistancesPlainly: equal within the rounding of float32 sums.
 */
export function rowDistances(
  count: number,
  width: number,
  centre: Float32Array,
  scales: Float32Array,
  read: ReadRows,
): Float32Array {
  return overRows(
    count,
    width,
    [centre, scales],
    read,
    (call, at, wide, rows, [first = 0, second = 0], out) =>
      call['distances']!(at, wide, rows, first, second, out),
  );
}

type Call = (
  call: Readonly<Record<string, (...args: number[]) => number>>,
  rowsAt: number,
  width: number,
  rows: number,
  vectorsAt: readonly number[],
  outAt: number,
) => void;

function overRows(
  count: number,
  width: number,
  vectors: readonly Float32Array[],
  read: ReadRows,
  compute: Call,
): Float32Array {
  const kernel = loadKernel('float16-rows');
  const wide = Math.ceil(width / lanes) * lanes;
  const most = Math.max(1, Math.min(count, Math.floor(bytesAtOnce / (2 * wide))));
  const rowsAt = 1024;
  const vectorsAt = vectors.map((_, i) => rowsAt + most * wide * 2 + i * wide * 4);
  const outAt = rowsAt + most * wide * 2 + vectors.length * wide * 4;
  kernel.reserve(outAt + most * 4);
  const { buffer } = kernel.memory;
  vectors.forEach((vector, i) => {
    new Float32Array(buffer, vectorsAt[i]!, wide).set(vector);
  });
  const results = new Float32Array(count);
  const narrow = wide === width ? null : new Uint16Array(most * width);
  for (let from = 0; from < count; from += most) {
    const rows = Math.min(most, count - from);
    const words = new Uint16Array(buffer, rowsAt, rows * wide);
    if (narrow) {
      const part = narrow.subarray(0, rows * width);
      read(part, from);
      for (let i = 0; i < rows; i++) words.set(part.subarray(i * width, (i + 1) * width), i * wide);
    } else read(words, from);
    compute(kernel.call, rowsAt, wide, rows, vectorsAt, outAt);
    results.set(new Float32Array(buffer, outAt, rows), from);
  }
  return results;
}
