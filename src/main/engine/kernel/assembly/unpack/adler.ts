/** Sums of so many bytes fit 32 bits before they are brought below the modulus. */
const bytesAtOnce: usize = 4096;
const modulus: u32 = 65521;

/** The Adler-32 checksum of bytes. */
export function adler32(at: usize, length: usize): u32 {
  let low: u32 = 1, high: u32 = 0;
  const end = at + length;
  const one = i16x8.splat(1);
  const left = i16x8(16, 15, 14, 13, 12, 11, 10, 9), right = i16x8(8, 7, 6, 5, 4, 3, 2, 1);
  while (at + 16 <= end) {
    const stop = at + (min(bytesAtOnce, end - at) & ~15);
    const steps = <u32>(stop - at) >> 4;
    let sums = i32x4.splat(0), before = sums, weighed = sums;
    for (; at < stop; at += 16) {
      const bytes = v128.load(at);
      const first = i16x8.extend_low_i8x16_u(bytes), second = i16x8.extend_high_i8x16_u(bytes);
      before = i32x4.add(before, sums);
      sums = i32x4.add(sums, i32x4.dot_i16x8_s(i16x8.add(first, second), one));
      weighed = i32x4.add(weighed, i32x4.add(i32x4.dot_i16x8_s(first, left), i32x4.dot_i16x8_s(second, right)));
    }
    high = (high + steps * 16 * low + 16 * total(before) + total(weighed)) % modulus;
    low = (low + total(sums)) % modulus;
  }
  for (; at < end; at++) {
    low += load<u8>(at);
    high += low;
  }
  return ((high % modulus) << 16) | (low % modulus);
}

@inline
function total(v: v128): u32 {
  return i32x4.extract_lane(v, 0) + i32x4.extract_lane(v, 1) + i32x4.extract_lane(v, 2) + i32x4.extract_lane(v, 3);
}
