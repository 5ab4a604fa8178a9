// Tables that tell the next symbol of a prefix code from the next bits of the stream, first bit lowest. A
// code longer than the table's bits is told by a second table, to which the entry points.
//
// An entry: bits 0..4 the bits of the code (in a second table those that are left), 8..12 how many extra bits
// follow, 13 points to a second table (16..31 its place, 8..12 its bits), 14 ends, 15 a literal, 16..31 the
// literal, or the base of a length or distance.
import { counts, firsts, sorted } from './places';

export const pointer: u32 = 1 << 13;
export const ends: u32 = 1 << 14;
export const literal: u32 = 1 << 15;
/** Of codes that do not occur: no bits, and it ends. */
export const invalid: u32 = ends;

export const mostLength: u32 = 15;

/**
 * @param lengths u8 [symbols], bits of each symbol's code, at most 15; 0 where it does not occur.
 * @param meanings u32 [symbols], what is added to the bits of the code to make an entry.
 * @param table u32 [1 << bits], then its second tables.
 * @param most entries there is room for.
 * @param mayBeAlone a single code of one bit is enough, though it leaves another out.
 * @returns false where the lengths are those of no code.
 */
export function buildTable(
  lengths: usize, symbols: u32, meanings: usize, table: usize, bits: u32, most: u32, mayBeAlone: bool
): bool {
  memory.fill(counts, 0, 32);
  for (let symbol: u32 = 0; symbol < symbols; symbol++) {
    const at = counts + (<usize>load<u8>(lengths + symbol) << 1);
    store<u16>(at, load<u16>(at) + 1);
  }
  let longest = mostLength;
  while (longest > 0 && load<u16>(counts + (<usize>longest << 1)) == 0) longest--;
  let left: i32 = 1, place: u32 = 0;
  for (let length: u32 = 1; length <= mostLength; length++) {
    store<u16>(firsts + (<usize>length << 1), <u16>place);
    const count = <u32>load<u16>(counts + (<usize>length << 1));
    place += count;
    left = (left << 1) - <i32>count;
    if (left < 0) return false;
  }
  if (left > 0) {
    if (!mayBeAlone || longest > 1) return false;
    for (let i: usize = 0; i < 1 << bits; i++) store<u32>(table + (i << 2), invalid);
  }
  for (let symbol: u32 = 0; symbol < symbols; symbol++) {
    const length = <usize>load<u8>(lengths + symbol);
    if (length == 0) continue;
    const at = <u32>load<u16>(firsts + (length << 1));
    store<u16>(firsts + (length << 1), <u16>(at + 1));
    store<u16>(sorted + (<usize>at << 1), <u16>symbol);
  }
  return fill(lengths, meanings, table, bits, most, longest, place);
}

/** Two literals whose codes both fit the bits of a table are told at once: bits 16..23 and 24..31, and bit 8. */
export function joinLiterals(table: usize, bits: u32): void {
  // From the last: what an entry is joined with lies before it, and must be what it was. Without branches,
  // which nobody could foretell.
  for (let at: i32 = (1 << bits) - 1; at >= 0; at--) {
    const entry = load<u32>(table + (<usize>at << 2));
    const follower = load<u32>(table + (<usize>(at >>> (entry & 31)) << 2));
    const length = (entry & 31) + (follower & 31);
    const both = ((follower >> 16) << 24) | (entry & 0xff0000) | literal | (1 << 8) | length;
    const isPair = <u32>((entry & follower & literal) != 0) & <u32>(length <= bits);
    store<u32>(table + (<usize>at << 2), select<u32>(both, entry, isPair));
  }
}

function fill(
  lengths: usize, meanings: usize, table: usize, bits: u32, most: u32, longest: u32, used: u32
): bool {
  const size: u32 = 1 << bits, mask = size - 1;
  let code: u32 = 0; // with its first bit lowest
  let second: u32 = size, secondBits: u32 = 0, prefix: u32 = size;
  for (let i: u32 = 0; i < used; i++) {
    const symbol = <usize>load<u16>(sorted + (<usize>i << 1));
    const length = <u32>load<u8>(lengths + symbol);
    const meaning = load<u32>(meanings + (symbol << 2));
    if (length <= bits) {
      for (let at = code; at < size; at += 1 << length) store<u32>(table + (<usize>at << 2), meaning | length);
    } else {
      if ((code & mask) != prefix) {
        prefix = code & mask;
        second += secondBits > 0 ? 1 << secondBits : 0;
        secondBits = bitsOfSecond(length, bits, longest);
        if (second + (1 << secondBits) > most) return false;
        for (let at: u32 = 0; at < <u32>(1 << secondBits); at++) store<u32>(table + (<usize>(second + at) << 2), invalid);
        store<u32>(table + (<usize>prefix << 2), (second << 16) | pointer | (secondBits << 8) | bits);
      }
      const rest = length - bits;
      for (let at = code >> bits; at < <u32>(1 << secondBits); at += 1 << rest) {
        store<u32>(table + (<usize>(second + at) << 2), meaning | rest);
      }
    }
    const count = counts + (<usize>length << 1);
    store<u16>(count, load<u16>(count) - 1);
    // The next code of the same length; a longer one goes on from it with zeros.
    let bit: u32 = 1 << (length - 1);
    while (bit != 0 && (code & bit) != 0) {
      code ^= bit;
      bit >>= 1;
    }
    code |= bit;
  }
  return true;
}

/** Bits of a second table that holds all codes which begin like one of this length. */
function bitsOfSecond(length: u32, bits: u32, longest: u32): u32 {
  let own = length - bits;
  let left: i32 = 1 << own;
  while (own + bits < longest) {
    left -= load<u16>(counts + (<usize>(own + bits) << 1));
    if (left <= 0) break;
    own++;
    left <<= 1;
  }
  return own;
}
