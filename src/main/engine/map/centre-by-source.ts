/**
 * Rows with their source's mean taken away, so that a map shows how patches differ within a source:
 * embeddings of electron micrographs cluster by source first.
 *
 * @param rows n rows of `width` values, row-major; not changed
 * @param sources each row's source
 */
export function centredBySource(
  rows: Float32Array,
  width: number,
  sources: ArrayLike<number>,
): Float32Array {
  const sums = new Map<number, { readonly sum: Float64Array; count: number }>();
  for (let row = 0; row < sources.length; row++) {
    const source = sources[row] ?? 0;
    const of = sums.get(source) ?? { sum: new Float64Array(width), count: 0 };
    sums.set(source, of);
    of.count++;
    for (let i = 0; i < width; i++) of.sum[i] = (of.sum[i] ?? 0) + (rows[row * width + i] ?? 0);
  }
  const out = new Float32Array(rows.length);
  for (let row = 0; row < sources.length; row++) {
    const of = sums.get(sources[row] ?? 0);
    for (let i = 0; i < width; i++) {
      const mean = (of?.sum[i] ?? 0) / (of?.count ?? 1);
      out[row * width + i] = (rows[row * width + i] ?? 0) - mean;
    }
  }
  return out;
}
