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
  const counts = new Uint32Array(2 ** topBits);
  for (let at = 0; at < keys.length; at++) counts[keys[at]! >>> lowBits]!++;
  let last = 0;
  let near = counts[0]!;
  while (near < most && last < counts.length - 1) near += counts[++last]!;
  const places = new Uint32Array(near);
  let found = 0;
  for (let at = 0; at < keys.length; at++) {
    if (keys[at]! >>> lowBits <= last) places[found++] = at;
  }
  const order = ascendingOrder(places.map((at) => keys[at]!)).subarray(0, most);
  return order.map((at) => places[at]!).sort();
}
