const digitBits = 11;
const buckets = 2 ** digitBits;
// Digits of the low word, then of the high word; each last one has ten bits.
const shifts = [0, digitBits, 2 * digitBits];

/**
 * The order that puts keys in ascending order, ties as they stand: a radix sort, since a million
 * calls of a comparison take seconds. Digits that all keys share are left out.
 *
 * @param keys any numbers but NaN; -0 counts as 0. The shorter the type, the faster.
 * @returns places of the keys, the smallest key's first.
 */
export function ascendingOrder(keys: Uint32Array | Float32Array | Float64Array): Uint32Array {
  let order: Uint32Array = new Uint32Array(keys.length);
  for (let i = 0; i < order.length; i++) order[i] = i;
  let spare: Uint32Array = new Uint32Array(keys.length);
  let spareWords: Uint32Array = new Uint32Array(keys.length);
  const starts = new Uint32Array(buckets);
  for (const unordered of wordsOf(keys)) {
    let words: Uint32Array | null = null;
    for (const shift of shifts) {
      if (!startsOf(unordered, shift, starts)) continue;
      // Words travel with their places: reading them through the order would miss the cache.
      words ??= inOrder(unordered, order);
      distribute(words, order, shift, starts, spareWords, spare);
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
  shift: number,
  starts: Uint32Array,
  outWords: Uint32Array,
  outOrder: Uint32Array,
): void {
  for (let i = 0; i < words.length; i++) {
    const word = words[i]!;
    const digit = (word >>> shift) & (buckets - 1);
    const to = starts[digit]!;
    starts[digit] = to + 1;
    outWords[to] = word;
    outOrder[to] = order[i]!;
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

/** Where each digit's keys start; false when there is but one digit. */
function startsOf(words: Uint32Array, shift: number, starts: Uint32Array): boolean {
  starts.fill(0);
  for (let i = 0; i < words.length; i++) starts[(words[i]! >>> shift) & (buckets - 1)]!++;
  if (words.length === 0 || starts[(words[0]! >>> shift) & (buckets - 1)] === words.length) {
    return false;
  }
  let start = 0;
  for (let digit = 0; digit < buckets; digit++) {
    const count = starts[digit]!;
    starts[digit] = start;
    start += count;
  }
  return true;
}
