/** Places between two yields: about a millisecond. */
const placesAtOnce = 1 << 16;

/**
 * Places by the distance of their values from a centre, the nearest first; of equally distant ones the
 * earlier place. Not-a-number comes last. Two pointers walk apart through an order that is there
 * already: a tenth of what sorting the distances takes.
 *
 * @param ascending the places of the values in ascending order, ties as they stand; not-a-number last
 * @returns yields every millisecond or so
 */
export function* outwardSteps(
  values: Float32Array,
  ascending: Uint32Array,
  centre: number,
): Generator<undefined, Uint32Array, undefined> {
  // Values travel with their places: reading them through the order would miss the cache.
  const sorted = new Float32Array(ascending.length);
  for (let at = 0; at < sorted.length; at++) sorted[at] = values[ascending[at]!]!;
  yield;
  const known = firstWhere(sorted, sorted.length, Number.isNaN);
  const order = new Uint32Array(ascending.length);
  order.set(ascending.subarray(known), known);
  let above = firstWhere(sorted, known, (value) => value >= centre);
  let below = above - 1;
  let pause = placesAtOnce;
  for (let found = 0; found < known; ) {
    const down = below < 0 ? Number.POSITIVE_INFINITY : centre - sorted[below]!;
    const up = above >= known ? Number.POSITIVE_INFINITY : sorted[above]! - centre;
    const [start, lowest] = [found, below];
    const nearest = down < up ? down : up;
    while (below >= 0 && centre - sorted[below]! === nearest) below--;
    for (let at = below + 1; at <= lowest; at++) order[found++] = ascending[at]!;
    while (above < known && sorted[above]! - centre === nearest)
      order[found++] = ascending[above++]!;
    if (found > start + 1) sortUnlessSorted(order, start, found);
    if (found < pause) continue;
    pause = found + placesAtOnce;
    yield;
  }
  return order;
}

/** Of places where something is first not so and then so, the first where it is. */
function firstWhere(sorted: Float32Array, count: number, isSo: (value: number) => boolean): number {
  let low = 0;
  let high = count;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (isSo(sorted[middle]!)) high = middle;
    else low = middle + 1;
  }
  return low;
}

function sortUnlessSorted(order: Uint32Array, from: number, to: number): void {
  for (let at = from + 1; at < to; at++) {
    if (order[at]! > order[at - 1]!) continue;
    order.subarray(from, to).sort();
    return;
  }
}
