import { ascendingOrder } from './ascending-order.ts';

const [topBits, lowBits] = [11, 21];

/**
 * Places of the smallest keys, in ascending order of the places; of equal keys the earlier ones. A few
 * out of a million take a twentieth of what sorting them all does: only those are sorted that share
 * their first bits with the smallest.
 *
 * @param most how many, at most
 */
export function smallestKeys(keys: Uint32Array, most: number): Uint32Array {
  const steps = smallestSteps(keys, most);
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}

/** Keys looked at between two yields: about a millisecond. */
const keysAtOnce = 1 << 18;

/** The same, yielding every millisecond or so: for a thread that must answer meanwhile. */
export function* smallestSteps(
  keys: Uint32Array,
  most: number,
): Generator<undefined, Uint32Array, undefined> {
  const counts = new Uint32Array(2 ** topBits);
  for (let from = 0; from < keys.length; from += keysAtOnce) {
    const to = Math.min(keys.length, from + keysAtOnce);
    for (let at = from; at < to; at++) counts[keys[at]! >>> lowBits]!++;
    yield;
  }
  let last = 0;
  let near = counts[0]!;
  while (near < most && last < counts.length - 1) near += counts[++last]!;
  const places = new Uint32Array(near);
  let found = 0;
  for (let from = 0; from < keys.length; from += keysAtOnce) {
    const to = Math.min(keys.length, from + keysAtOnce);
    for (let at = from; at < to; at++) {
      if (keys[at]! >>> lowBits <= last) places[found++] = at;
    }
    yield;
  }
  const order = ascendingOrder(places.map((at) => keys[at]!)).subarray(0, most);
  return order.map((at) => places[at]!).sort();
}
