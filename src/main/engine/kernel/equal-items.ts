/**
 * Items that are the same in hash and group.
 *
 * @param hashes bytesPerHash bytes an item.
 * @returns by item: the first item that is the same, itself where it is the first.
 */
export function firstEqual(
  hashes: Uint8Array,
  bytesPerHash: number,
  groupOf: Uint16Array,
): Uint32Array {
  const first = new Uint32Array(groupOf.length);
  // Open addressing, at most half full; 0 is an empty place, others hold an item and one.
  const places = new Uint32Array(2 ** Math.ceil(Math.log2(groupOf.length * 2 + 2)));
  for (const [item, group] of groupOf.entries()) {
    const from = item * bytesPerHash;
    let mixed = group + 1;
    for (let at = from; at < from + bytesPerHash; at++) {
      mixed = Math.imul(mixed ^ hashes[at]!, 0x01000193);
    }
    // Multiplying carries differences upwards only.
    let place = Math.imul(mixed ^ (mixed >>> 15), 0x9e3779b1) >>> 0;
    for (;;) {
      place &= places.length - 1;
      const other = places[place]! - 1;
      if (other < 0) {
        places[place] = item + 1;
        first[item] = item;
        break;
      }
      if (groupOf[other] === group && isEqual(hashes, from, other * bytesPerHash, bytesPerHash)) {
        first[item] = other;
        break;
      }
      place++;
    }
  }
  return first;
}

function isEqual(hashes: Uint8Array, from: number, other: number, bytes: number): boolean {
  for (let i = 0; i < bytes; i++) if (hashes[from + i] !== hashes[other + i]) return false;
  return true;
}
