/** Windows of a dense score map: every combination of a row's and a column's start. */
export interface WindowGrid {
  /** edge of a window in pixels; shorter along an axis that is shorter itself */
  readonly size: number;
  readonly height: number;
  readonly width: number;
  readonly startsY: readonly number[];
  readonly startsX: readonly number[];
}

/** A picture in rectangles of one score each. */
export interface ScoreMap {
  /** borders of the rectangles from 0 to the picture's height and width, ascending */
  readonly edgesY: readonly number[];
  readonly edgesX: readonly number[];
  /** (rows of rectangles) x (columns of them), row-major, 0 to 1; NaN where no window was scored */
  readonly scores: Float32Array;
}

/** Overlapping windows over a picture, `stride` apart; the last of a row and of a column ends at the border. */
export function windowGrid(
  height: number,
  width: number,
  size: number,
  stride: number,
): WindowGrid {
  const [startsY, startsX] = [startsOf(height, size, stride), startsOf(width, size, stride)];
  return { size, height, width, startsY, startsX };
}

function startsOf(length: number, size: number, stride: number): readonly number[] {
  const last = Math.max(0, length - size);
  const count = Math.ceil(last / stride) + 1;
  return Array.from({ length: count }, (_, i) => Math.min(i * stride, last));
}

/**
 * Score of each place: the mean over all windows that cover it.
 *
 * @param windows scores of the windows, row by row; those that are not a number are left out
 */
export function scoreMap(grid: WindowGrid, windows: ArrayLike<number>): ScoreMap {
  const edgesY = edgesOf(grid.startsY, grid.height, grid.size);
  const edgesX = edgesOf(grid.startsX, grid.width, grid.size);
  const [rows, columns] = [edgesY.length - 1, edgesX.length - 1];
  // Each window adds at its four corners; running sums then give every rectangle's total.
  const stride = columns + 1;
  const sums = new Float64Array((rows + 1) * stride);
  const counts = new Int32Array((rows + 1) * stride);
  const spansY = spansOf(grid.startsY, edgesY, grid.height, grid.size);
  const spansX = spansOf(grid.startsX, edgesX, grid.width, grid.size);
  spansY.forEach(([top, bottom], row) => {
    spansX.forEach(([left, right], column) => {
      const score = windows[row * spansX.length + column] ?? Number.NaN;
      if (!Number.isFinite(score)) return;
      for (const [y, x, sign] of [
        [top, left, 1],
        [top, right, -1],
        [bottom, left, -1],
        [bottom, right, 1],
      ] as const) {
        const at = y * stride + x;
        sums[at] = (sums[at] ?? 0) + sign * score;
        counts[at] = (counts[at] ?? 0) + sign;
      }
    });
  });
  addUp(sums, rows, stride);
  addUp(counts, rows, stride);
  const scores = new Float32Array(rows * columns);
  for (let y = 0; y < rows; y++) {
    for (let x = 0; x < columns; x++) {
      const at = y * stride + x;
      scores[y * columns + x] = (sums[at] ?? 0) / (counts[at] ?? 0);
    }
  }
  return { edgesY, edgesX, scores };
}

/** Where windows begin and end, each place once. */
function edgesOf(starts: readonly number[], length: number, size: number): readonly number[] {
  const ends = starts.map((start) => Math.min(length, start + size));
  return [...new Set([...starts, ...ends])].sort((a, b) => a - b);
}

/** First and last edge of each window, as places in the list of edges. */
function spansOf(
  starts: readonly number[],
  edges: readonly number[],
  length: number,
  size: number,
) {
  const placeOf = new Map(edges.map((edge, at) => [edge, at]));
  return starts.map(
    (start) => [placeOf.get(start) ?? 0, placeOf.get(Math.min(length, start + size)) ?? 0] as const,
  );
}

/** Running sums along rows and then along columns. */
function addUp(values: Float64Array | Int32Array, rows: number, stride: number): void {
  for (let y = 0; y <= rows; y++) {
    for (let x = 1; x < stride; x++) {
      const at = y * stride + x;
      values[at] = (values[at] ?? 0) + (values[at - 1] ?? 0);
    }
  }
  for (let at = stride; at < values.length; at++) {
    values[at] = (values[at] ?? 0) + (values[at - stride] ?? 0);
  }
}
