import { xorshift32 } from './xorshift32.ts';

/** Where the bits of a hash go in an index. */
export interface BitOrder {
  /** by bit of the hash, lowest bit of the first byte first: its place */
  readonly places: Uint16Array;
  /** bits that tell hashes apart; theirs are the first places */
  readonly telling: number;
}

const sampleSize = 4096;
// A bit that fewer hashes than this have, or lack, tells nearly nothing.
const fewest = 0.005;

/**
 * An order of bits for chunks: those first that tell hashes apart, shuffled, since neighbours in a picture
 * resemble each other. Hamming distance does not depend on the order of bits.
 *
 * @param hashes bytesPerHash bytes each; some thousand are looked at.
 */
export function bitOrder(hashes: Uint8Array, bytesPerHash: number): BitOrder {
  const random = xorshift32(1);
  const count = hashes.length / bytesPerHash;
  const bits = bytesPerHash * 8;
  const having = new Uint32Array(bits);
  const looked = Math.min(count, sampleSize);
  for (let i = 0; i < looked; i++) {
    const from = (count <= sampleSize ? i : random.below(count)) * bytesPerHash;
    for (let bit = 0; bit < bits; bit++)
      having[bit]! += (hashes[from + (bit >> 3)]! >> (bit & 7)) & 1;
  }
  const shuffled = Array.from({ length: bits }, (_, bit) => bit);
  for (let i = bits - 1; i >= 1; i--) {
    const j = random.below(i + 1);
    [shuffled[i], shuffled[j]] = [shuffled[j]!, shuffled[i]!];
  }
  const isTelling = (bit: number) =>
    Math.min(having[bit]!, looked - having[bit]!) > fewest * looked;
  const telling = shuffled.filter(isTelling);
  const places = new Uint16Array(bits);
  for (const [place, bit] of [...telling, ...shuffled.filter((bit) => !isTelling(bit))].entries()) {
    places[bit] = place;
  }
  return { places, telling: telling.length };
}

/**
 * What each half byte of a hash turns into: 16 results of `words` 64-bit words for each, lower half first.
 * A hash in the new order is the union of what its half bytes turn into.
 */
export function halfByteTables({ places }: BitOrder, words: number): Uint32Array {
  const tables = new Uint32Array((places.length / 4) * 16 * words * 2);
  for (let half = 0; half < places.length / 4; half++) {
    for (let value = 0; value < 16; value++) {
      const result = tables.subarray((half * 16 + value) * words * 2);
      for (let bit = 0; bit < 4; bit++) {
        if (((value >> bit) & 1) === 0) continue;
        const place = places[half * 4 + bit]!;
        result[place >> 5]! |= 1 << (place & 31);
      }
    }
  }
  return tables;
}
