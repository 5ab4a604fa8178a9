import { lendWords, takeBack } from './lent-words.ts';

/** Keys looked at between two yields: about a millisecond. */
const keysAtOnce = 1 << 16;
/** Bits that keys are told apart by in one walk over all, and then in the nearest cache. */
const [topBits, nextBits] = [10, 10];
const topShift = 32 - topBits;
const nextShift = topShift - nextBits;
const nextMask = 2 ** nextBits - 1;
/** Keys that share their first bits, at most: what the nearest cache holds beside their places. */
const mostTogether = 4096;

/** Fewer keys are sorted sooner by a plain radix sort: there are as many stretches for them as for millions. */
const fewest = 1 << 16;

/** How many keys there are of each value of the first bits; null where too many share one, or all are few. */
export function spreadOf(keys: Uint32Array): Uint32Array | null {
  if (keys.length < fewest) return null;
  const counts = new Uint32Array(2 ** topBits);
  for (let at = 0; at < keys.length; at++) counts[keys[at]! >>> topShift]!++;
  return counts.every((count) => count <= mostTogether) ? counts : null;
}

/**
 * The order that puts keys in ascending order, ties as they stand, where they are as evenly spread as those
 * of a hash: one walk over all puts those together that share their first bits, and these few are sorted in
 * the nearest cache. Takes half as long as a radix sort from the last digit, which walks over all four times.
 *
 * @param counts as `spreadOf` gives them
 * @returns places of the keys, the smallest key's first; yields every millisecond or so
 */
export function* spreadSteps(
  keys: Uint32Array,
  counts: Uint32Array,
): Generator<undefined, Uint32Array, undefined> {
  const order = new Uint32Array(keys.length);
  const sorted = lendWords(keys.length);
  const ends = startsOf(counts);
  yield;
  for (let from = 0; from < keys.length; from += keysAtOnce) {
    putTogether(keys, from, ends, sorted, order);
    yield;
  }
  const room = { starts: new Uint32Array(2 ** nextBits + 1), keys: bench(), places: bench() };
  let pause = keysAtOnce;
  let from = 0;
  for (const to of ends) {
    sortStretch(sorted, order, from, to, room);
    from = to;
    if (from < pause) continue;
    pause = from + keysAtOnce;
    yield;
  }
  takeBack(sorted);
  return order;
}

const bench = () => new Uint32Array(mostTogether);

function startsOf(counts: Uint32Array): Uint32Array {
  let start = 0;
  return counts.map((count) => {
    start += count;
    return start - count;
  });
}

function putTogether(
  keys: Uint32Array,
  from: number,
  next: Uint32Array,
  sorted: Uint32Array,
  order: Uint32Array,
): void {
  const to = Math.min(keys.length, from + keysAtOnce);
  for (let place = from; place < to; place++) {
    const key = keys[place]!;
    const at = next[key >>> topShift]!;
    next[key >>> topShift] = at + 1;
    sorted[at] = key;
    order[at] = place;
  }
}

interface Room {
  readonly starts: Uint32Array;
  readonly keys: Uint32Array;
  readonly places: Uint32Array;
}

/** By the next bits, then by insertion: hardly two of a stretch share those. */
function sortStretch(
  sorted: Uint32Array,
  order: Uint32Array,
  from: number,
  to: number,
  { starts, keys, places }: Room,
): void {
  countNext(sorted, from, to, starts);
  for (let at = from; at < to; at++) {
    const key = sorted[at]!;
    const digit = (key >>> nextShift) & nextMask;
    const spot = starts[digit]!;
    starts[digit] = spot + 1;
    keys[spot] = key;
    places[spot] = order[at]!;
  }
  for (let i = 0; i < to - from; i++) {
    const key = keys[i]!;
    const place = places[i]!;
    let spot = i;
    for (; spot > 0 && keys[spot - 1]! > key; spot--) {
      keys[spot] = keys[spot - 1]!;
      places[spot] = places[spot - 1]!;
    }
    keys[spot] = key;
    places[spot] = place;
  }
  for (let i = 0; i < to - from; i++) order[from + i] = places[i]!;
}

/** Where the keys with each value of the next bits start. */
function countNext(sorted: Uint32Array, from: number, to: number, starts: Uint32Array): void {
  starts.fill(0);
  for (let at = from; at < to; at++) starts[((sorted[at]! >>> nextShift) & nextMask) + 1]!++;
  let start = 0;
  for (let digit = 0; digit < starts.length; digit++) {
    start += starts[digit]!;
    starts[digit] = start;
  }
}
