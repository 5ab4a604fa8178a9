// One pass of an integer resize: weighs along the rows, writes the result transposed.
//
// A 23-bit weight is split as high * 2^11 + low, both in 16 bits, for the 16-bit dot product.
// Sums wrap at 32 bits; their combination is the exact sum, which is known to fit (spec 2.2).
const splitBits: i32 = 11;
const weightBits: i32 = 22;

/**
 * @param source first pixel; up to 7 bytes after the last row are read and ignored.
 * @param stride bytes from one row to the next.
 * @param rows rows to weigh.
 * @param table per output: u32 first input, u32 count of groups of 8, u32 offset of the groups from the table, each 8 high then 8 low i16.
 * @param target outputs * rows bytes, transposed.
 */
export function pass(source: usize, stride: usize, rows: i32, table: usize, outputs: i32, target: usize): void {
  // Four rows share each load of weights; fewer than four are weighed one by one, four times over.
  const block = rows < 4 ? 1 : 4;
  const step = rows < 4 ? 0 : stride;
  for (let output = 0; output < outputs; output++) {
    const entry = table + (<usize>output) * 12;
    const start = source + load<u32>(entry);
    const groups = load<u32>(entry, 4);
    const weights = table + <usize>load<u32>(entry, 8);
    for (let row = 0; row < rows; row += block) {
      // The last block overlaps the one before it rather than reading rows that are not there.
      const at = min(row, rows - block);
      const bytes = weighFour(start + <usize>at * stride, step, groups, weights);
      if (block == 4) store<u32>(target + at, i32x4.extract_lane(bytes, 0));
      else store<u8>(target + at, i32x4.extract_lane(bytes, 0));
    }
    target += rows;
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
  const rounded = i32x4.shr_s(i32x4.add(sum, i32x4.splat(1 << (weightBits - 1))), weightBits);
  const words = i16x8.narrow_i32x4_s(rounded, rounded);
  return i8x16.narrow_i16x8_u(words, words);
}

function joined(high: v128, low: v128): v128 {
  return i32x4.add(i32x4.shl(high, splitBits), low);
}

// Lane k of the result is the sum of the four lanes of the k-th argument.
function sumLanes(a: v128, b: v128, c: v128, d: v128): v128 {
  const ab = i32x4.add(v128.shuffle<i32>(a, b, 0, 4, 1, 5), v128.shuffle<i32>(a, b, 2, 6, 3, 7));
  const cd = i32x4.add(v128.shuffle<i32>(c, d, 0, 4, 1, 5), v128.shuffle<i32>(c, d, 2, 6, 3, 7));
  return i32x4.add(v128.shuffle<i32>(ab, cd, 0, 1, 4, 5), v128.shuffle<i32>(ab, cd, 2, 3, 6, 7));
}
