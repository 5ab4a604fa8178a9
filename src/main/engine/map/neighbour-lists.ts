/** The nearest rows of each row: row i's are at i * size, nearest first. */
export interface NeighbourLists {
  readonly size: number;
  /** row numbers; -1 where none was found yet */
  readonly rows: Int32Array;
  /** Euclidean distances squared; Infinity where none was found yet */
  readonly squares: Float64Array;
}

/** Lists of `size` places for each of `count` rows, all free. */
export function emptyLists(count: number, size: number): NeighbourLists {
  return {
    size,
    rows: new Int32Array(count * size).fill(-1),
    squares: new Float64Array(count * size).fill(Number.POSITIVE_INFINITY),
  };
}

/**
 * Puts a neighbour where it belongs; of equally near ones the first found stays ahead.
 *
 * @returns whether it is in the list now and was not before
 */
export function offer(lists: NeighbourLists, row: number, other: number, square: number): boolean {
  const { size, rows, squares } = lists;
  const start = row * size;
  let at = start + size - 1;
  if (!(square < (squares[at] ?? 0))) return false;
  for (let i = start; i <= at; i++) if (rows[i] === other) return false;
  for (; at > start && (squares[at - 1] ?? 0) > square; at--) {
    rows[at] = rows[at - 1] ?? -1;
    squares[at] = squares[at - 1] ?? 0;
  }
  rows[at] = other;
  squares[at] = square;
  return true;
}
