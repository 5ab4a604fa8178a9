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
 * @see spec 2.3
 */
export function claimEarliest(
  hashes: Uint8Array,
  bytesPerHash: number,
  order: Uint32Array,
  limit: number,
): Claims {
  const exemplars: number[] = [];
  const owner = new Uint32Array(order.length);
  for (const item of order) {
    const found = exemplars.find(
      (exemplar) => hammingDistance(hashes, bytesPerHash, item, exemplar) <= limit,
    );
    if (found === undefined) exemplars.push(item);
    owner[item] = found ?? item;
  }
  return { exemplars: Uint32Array.from(exemplars), owner };
}

/** @returns the bits in which the hashes of two items differ. */
export function hammingDistance(
  hashes: Uint8Array,
  bytesPerHash: number,
  item: number,
  other: number,
): number {
  let distance = 0;
  for (let byte = 0; byte < bytesPerHash; byte++) {
    let differing = hashes[item * bytesPerHash + byte]! ^ hashes[other * bytesPerHash + byte]!;
    for (; differing; differing &= differing - 1) distance++;
  }
  return distance;
}
