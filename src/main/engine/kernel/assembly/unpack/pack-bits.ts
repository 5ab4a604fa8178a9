/**
 * Unpacks PackBits runs.
 *
 * @param source packed bytes, 16 bytes of slack behind them.
 * @param target u8 [length], 16 bytes of slack behind them.
 * @returns bytes written, fewer than `length` when the stream ends early.
 */
export function packBits(source: usize, sourceLength: usize, target: usize, length: usize): i32 {
  const sourceEnd = source + sourceLength, end = target + length;
  let to = target;
  while (source < sourceEnd && to < end) {
    const head = <u32>load<u8>(source++);
    if (head < 128) {
      const count = min(min(<usize>head + 1, sourceEnd - source), end - to);
      for (let i: usize = 0; i < count; i += 16) v128.store(to + i, v128.load(source + i));
      source += <usize>head + 1;
      to += count;
    } else if (head > 128) {
      const count = min(<usize>(257 - head), end - to);
      const value = source < sourceEnd ? load<i8>(source) : 0;
      source++;
      for (let i: usize = 0; i < count; i += 16) v128.store(to + i, i8x16.splat(value));
      to += count;
    }
  }
  return <i32>(to - target);
}
