// Integer weighing of 8-bit pixels as Pillow does it, along rows and down columns, and the bits of a hash.
//
// A 23-bit weight is split as high * 2^11 + low, both in 16 bits, for the 16-bit dot product.
// Sums wrap at 32 bits; their combination is the exact sum, which is known to fit (spec 2.2).
const splitBits: i32 = 11;
const weightBits: i32 = 22;
const half: i32 = 1 << (weightBits - 1);

/**
 * Weighs along rows.
 *
 * @param source first pixel; up to 7 bytes after a row are read and count nothing.
 * @param stride bytes from one row to the next.
 * @param rows at least 1.
 * @param table per output: u32 first input, u32 groups of 8, u32 offset of the groups from the table; a group is 8 high, then 8 low i16.
 * @param target u8 [rows][outputs], rows `targetStride` apart.
 */
export function weighRows(
  source: usize, stride: usize, rows: i32, table: usize, outputs: i32, target: usize, targetStride: usize
): void {
  // Four rows share each load of weights; fewer than four are weighed one by one, four times over.
  const block = rows < 4 ? 1 : 4;
  const step: usize = rows < 4 ? 0 : stride;
  const targetStep: usize = rows < 4 ? 0 : targetStride;
  for (let row = 0; row < rows; row += block) {
    // The last block overlaps the one before it rather than reading rows that are not there.
    const at = <usize>min(row, rows - block);
    const from = source + at * stride;
    let to = target + at * targetStride;
    let entry = table;
    for (let output = 0; output < outputs; output++, entry += 12, to++) {
      const start = from + <usize>load<u32>(entry);
      const weights = table + <usize>load<u32>(entry, 8);
      const bytes = weighFour(start, step, load<u32>(entry, 4), weights);
      store<u8>(to, <u8>i8x16.extract_lane_u(bytes, 0));
      store<u8>(to + targetStep, <u8>i8x16.extract_lane_u(bytes, 1));
      store<u8>(to + 2 * targetStep, <u8>i8x16.extract_lane_u(bytes, 2));
      store<u8>(to + 3 * targetStep, <u8>i8x16.extract_lane_u(bytes, 3));
    }
  }
}

function weighFour(start: usize, stride: usize, groups: u32, weights: usize): v128 {
  let p0 = start, p1 = p0 + stride, p2 = p1 + stride, p3 = p2 + stride;
  let h0 = i32x4.splat(0), h1 = h0, h2 = h0, h3 = h0, l0 = h0, l1 = h0, l2 = h0, l3 = h0;
  const end = weights + (<usize>groups << 5);
  for (let w = weights; w < end; w += 32) {
    const high = v128.load(w), low = v128.load(w, 16);
    let p = v128.load_ext<u8>(p0);
    h0 = i32x4.add(h0, i32x4.dot_i16x8_s(p, high));
    l0 = i32x4.add(l0, i32x4.dot_i16x8_s(p, low));
    p = v128.load_ext<u8>(p1);
    h1 = i32x4.add(h1, i32x4.dot_i16x8_s(p, high));
    l1 = i32x4.add(l1, i32x4.dot_i16x8_s(p, low));
    p = v128.load_ext<u8>(p2);
    h2 = i32x4.add(h2, i32x4.dot_i16x8_s(p, high));
    l2 = i32x4.add(l2, i32x4.dot_i16x8_s(p, low));
    p = v128.load_ext<u8>(p3);
    h3 = i32x4.add(h3, i32x4.dot_i16x8_s(p, high));
    l3 = i32x4.add(l3, i32x4.dot_i16x8_s(p, low));
    p0 += 8; p1 += 8; p2 += 8; p3 += 8;
  }
  const sum = sumLanes(joined(h0, l0), joined(h1, l1), joined(h2, l2), joined(h3, l3));
  const words = i16x8.narrow_i32x4_s(rounded(sum), i32x4.splat(0));
  return i8x16.narrow_i16x8_u(words, words);
}

/**
 * Weighs down columns: sixteen neighbouring columns at once, so `columns` is rounded up to a multiple
 * of 16 in what is read and written.
 *
 * @param list u32 addresses of the rows, two for each pair.
 * @param pairs pairs of rows.
 * @param weights per pair of rows: i16 high of both, then i16 low of both.
 * @param sums i32 [columns] that are added; 0 for none.
 * @param target u8 [columns]; 0 to store the sums back instead.
 */
