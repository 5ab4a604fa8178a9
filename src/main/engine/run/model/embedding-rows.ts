import { rowDistances } from '../../kernel/float16-rows-wasm.ts';
import { smallestValues } from '../../kernel/smallest-values.ts';
import { readingRows } from '../disk/reading-rows.ts';
import type { ColumnScales, EmbeddingRows, NearRows } from '../task/embedding-tasks.ts';

/** Mean and deviation of each column over rows; rows of NaN are left out. */
export function columnScales(rows: Float32Array, width: number): ColumnScales {
  const [sums, squares] = [new Float64Array(width), new Float64Array(width)];
  let count = 0;
  for (let at = 0; at + width <= rows.length; at += width) {
    if (!Number.isFinite(rows[at])) continue;
    count++;
    for (let i = 0; i < width; i++) {
      const value = rows[at + i] ?? 0;
      sums[i] = (sums[i] ?? 0) + value;
      squares[i] = (squares[i] ?? 0) + value * value;
    }
  }
  const means = Float32Array.from(sums, (sum) => sum / Math.max(1, count));
  const scales = Float32Array.from(squares, (square, i) => {
    const variance = square / Math.max(1, count) - (means[i] ?? 0) ** 2;
    return variance > 1e-12 * (1 + (means[i] ?? 0) ** 2) ? 1 / Math.sqrt(variance) : 0;
  });
  return { means, scales };
}

/**
 * Ordinals of a stretch of rows nearest to a row, by the squared distance of standardised embeddings.
 *
 * @param from first ordinal of the stretch; @param count how many
 */
export function nearestRows(
  { file, width }: EmbeddingRows,
  to: Float32Array,
  { scales }: ColumnScales,
  most: number,
  { from, count }: { readonly from: number; readonly count: number },
): NearRows {
  const all = readingRows(
    file,
    width,
    count,
    (rows, read) => rowDistances(rows, width, to, scales, read),
    from,
  );
  const places = smallestValues(all, most);
  return {
    ordinals: places.map((place) => from + place),
    distances: Float32Array.from(places, (place) => all[place] ?? 0),
  };
}

/** The nearest of several stretches, nearest first; of equal ones the smaller ordinal. */
export function nearestOf(parts: readonly NearRows[], most: number): Uint32Array {
  const all = parts.flatMap(({ ordinals, distances }) =>
    Array.from(ordinals, (ordinal, i) => ({ ordinal, distance: distances[i] ?? 0 })),
  );
  all.sort((a, b) => a.distance - b.distance || a.ordinal - b.ordinal);
  return Uint32Array.from(all.slice(0, most), ({ ordinal }) => ordinal);
}

/**
 * How much a patch's label would move a linear model, before it is known: the expected length of the
 * loss's gradient, 2 p (1 - p) |x| over standardised embeddings with their constant.
 *
 * @param scores of the model, by ordinal
 * @returns one value an ordinal; NaN without score or embedding
 * @see Settles, Craven and Ray 2008, "Multiple-instance active learning" (expected gradient length)
 */
export function expectedChange(
  { file, width, rows }: EmbeddingRows,
  { means, scales }: ColumnScales,
  scores: Float32Array,
): Float32Array {
  const squares = readingRows(file, width, rows, (count, read) =>
    rowDistances(count, width, means, scales, read),
  );
  return squares.map((square, ordinal) => {
    const score = scores[ordinal] ?? Number.NaN;
    return 2 * score * (1 - score) * Math.sqrt(square + 1);
  });
}
