// A byte has one bit more than its upper seven bits where it is odd.
const bitsSet = new Uint8Array(256);
for (let byte = 1; byte < 256; byte++) bitsSet[byte] = (bitsSet[byte >> 1] ?? 0) + (byte & 1);

/** Bits that differ between two hashes of one length. */
export const hammingDistance = (a: Uint8Array, b: Uint8Array): number => hammingDistanceAt(a, 0, b);

/** Bits in which a hash differs from the one that begins at a byte of many. */
export function hammingDistanceAt(hashes: Uint8Array, from: number, hash: Uint8Array): number {
  let bits = 0;
  for (let i = 0; i < hash.length; i++) {
    bits += bitsSet[(hashes[from + i] ?? 0) ^ (hash[i] ?? 0)] ?? 0;
  }
  return bits;
}
