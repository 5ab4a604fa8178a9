import { adler32 } from './adler';
import { buildTable, ends, joinLiterals, invalid, literal, pointer } from './code-table';
import { repeat } from './copy';
import {
  distanceMeanings, distanceRoom, distanceTable, lengthMeanings, lengthRoom, lengthTable, lengths,
  literalMeanings, literalRoom, literalTable
} from './places';

// Deflate in its zlib wrapping (RFC 1950, 1951).
const longestMatch: usize = 258;
const literalBits: u32 = 12, distanceBits: u32 = 9, lengthBits: u32 = 7;
const literalMask: u32 = (1 << 12) - 1, distanceMask: u32 = (1 << 9) - 1;

const order = memory.data<u8>([16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15]);

// Where the stream is: the next byte to be taken up, and `count` bits taken up before. More bits than
// counted may lie in `bits`; they are those that follow.
let next: usize = 0, held: u64 = 0, count: u32 = 0;
let sourceEnd: usize = 0;
let start: usize = 0, to: usize = 0, targetEnd: usize = 0;

/**
 * Unpacks a zlib stream.
 *
 * @param source packed bytes, 32 zeros of slack behind them.
 * @param target u8 [length], 32 bytes of slack behind them.
 * @returns bytes written; `length` where the stream holds more, whose rest is not looked at; -1 for a broken stream,
 *   also one whose checksum is not that of its bytes.
 */
export function inflate(source: usize, sourceLength: usize, target: usize, length: usize): i32 {
  if (sourceLength < 2) return -1;
  const method = <u32>load<u8>(source), flags = <u32>load<u8>(source, 1);
  // Deflate, a window of at most 32 KiB, the header's own check, no dictionary from elsewhere.
  if ((method & 15) != 8 || method >> 4 > 7 || ((method << 8) | flags) % 31 != 0 || (flags & 32) != 0) return -1;
  prepare();
  next = source + 2;
  sourceEnd = source + sourceLength;
  held = 0;
  count = 0;
  start = to = target;
  targetEnd = target + length;
  for (let isLast = false; !isLast;) {
    refill();
    isLast = take(1) == 1;
    const kind = take(2);
    let state = kind == 0 ? stored() : kind == 1 ? fixed() : kind == 2 ? dynamic() : broken;
    if (state == whole) state = symbols();
    if (state == broken || isPast()) return -1;
    if (state == full) return <i32>length;
  }
  const check = next - (count >> 3);
  if (check + 4 > sourceEnd || bswap(load<u32>(check)) != adler32(target, to - target)) return -1;
  return <i32>(to - target);
}

/** What became of a block: it does not follow the rules, its codes are known, it is done, more would come than is wanted. */
const broken: u32 = 0, whole: u32 = 1, done: u32 = 2, full: u32 = 3;

/** Holds 56 bits or more. */
@inline
function refill(): void {
  held |= load<u64>(next) << count;
  next += (63 - count) >> 3;
  count |= 56;
}

/** The next bits, of those that are held. */
@inline
function take(bits: u32): u32 {
  const value = <u32>held & ((1 << bits) - 1);
  held >>= bits;
  count -= bits;
  return value;
}

/** More bits were used than there are. */
@inline
function isPast(): bool {
  return next - (count >> 3) > sourceEnd;
}

function stored(): u32 {
  take(count & 7);
  const at = next - (count >> 3);
  if (at + 4 > sourceEnd) return broken;
  const size = <usize>load<u16>(at);
  if (size != <usize>(load<u16>(at, 2) ^ 0xffff) || at + 4 + size > sourceEnd) return broken;
  const room = min(size, targetEnd - to);
  memory.copy(to, at + 4, room);
  to += room;
  next = at + 4 + size;
  held = 0;
  count = 0;
  return room < size ? full : done;
}

function fixed(): u32 {
  memory.fill(lengths, 8, 144);
  memory.fill(lengths + 144, 9, 112);
  memory.fill(lengths + 256, 7, 24);
  memory.fill(lengths + 280, 8, 8);
  buildTable(lengths, 288, literalMeanings, literalTable, literalBits, literalRoom, true);
  joinLiterals(literalTable, literalBits);
  memory.fill(lengths, 5, 32);
  buildTable(lengths, 32, distanceMeanings, distanceTable, distanceBits, distanceRoom, true);
  return whole;
}

