import { repeat } from './copy';

const clearCode: u32 = 256;
const endCode: u32 = 257;
const firstFree: u32 = 258;
const tableSize: u32 = 4096;
/** Where the table lies: what is below is the compiler's, what the caller puts in begins behind it. */
const strings: usize = 2048;
/** Of an entry: its first eight bytes, where it was written, its length. */
const entryBytes: usize = 16;

/**
 * Unpacks TIFF's LZW: codes of 9 to 12 bits, highest bit first, width changed one code early.
 *
 * @param source packed bytes, 16 bytes of slack behind them.
 * @param target u8 [length], 16 bytes of slack behind them.
 * @returns bytes written, fewer than `length` when the stream ends early, or -1 for a broken stream.
 */
export function lzw(source: usize, sourceLength: usize, target: usize, length: usize): i32 {
  for (let code: usize = 0; code < 256; code++) {
    store<u64>(strings + code * entryBytes, code);
    store<u32>(strings + code * entryBytes, 1, 12);
  }
  const bits = <u64>sourceLength << 3;
  const end = target + length;
  let to = target, width: u32 = 9, next = firstFree;
  let previous: usize = 0; // its entry; 0 after the table was cleared
  let previousStart: usize = 0;
  for (let bit: u64 = 0; to < end;) {
    if (bit + width > bits) break;
    const held = bswap(load<u32>(source + <usize>(bit >> 3))) << <u32>(bit & 7);
    const code = held >> (32 - width);
    bit += width;
    if (code == endCode) break;
    if (code == clearCode) {
      next = firstFree;
      width = 9;
      previous = 0;
      continue;
    }
    const isNew = code == next && previous != 0;
    if (code >= next && !isNew) return -1;
    const start = to;
    // What the code before stood for, and the first byte of what this one stands for.
    if (previous != 0 && next < tableSize) {
      const first = <u64>load<u8>(isNew ? previous : strings + <usize>code * entryBytes);
      const before = load<u32>(previous, 12);
      const bytes = load<u64>(previous);
      const added = strings + <usize>next * entryBytes;
      store<u64>(added, before < 8 ? bytes | (first << (<u64>before << 3)) : bytes);
      store<u32>(added, <u32>previousStart, 8);
      store<u32>(added, before + 1, 12);
      next++;
    }
    const entry = strings + <usize>code * entryBytes;
    const whole = <usize>load<u32>(entry, 12);
    const some = min(whole, end - to);
    store<u64>(to, load<u64>(entry));
    if (some > 8) repeat(to, to - <usize>load<u32>(entry, 8), some);
    to += some;
    if (next >= (1 << width) - 1 && width < 12) width++;
    previous = entry;
    previousStart = start;
  }
  return <i32>(to - target);
}
