import { createHash } from 'node:crypto';

/**
 * A set of many paths in 16 bytes each: a million files take 32 MB at most. Holds digests of 128 bits, so that
 * not even made-up names collide.
 */
export interface PathSet {
  readonly size: number;
  /** False when it was there already. */
  add(path: string): boolean;
  has(path: string): boolean;
}

export function pathSet(): PathSet {
  let slots = new Uint32Array(4 * 1024);
  let size = 0;

  /** Index of the path's slot, or of the free one that it would take. */
  const find = (table: Uint32Array, digest: Uint32Array): number => {
    const mask = table.length / 4 - 1;
    for (let slot = (digest[0] ?? 0) & mask; ; slot = (slot + 1) & mask) {
      const at = slot * 4;
      const isFree = !(table[at] || table[at + 1] || table[at + 2] || table[at + 3]);
      const isSame =
        table[at] === digest[0] &&
        table[at + 1] === digest[1] &&
        table[at + 2] === digest[2] &&
        table[at + 3] === digest[3];
      if (isFree || isSame) return at;
    }
  };
  const grow = (): void => {
    const larger = new Uint32Array(slots.length * 2);
    for (let at = 0; at < slots.length; at += 4) {
      const digest = slots.subarray(at, at + 4);
      if (digest.some((word) => word !== 0)) larger.set(digest, find(larger, digest));
    }
    slots = larger;
  };
  return {
    get size() {
      return size;
    },
    add(path) {
      if (size * 2 >= slots.length / 4) grow();
      const digest = digestOf(path);
      const at = find(slots, digest);
      if (slots[at] === digest[0] && slots[at + 1] === digest[1]) return false;
      slots.set(digest, at);
      size += 1;
      return true;
    },
    has(path) {
      const digest = digestOf(path);
      const at = find(slots, digest);
      return slots[at] === digest[0] && slots[at + 1] === digest[1];
    },
  };
}

/** Never all zeros, which marks a free slot. */
function digestOf(path: string): Uint32Array {
  const bytes = createHash('sha256').update(path).digest();
  const words = Uint32Array.from({ length: 4 }, (_, i) => bytes.readUInt32LE(i * 4));
  words[3] = (words[3] ?? 0) | 1;
  return words;
}