export function weighColumns(
  list: usize, pairs: u32, weights: usize, columns: u32, sums: usize, target: usize
): void {
  const end = list + (<usize>pairs << 3);
  for (let x: usize = 0; x < <usize>columns; x += 16) {
    let h0 = i32x4.splat(0), h1 = h0, h2 = h0, h3 = h0, l0 = h0, l1 = h0, l2 = h0, l3 = h0;
    let w = weights;
    for (let row = list; row < end; row += 8, w += 8) {
      const upper = v128.load(<usize>load<u32>(row) + x);
      const lower = v128.load(<usize>load<u32>(row, 4) + x);
      const high = v128.load_splat<u32>(w);
      const low = v128.load_splat<u32>(w, 4);
      const left = v128.shuffle<u8>(upper, lower, 0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23);
      const right = v128.shuffle<u8>(upper, lower, 8, 24, 9, 25, 10, 26, 11, 27, 12, 28, 13, 29, 14, 30, 15, 31);
      let p = i16x8.extend_low_i8x16_u(left);
      h0 = i32x4.add(h0, i32x4.dot_i16x8_s(p, high));
      l0 = i32x4.add(l0, i32x4.dot_i16x8_s(p, low));
      p = i16x8.extend_high_i8x16_u(left);
      h1 = i32x4.add(h1, i32x4.dot_i16x8_s(p, high));
      l1 = i32x4.add(l1, i32x4.dot_i16x8_s(p, low));
      p = i16x8.extend_low_i8x16_u(right);
      h2 = i32x4.add(h2, i32x4.dot_i16x8_s(p, high));
      l2 = i32x4.add(l2, i32x4.dot_i16x8_s(p, low));
      p = i16x8.extend_high_i8x16_u(right);
      h3 = i32x4.add(h3, i32x4.dot_i16x8_s(p, high));
      l3 = i32x4.add(l3, i32x4.dot_i16x8_s(p, low));
    }
    let s0 = joined(h0, l0), s1 = joined(h1, l1), s2 = joined(h2, l2), s3 = joined(h3, l3);
    const at = sums + (x << 2);
    if (sums != 0) {
      s0 = i32x4.add(s0, v128.load(at));
      s1 = i32x4.add(s1, v128.load(at, 16));
      s2 = i32x4.add(s2, v128.load(at, 32));
      s3 = i32x4.add(s3, v128.load(at, 48));
    }
    if (target != 0) {
      const first = i16x8.narrow_i32x4_s(rounded(s0), rounded(s1));
      const second = i16x8.narrow_i32x4_s(rounded(s2), rounded(s3));
      v128.store(target + x, i8x16.narrow_i16x8_u(first, second));
    } else {
      v128.store(at, s0);
      v128.store(at, s1, 16);
      v128.store(at, s2, 32);
      v128.store(at, s3, 48);
    }
  }
}

/**
 * Bits of shrunk patches: 1 where a pixel is brighter than the one on its left.
 *
 * @param small pixel (row, column) of patch p lies at small + p * patchStep + row * rowStep + column * columnStep.
 * @param size rows of a shrunk patch; it has one column more.
 * @param target bytes of the hashes, `targetStep` from patch to patch; first bit the most significant.
 */
export function brighterToTheRight(
  small: usize, patches: i32, patchStep: usize, rowStep: usize, columnStep: usize, size: i32,
  target: usize, targetStep: usize
): void {
  for (let patch = 0; patch < patches; patch++, small += patchStep, target += targetStep) {
    let bits: u32 = 0;
    let count = 0;
    let to = target;
    for (let row = 0; row < size; row++) {
      let at = small + <usize>row * rowStep;
      let left = <i32>load<u8>(at);
      for (let column = 0; column < size; column++) {
        at += columnStep;
        const right = <i32>load<u8>(at);
        bits = (bits << 1) | <u32>(right > left);
        left = right;
        if (++count == 8) {
          store<u8>(to++, <u8>bits);
          bits = 0;
          count = 0;
        }
      }
    }
    if (count > 0) store<u8>(to, <u8>(bits << (8 - count)));
  }
}

@inline
function joined(high: v128, low: v128): v128 {
  return i32x4.add(i32x4.shl(high, splitBits), low);
}

@inline
function rounded(sums: v128): v128 {
  return i32x4.shr_s(i32x4.add(sums, i32x4.splat(half)), weightBits);
}

// Lane k of the result is the sum of the four lanes of the k-th argument.
@inline
function sumLanes(a: v128, b: v128, c: v128, d: v128): v128 {
  const ab = i32x4.add(v128.shuffle<i32>(a, b, 0, 4, 1, 5), v128.shuffle<i32>(a, b, 2, 6, 3, 7));
  const cd = i32x4.add(v128.shuffle<i32>(c, d, 0, 4, 1, 5), v128.shuffle<i32>(c, d, 2, 6, 3, 7));
  return i32x4.add(v128.shuffle<i32>(ab, cd, 0, 1, 4, 5), v128.shuffle<i32>(ab, cd, 2, 3, 6, 7));
}
