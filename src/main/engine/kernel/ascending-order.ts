const digitBits = 11;
const buckets = 2 ** digitBits;
// Digits of the low word, then of the high word; each last one has ten bits.
const shifts = [0, digitBits, 2 * digitBits];

/**
 * The order that puts keys in ascending order, ties as they stand: a radix sort, since a million
 * calls of a comparison take seconds. Digits that all keys share are left out.
 *
 * @param keys any numbers but NaN; -0 counts as 0.
 * @returns places of the keys, the smallest key's first.
 */
export function ascendingOrder(keys: Float64Array): Uint32Array {
  let order: Uint32Array = new Uint32Array(keys.length);
  for (let i = 0; i < order.length; i++) order[i] = i;
  let spare: Uint32Array = new Uint32Array(keys.length);
  let spareWords: Uint32Array = new Uint32Array(keys.length);
  const starts = new Uint32Array(buckets);
  for (const unordered of sortableWords(keys)) {
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

/** The bits of a double as two unsigned words that ascend as the doubles do. */
function sortableWords(keys: Float64Array): [low: Uint32Array, high: Uint32Array] {
  const low = new Uint32Array(keys.length);
  const high = new Uint32Array(keys.length);
  const words = new Uint32Array(keys.buffer, keys.byteOffset, 2 * keys.length);
  const isLittleEndian = new Uint8Array(Uint16Array.of(1).buffer)[0] === 1;
  const [lowAt, highAt] = isLittleEndian ? [0, 1] : [1, 0];
  for (let i = 0; i < keys.length; i++) {
    const bottom = words[2 * i + lowAt]!;
    const top = words[2 * i + highAt]!;
    // All bits of a negative number turn round, -0 taken for 0.
    const isNegative = top >= 0x80000000 && (top !== 0x80000000 || bottom !== 0);
    low[i] = isNegative ? ~bottom : bottom;
    high[i] = isNegative ? ~top : top | 0x80000000;
  }
  return [low, high];
}

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
