/** Who stands for whom. */
export interface Claims {
  /** Items that became exemplars, in the order they were chosen. */
  readonly exemplars: Uint32Array;
  /** owner[item] is the exemplar that claimed it; an exemplar claims itself. */
  readonly owner: Uint32Array;
}

/**
 * Gives each item to the earliest exemplar within the limit, or makes it an exemplar: the plain twin
 * of `near-duplicate-wasm.ts`.
 *
 * @param hashes bytesPerHash bytes an item.
 * @param order a permutation of the items: whom to visit first.
 * @param limit largest Hamming distance, inclusive.
 * @param fixed so many of the first visits become exemplars however near to each other they are.
 * @see spec 2.3
 */
export function claimEarliest(
  hashes: Uint8Array,
  bytesPerHash: number,
  order: Uint32Array,
  limit: number,
  fixed = 0,
): Claims {
  const exemplars = Array.from(order.subarray(0, fixed));
  const owner = new Uint32Array(order.length);
  for (const item of exemplars) owner[item] = item;
  for (const item of order.subarray(fixed)) {
    const found = exemplars.find(
      (exemplar) => hammingDistance(hashes, bytesPerHash, item, exemplar) <= limit,
    );
    if (found === undefined) exemplars.push(item);
    owner[item] = found ?? item;
  }
  return { exemplars: Uint32Array.from(exemplars), owner };
}

// A byte has one bit more than its upper seven bits where it is odd.
const bitsSet = new Uint8Array(256);
for (let byte = 1; byte < 256; byte++) bitsSet[byte] = bitsSet[byte >> 1]! + (byte & 1);

/** @returns the bits in which the hashes of two items differ. */
export function hammingDistance(
  hashes: Uint8Array,
  bytesPerHash: number,
  item: number,
  other: number,
): number {
  let distance = 0;
  for (let byte = 0; byte < bytesPerHash; byte++) {
    distance +=
      bitsSet[hashes[item * bytesPerHash + byte]! ^ hashes[other * bytesPerHash + byte]!]!;
  }
  return distance;
}
