import { spreadOf, spreadSteps } from './spread-order.ts';

const digitBits = 11;
const buckets = 2 ** digitBits;
// Digits of the low word, then of the high word; each last one has ten bits.
const shifts = [0, digitBits, 2 * digitBits];

/** Keys looked at between two yields: about a millisecond. */
const keysAtOnce = 1 << 17;

/**
 * The order that puts keys in ascending order, ties as they stand: a radix sort, since a million
 * calls of a comparison take seconds. Digits that all keys share are left out.
 *
 * @param keys any numbers but NaN; -0 counts as 0. The shorter the type, the faster.
 * @returns places of the keys, the smallest key's first.
 */
export function ascendingOrder(keys: Uint32Array | Float32Array | Float64Array): Uint32Array {
  const steps = ascendingSteps(keys);
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}

/** The same, yielding every millisecond or so: for a thread that must answer meanwhile. */
export function* ascendingSteps(
  keys: Uint32Array | Float32Array | Float64Array,
): Generator<undefined, Uint32Array, undefined> {
  if (keys instanceof Uint32Array) {
    const spread = spreadOf(keys);
    if (spread) return yield* spreadSteps(keys, spread);
  }
  let order: Uint32Array = new Uint32Array(keys.length);
  for (let i = 0; i < order.length; i++) order[i] = i;
  let spare: Uint32Array = new Uint32Array(keys.length);
  let spareWords: Uint32Array = new Uint32Array(keys.length);
  yield;
  for (const unordered of wordsOf(keys)) {
    yield;
    const digits = startsOf(unordered);
    yield;
    let words: Uint32Array | null = null;
    for (const [digit, starts] of digits.entries()) {
      if (!starts) continue;
      // Words travel with their places: reading them through the order would miss the cache.
      words ??= inOrder(unordered, order);
      for (let from = 0; from < words.length; from += keysAtOnce) {
        distribute(words, order, from, shifts[digit]!, starts, spareWords, spare);
        yield;
      }
      [order, spare] = [spare, order];
      [words, spareWords] = [spareWords, words];
    }
  }
  return order;
}

function inOrder(words: Uint32Array, order: Uint32Array): Uint32Array {
  const ordered = new Uint32Array(words.length);
  for (let i = 0; i < order.length; i++) ordered[i] = words[order[i]!]!;
  return ordered;
}

function distribute(
  words: Uint32Array,
  order: Uint32Array,
  from: number,
  shift: number,
  starts: Uint32Array,
  outWords: Uint32Array,
  outOrder: Uint32Array,
): void {
  const to = Math.min(words.length, from + keysAtOnce);
  for (let i = from; i < to; i++) {
    const word = words[i]!;
    const digit = (word >>> shift) & (buckets - 1);
    const at = starts[digit]!;
    starts[digit] = at + 1;
    outWords[at] = word;
    outOrder[at] = order[i]!;
  }
}

/** Unsigned words that ascend as the keys do, the least significant first. */
function wordsOf(keys: Uint32Array | Float32Array | Float64Array): Uint32Array[] {
  if (keys instanceof Uint32Array) return [keys];
  const words = new Uint32Array(keys.buffer, keys.byteOffset, keys.byteLength / 4);
  if (keys instanceof Float64Array) return sortableDoubles(words);
  const sortable = new Uint32Array(words.length);
  for (let i = 0; i < words.length; i++)
    sortable[i] = sortableTop(words[i]!, words[i] === 0x80000000);
  return [sortable];
}

function sortableDoubles(words: Uint32Array): [low: Uint32Array, high: Uint32Array] {
  const low = new Uint32Array(words.length / 2);
  const high = new Uint32Array(words.length / 2);
  const isLittleEndian = new Uint8Array(Uint16Array.of(1).buffer)[0] === 1;
  const [lowAt, highAt] = isLittleEndian ? [0, 1] : [1, 0];
  for (let i = 0; i < low.length; i++) {
    const bottom = words[2 * i + lowAt]!;
    const top = words[2 * i + highAt]!;
    const isZero = bottom === 0 && top === 0x80000000;
    low[i] = top >= 0x80000000 && !isZero ? ~bottom : bottom;
    high[i] = sortableTop(top, isZero);
  }
  return [low, high];
}

/** All bits of a negative number turn round, the sign of others; -0 is taken for 0. */
const sortableTop = (top: number, isNegativeZero: boolean): number =>
  top >= 0x80000000 && !isNegativeZero ? ~top : top | 0x80000000;

/** Where the keys with each value of each digit start; null for a digit that is the same in all. */
function startsOf(words: Uint32Array): readonly (Uint32Array | null)[] {
  const counts = shifts.map(() => new Uint32Array(buckets));
  const [low, middle, high] = counts as [Uint32Array, Uint32Array, Uint32Array]; // one a shift
  for (let i = 0; i < words.length; i++) {
    const word = words[i]!;
    low[word & (buckets - 1)]!++;
    middle[(word >>> digitBits) & (buckets - 1)]!++;
    high[word >>> (2 * digitBits)]!++;
  }
  return counts.map((count) => (count.includes(words.length) ? null : summedUp(count)));
}

function summedUp(counts: Uint32Array): Uint32Array {
  let start = 0;
  for (let digit = 0; digit < buckets; digit++) {
    const count = counts[digit]!;
    counts[digit] = start;
    start += count;
  }
  return counts;
}
