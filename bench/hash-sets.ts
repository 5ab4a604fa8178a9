import { bitOrder } from '../src/main/engine/kernel/bit-order.ts';
import { xorshift32 } from '../src/main/engine/kernel/xorshift32.ts';
import { generateClusteredHashes } from '../test/golden/generate-image.ts';

/** Generated 64-bit hashes, among them all that were thought of to make de-duplication slow. */
export const hashSets: Readonly<Record<string, (count: number) => Uint8Array>> = {
  clustered: (count) => generateClusteredHashes(count, 5),
  'all equal': (count) => new Uint8Array(count * 8).fill(0x5a),
  'all unrelated': unrelated,
  'one dense cluster': (count) => oneCluster(count, 51),
  'one loose cluster': (count) => oneCluster(count, 77),
  'one looser cluster': (count) => oneCluster(count, 90),
  'nearly blank': (count) => oneCluster(count, 33),
  'the same first eight bits': (count) => masked(count, (_hash, bit) => bit >= 8),
  'a quarter blank': (count) => masked(count, (hash, bit) => bit >> 4 !== hash % 4),
  'blank against the index': againstIndex,
  'twenty bits that differ': (count) => masked(count, (_hash, bit) => bit % 3 === 0 && bit < 60),
  'each bit twice': (count) => {
    const hashes = unrelated(count);
    for (let i = 0; i < hashes.length; i += 8) hashes.copyWithin(i + 4, i, i + 4);
    return hashes;
  },
};

function unrelated(count: number): Uint8Array {
  const random = xorshift32(6);
  return Uint8Array.from({ length: count * 8 }, random.byte);
}

/** Each bit of one centre flipped when a byte is below `flipBelow`: 51 flips a fifth, 77 three tenths. */
function oneCluster(count: number, flipBelow: number): Uint8Array {
  const random = xorshift32(7);
  const hashes = new Uint8Array(count * 8);
  for (let bit = 0; bit < count * 64; bit++) {
    if (random.byte() < flipBelow) hashes[bit >> 3] = (hashes[bit >> 3] ?? 0) | (0x80 >> (bit & 7));
  }
  return hashes;
}

/** Unrelated hashes of which only some bits are left. */
function masked(count: number, isLeft: (hash: number, bit: number) => boolean): Uint8Array {
  const hashes = unrelated(count);
  for (let hash = 0; hash < count; hash++) {
    for (let bit = 0; bit < 64; bit++) {
      if (isLeft(hash, bit)) continue;
      const at = hash * 8 + (bit >> 3);
      hashes[at] = (hashes[at] ?? 0) & ~(0x80 >> (bit & 7));
    }
  }
  return hashes;
}

/** In each hash a quarter of the bits is blank that the index puts side by side. */
function againstIndex(count: number): Uint8Array {
  const { places } = bitOrder(unrelated(Math.min(count, 10_000)), 8);
  const placeOf = (bit: number) => places[(bit & ~7) + 7 - (bit & 7)] ?? 0;
  return masked(count, (hash, bit) => placeOf(bit) >> 4 !== hash % 4);
}
