/**
 * Rows so ordered that each next one is farthest from all before it (Gonzalez 1985): the first k differ
 * from each other about as much as any k can. Columns are brought to zero mean and unit deviation first.
 *
 * @param features n rows of `width` values, row-major; rows with a value that is not finite come last.
 * @param taken rows at the beginning that are there already: each next one is far from these too, and they
 * are not among the answer. Without any, the first row is the first pick.
 * @param most rows picked so; the others follow in the order given. Takes n x (taken + most) steps.
 * @returns all rows after those taken, each once
 */
export function farthestFirst(
  features: Float32Array | Float64Array,
  width: number,
  taken: number,
  most: number,
): Uint32Array {
  const steps = farthestFirstSteps(features, width, taken, most);
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}

/** Values compared between two yields: about a millisecond. */
const valuesAtOnce = 250_000;

/** The same, yielding every millisecond or so: for a thread that must answer meanwhile. */
export function* farthestFirstSteps(
  features: Float32Array | Float64Array,
  width: number,
  taken: number,
  most: number,
): Generator<undefined, Uint32Array, undefined> {
  const count = features.length / width;
  const standard = standardised(features, width, count);
  const nearest = new Float64Array(count).fill(Number.POSITIVE_INFINITY);
  for (let row = 0; row < count; row++) {
    if (!isMeasured(features, width, row)) nearest[row] = -1;
  }
  yield;
  const picksAtOnce = Math.max(1, Math.floor(valuesAtOnce / Math.max(1, features.length)));
  const order: number[] = [];
  const isPicked = new Uint8Array(count).fill(1, 0, taken);
  for (let row = 0; row < taken; row++) {
    if ((nearest[row] ?? -1) >= 0) bringNearer(standard, width, row, nearest);
    if (row % picksAtOnce === 0) yield;
  }
  let next = taken > 0 ? farthest(nearest, isPicked) : count > 0 ? 0 : -1;
  while (next >= 0 && order.length < most) {
    order.push(next);
    isPicked[next] = 1;
    bringNearer(standard, width, next, nearest);
    next = farthest(nearest, isPicked);
    if (order.length % picksAtOnce === 0) yield;
  }
  for (let row = 0; row < count; row++) if (!isPicked[row]) order.push(row);
  return Uint32Array.from(order);
}

function bringNearer(
  standard: Float64Array,
  width: number,
  to: number,
  nearest: Float64Array,
): void {
  for (let row = 0; row < nearest.length; row++) {
    let square = 0;
    for (let i = 0; i < width; i++) {
      const step = (standard[row * width + i] ?? 0) - (standard[to * width + i] ?? 0);
      square += step * step;
    }
    if (square < (nearest[row] ?? 0)) nearest[row] = square;
  }
}

/** The row farthest from those picked; of equal ones the first. -1 when none is left. */
function farthest(nearest: Float64Array, isPicked: Uint8Array): number {
  let best = -1;
  for (let row = 0; row < nearest.length; row++) {
    if (isPicked[row] || (nearest[row] ?? -1) < 0) continue;
    if (best < 0 || (nearest[row] ?? 0) > (nearest[best] ?? 0)) best = row;
  }
  return best;
}

function standardised(
  features: Float32Array | Float64Array,
  width: number,
  count: number,
): Float64Array {
  const out = new Float64Array(features.length);
  for (let i = 0; i < width; i++) {
    let [sum, squares, measured] = [0, 0, 0];
    for (let row = 0; row < count; row++) {
      const value = features[row * width + i] ?? Number.NaN;
      if (!Number.isFinite(value)) continue;
      sum += value;
      squares += value * value;
      measured++;
    }
    const mean = sum / Math.max(1, measured);
    const deviation = Math.sqrt(Math.max(0, squares / Math.max(1, measured) - mean * mean)) || 1;
    for (let row = 0; row < count; row++) {
      const value = features[row * width + i] ?? Number.NaN;
      out[row * width + i] = Number.isFinite(value) ? (value - mean) / deviation : 0;
    }
  }
  return out;
}

const isMeasured = (features: Float32Array | Float64Array, width: number, row: number): boolean =>
  features.subarray(row * width, (row + 1) * width).every(Number.isFinite);