function dynamic(): u32 {
  const literals = take(5) + 257, distances = take(5) + 1, codes = take(4) + 4;
  if (literals > 286 || distances > 30) return broken;
  memory.fill(lengths, 0, 19);
  for (let i: u32 = 0; i < codes; i++) {
    refill();
    store<u8>(lengths + load<u8>(order + i), take(3));
  }
  if (!buildTable(lengths, 19, lengthMeanings, lengthTable, lengthBits, lengthRoom, false)) return broken;
  const all = literals + distances;
  for (let i: u32 = 0; i < all;) {
    refill();
    const entry = load<u32>(lengthTable + (<usize>(<u32>held & 127) << 2));
    if (entry == invalid || isPast()) return broken;
    take(entry & 31);
    const symbol = entry >> 16;
    if (symbol < 16) {
      store<u8>(lengths + i++, symbol);
      continue;
    }
    if (symbol == 16 && i == 0) return broken;
    const value: u8 = symbol == 16 ? load<u8>(lengths + i - 1) : 0;
    const times = symbol == 16 ? 3 + take(2) : symbol == 17 ? 3 + take(3) : 11 + take(7);
    if (i + times > all) return broken;
    memory.fill(lengths + i, value, times);
    i += times;
  }
  if (load<u8>(lengths + 256) == 0) return broken;
  if (!buildTable(lengths, literals, literalMeanings, literalTable, literalBits, literalRoom, true)) return broken;
  joinLiterals(literalTable, literalBits);
  const isCode = buildTable(lengths + literals, distances, distanceMeanings, distanceTable, distanceBits, distanceRoom, true);
  return isCode ? whole : broken;
}

/** The symbols of a block up to its end. */
function symbols(): u32 {
  const state = quickly();
  return state == whole ? carefully() : state;
}

/**
 * As long as whatever a symbol may be fits what is left of the stream and of the room. A shift by an entry is
 * by its lowest six bits.
 *
 * @returns whole when it no longer does
 */
function quickly(): u32 {
  if (next + 32 > sourceEnd || to + longestMatch + 32 > targetEnd) return whole;
  const lastNext = sourceEnd - 16, lastTo = targetEnd - longestMatch - 32;
    let at = next, bits = held, n = count, out = to;
  let state = whole;
  while (at < lastNext && out < lastTo) {
    bits |= load<u64>(at) << n;
    at += (63 - n) >> 3;
    n |= 56;
    let entry = load<u32>(<usize>(<u32>bits & literalMask) << 2, literalTable);
    if (entry & literal) {
      bits >>= entry;
      n -= entry & 31;
      store<u16>(out, <u16>(entry >> 16));
      out += 1 + <usize>((entry >> 8) & 1);
      entry = load<u32>(<usize>(<u32>bits & literalMask) << 2, literalTable);
      if (entry & literal) {
        bits >>= entry;
        n -= entry & 31;
        store<u16>(out, <u16>(entry >> 16));
        out += 1 + <usize>((entry >> 8) & 1);
        entry = load<u32>(<usize>(<u32>bits & literalMask) << 2, literalTable);
        if (entry & literal) {
          bits >>= entry;
          n -= entry & 31;
          store<u16>(out, <u16>(entry >> 16));
          out += 1 + <usize>((entry >> 8) & 1);
          entry = load<u32>(<usize>(<u32>bits & literalMask) << 2, literalTable);
          if (entry & literal) {
            bits >>= entry;
            n -= entry & 31;
            store<u16>(out, <u16>(entry >> 16));
            out += 1 + <usize>((entry >> 8) & 1);
            continue;
          }
        }
      }
      bits |= load<u64>(at) << n;
      at += (63 - n) >> 3;
      n |= 56;
    }
    if (entry & pointer) {
      bits >>= literalBits;
      n -= literalBits;
      entry = load<u32>(literalTable + (<usize>((entry >> 16) + (<u32>bits & ((1 << ((entry >> 8) & 31)) - 1))) << 2));
      if (entry & literal) {
        bits >>= entry;
        n -= entry & 31;
        store<u16>(out, <u16>(entry >> 16));
        out += 1 + <usize>((entry >> 8) & 1);
        continue;
      }
    }
    if (entry & ends) {
      if (entry >> 16 == 0) state = broken;
      else {
        bits >>= entry;
        n -= entry & 31;
        state = done;
      }
      break;
    }
    bits >>= entry;
    n -= entry & 31;
    let extra = (entry >> 8) & 31;
    const length = (entry >> 16) + (<u32>bits & ((1 << extra) - 1));
    bits >>= extra;
    n -= extra;
    entry = load<u32>(<usize>(<u32>bits & distanceMask) << 2, distanceTable);
    if (entry & pointer) {
      bits >>= distanceBits;
      n -= distanceBits;
      entry = load<u32>(distanceTable + (<usize>((entry >> 16) + (<u32>bits & ((1 << ((entry >> 8) & 31)) - 1))) << 2));
    }
    bits >>= entry;
    n -= entry & 31;
    extra = (entry >> 8) & 31;
    const distance = (entry >> 16) + (<u32>bits & ((1 << extra) - 1));
    bits >>= extra;
    n -= extra;
    if ((entry & ends) != 0 || out - start < <usize>distance) {
      state = broken;
      break;
    }
    repeat(out, distance, length);
    out += length;
  }
  next = at;
  held = bits;
  count = n;
  to = out;
  return state;
}

