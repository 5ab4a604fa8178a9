// Hashes by position: the first visited first, `words` 64-bit words each, bits in the order of the index.

export let words: i32 = 1;
export let limit: i32 = 0;
export let hashes: usize = 0;

export function useHashes(words_: i32, limit_: i32, hashes_: usize): void {
  words = words_; limit = limit_; hashes = hashes_;
}

// @ts-ignore: AssemblyScript's @inline marks a function, which TypeScript allows on classes only
@inline
export function hashAt(position: u32): usize {
  return hashes + <usize>position * (<usize>words << 3);
}

/**
 * Brings the bits of some hashes into the order of the index, at the positions from `first` on.
 *
 * @param tables for each half byte of a hash, lower half first, the words that its 16 values turn into.
 */
export function placeHashes(from: usize, bytes: i32, count: i32, first: i32, tables: usize): void {
  const wordBytes = <usize>words << 3;
  let to = hashAt(first);
  memory.fill(to, 0, <usize>count * wordBytes);
  for (const end = to + <usize>count * wordBytes; to < end; to += wordBytes) {
    let table = tables;
    for (let i = 0; i < bytes; i++, from++) {
      const byte = <usize>load<u8>(from);
      const low = table + (byte & 15) * wordBytes;
      const high = table + (16 + (byte >> 4)) * wordBytes;
      for (let w: usize = 0; w < wordBytes; w += 8) {
        store<u64>(to + w, load<u64>(to + w) | load<u64>(low + w) | load<u64>(high + w));
      }
      table += 32 * wordBytes;
    }
  }
}

/** Bits in which two hashes differ; more than the limit once it is above it. */
export function distanceOf(hash: usize, other: usize): i32 {
  let distance = 0;
  for (let w: usize = 0; w < <usize>words << 3; w += 8) {
    distance += <i32>popcnt<u64>(load<u64>(hash + w) ^ load<u64>(other + w));
    if (distance > limit) return distance;
  }
  return distance;
}