/** Symbol by symbol, with a look at both ends. */
function carefully(): u32 {
  while (true) {
    refill();
    let entry = take2(literalTable, literalBits);
    if (isPast()) return broken;
    if (entry & ends) return entry >> 16 == 0 ? broken : done;
    if (to >= targetEnd) return full;
    if (entry & literal) {
      store<u8>(to++, <u8>(entry >> 16));
      if (((entry >> 8) & 1) == 0) continue;
      if (to >= targetEnd) return full;
      store<u8>(to++, <u8>(entry >> 24));
      continue;
    }
    const length = <usize>(entry >> 16) + take((entry >> 8) & 31);
    entry = take2(distanceTable, distanceBits);
    if (entry & ends) return broken;
    const distance = <usize>(entry >> 16) + take((entry >> 8) & 31);
    if (isPast() || to - start < distance) return broken;
    const room = min(length, targetEnd - to);
    repeat(to, distance, room);
    to += room;
    if (room < length) return full;
  }
}

/** The entry of the next code, which is taken. */
@inline
function take2(table: usize, bits: u32): u32 {
  let entry = load<u32>(table + (<usize>(<u32>held & ((1 << bits) - 1)) << 2));
  if (entry & pointer) {
    take(bits);
    entry = load<u32>(table + (<usize>((entry >> 16) + (<u32>held & ((1 << ((entry >> 8) & 31)) - 1))) << 2));
  }
  take(entry & 31);
  return entry;
}

/** What the symbols mean. */
function prepare(): void {
  for (let i: u32 = 0; i < 256; i++) store<u32>(literalMeanings + (<usize>i << 2), literal | (i << 16));
  // The end: told from what does not occur by its base.
  store<u32>(literalMeanings + (256 << 2), ends | (1 << 16));
  let base: u32 = 3;
  for (let i: u32 = 0; i < 28; i++) {
    const extra = i < 8 ? 0 : (i >> 2) - 1;
    store<u32>(literalMeanings + (<usize>(257 + i) << 2), (base << 16) | (extra << 8));
    base += 1 << extra;
  }
  store<u32>(literalMeanings + (285 << 2), 258 << 16);
  for (let i: u32 = 286; i < 288; i++) store<u32>(literalMeanings + (<usize>i << 2), ends);
  base = 1;
  for (let i: u32 = 0; i < 30; i++) {
    const extra = i < 4 ? 0 : (i >> 1) - 1;
    store<u32>(distanceMeanings + (<usize>i << 2), (base << 16) | (extra << 8));
    base += 1 << extra;
  }
  for (let i: u32 = 30; i < 32; i++) store<u32>(distanceMeanings + (<usize>i << 2), ends);
  for (let i: u32 = 0; i < 19; i++) store<u32>(lengthMeanings + (<usize>i << 2), i << 16);
}
