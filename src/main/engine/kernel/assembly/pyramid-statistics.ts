// Eight columns at a time. A level is i16 [height + 2][stride] with a frame that repeats the border;
// its stride is at least width + 2 and leaves room for the lanes after the last column.

const lanes: i32 = 8;
const blockEdge: i32 = 8;

/** The first level: pixels in sixteenths. */
export function widen(pixels: usize, width: i32, height: i32, level: usize, stride: i32): void {
  for (let y = 0; y < height; y++) {
    const from = pixels + <usize>(y * width);
    const to = rowAt(level, stride, y);
    for (let x: usize = 0; x < <usize>width; x += lanes) {
      v128.store(to + (x << 1), i16x8.shl(v128.load8x8_u(from + x), 4));
    }
  }
  frame(level, width, height, stride);
}

/** The next level: means of 2 x 2, rounded half up, at least one row and column. */
export function halve(
  from: usize, width: i32, height: i32, stride: i32, to: usize, toStride: i32
): void {
  const wide = max(1, width >> 1);
  const high = max(1, height >> 1);
  for (let y = 0; y < high; y++) {
    const upper = rowAt(from, stride, 2 * y);
    const out = rowAt(to, toStride, y);
    for (let x: usize = 0; x < <usize>wide; x += lanes) {
      const at = upper + (x << 2);
      v128.store(out + (x << 1), i16x8.narrow_i32x4_s(means(at, stride), means(at + 16, stride)));
    }
  }
  frame(to, wide, high, toStride);
}

@inline
function means(at: usize, stride: i32): v128 {
  const sums = i32x4.extadd_pairwise_i16x8_s(
    i16x8.add(v128.load(at), v128.load(at + (<usize>stride << 1))));
  return i32x4.shr_s(i32x4.add(sums, i32x4.splat(2)), 2);
}

/** Where the first pixel of a row lies, after the frame. */
@inline
function rowAt(level: usize, stride: i32, y: i32): usize {
  return level + (<usize>((y + 1) * stride + 1) << 1);
}

function frame(level: usize, width: i32, height: i32, stride: i32): void {
  for (let y = 0; y < height; y++) {
    const row = rowAt(level, stride, y);
    store<i16>(row - 2, load<i16>(row));
    const end = row + (<usize>width << 1);
    store<i16>(end, load<i16>(end - 2));
  }
  const bytes = <usize>(width + 2) << 1;
  const first = rowAt(level, stride, 0) - 2;
  const last = rowAt(level, stride, height - 1) - 2;
  memory.copy(first - (<usize>stride << 1), first, bytes);
  memory.copy(last + (<usize>stride << 1), last, bytes);
}

/**
 * Counts of local binary patterns.
 *
 * @param row u8 scratch [width + 8]
 * @param counts u32 [256]
 */
export function patternCounts(
  level: usize, width: i32, height: i32, stride: i32, row: usize, counts: usize
): void {
  const step = <usize>stride << 1;
  memory.fill(counts, 0, 1024);
  for (let y = 0; y < height; y++) {
    const here = rowAt(level, stride, y);
    for (let x: usize = 0; x < <usize>width; x += lanes) {
      const at = here + (x << 1);
      const c = v128.load(at);
      let code = bit(at + 2, c, 1);
      code = v128.or(code, bit(at + step + 2, c, 2));
      code = v128.or(code, bit(at + step, c, 4));
      code = v128.or(code, bit(at + step - 2, c, 8));
      code = v128.or(code, bit(at - 2, c, 16));
      code = v128.or(code, bit(at - step - 2, c, 32));
      code = v128.or(code, bit(at - step, c, 64));
      code = v128.or(code, bit(at - step + 2, c, 128));
      v128.store64_lane(row + x, i8x16.narrow_i16x8_u(code, code), 0);
    }
    for (let x: usize = 0; x < <usize>width; x++) {
      const count = counts + (<usize>load<u8>(row + x) << 2);
      store<u32>(count, load<u32>(count) + 1);
    }
  }
}

@inline
function bit(at: usize, centre: v128, value: i16): v128 {
  return v128.and(i16x8.ge_s(v128.load(at), centre), i16x8.splat(value));
}

/**
 * Power sums of the Laplacian, and the sum of sizes of Immerkaer's mask. Both fit 16 bits: eight times
 * the brightest value is 32,640.
 *
 * @param sums f64 [5]: powers 1 to 4, then the sizes
 */
export function curvatureSums(
  level: usize, width: i32, height: i32, stride: i32, sums: usize
): void {
  const step = <usize>stride << 1;
  let s1 = f64x2.splat(0);
  let s2 = f64x2.splat(0);
  let s3 = f64x2.splat(0);
  let s4 = f64x2.splat(0);
  let sizes: i64 = 0;
  for (let y = 0; y < height; y++) {
    const here = rowAt(level, stride, y);
    let rowSizes = i32x4.splat(0);
    for (let x = 0; x < width; x += lanes) {
      const at = here + (<usize>x << 1);
      const inside = columnsBefore(width - x);
      const c = v128.load(at);
      const cross = i16x8.add(
        i16x8.add(v128.load(at - 2), v128.load(at + 2)),
        i16x8.add(v128.load(at - step), v128.load(at + step)));
      const corners = i16x8.add(
        i16x8.add(v128.load(at - step - 2), v128.load(at - step + 2)),
        i16x8.add(v128.load(at + step - 2), v128.load(at + step + 2)));
      const rough = i16x8.sub(i16x8.add(i16x8.shl(c, 2), corners), i16x8.shl(cross, 1));
      rowSizes = i32x4.add(
        rowSizes, i32x4.extadd_pairwise_i16x8_s(v128.and(i16x8.abs(rough), inside)));
      const bend = v128.and(i16x8.sub(i16x8.shl(c, 3), i16x8.add(cross, corners)), inside);
      const low = i32x4.extend_low_i16x8_s(bend);
      const high = i32x4.extend_high_i16x8_s(bend);
      for (let part = 0; part < 4; part++) {
        const four = part < 2 ? low : high;
        const two = part & 1 ? i64x2.shuffle(four, four, 1, 0) : four;
        const v = f64x2.convert_low_i32x4_s(two);
        const squared = f64x2.mul(v, v);
        s1 = f64x2.add(s1, v);
        s2 = f64x2.add(s2, squared);
        s3 = f64x2.add(s3, f64x2.mul(squared, v));
        s4 = f64x2.add(s4, f64x2.mul(squared, squared));
      }
    }
    sizes += <i64>laneSum(rowSizes);
  }
  store<f64>(sums, f64x2.extract_lane(s1, 0) + f64x2.extract_lane(s1, 1), 0);
  store<f64>(sums, f64x2.extract_lane(s2, 0) + f64x2.extract_lane(s2, 1), 8);
  store<f64>(sums, f64x2.extract_lane(s3, 0) + f64x2.extract_lane(s3, 1), 16);
  store<f64>(sums, f64x2.extract_lane(s4, 0) + f64x2.extract_lane(s4, 1), 24);
  store<f64>(sums, <f64>sizes, 32);
}

/**
 * Sums over blocks of 8 x 8, and the number of pixels on edges in the whole level.
 *
 * @param accumulators v128 scratch [blocks of a row][5]
 * @param blocks i32 [blocks][5]: value, its square, squares and product of the derivatives
 * @param edgeLimit smallest squared length of the derivative on an edge
 */
export function blockSums(
  level: usize, width: i32, height: i32, stride: i32, accumulators: usize, blocks: usize, edgeLimit: i32
): i32 {
  const step = <usize>stride << 1;
  const columns = width / blockEdge;
  const wholeHeight = height - (height % blockEdge);
  const limit = i32x4.splat(edgeLimit);
  let edges = 0;
  memory.fill(accumulators, 0, <usize>columns * 80);
  for (let y = 0; y < height; y++) {
    const here = rowAt(level, stride, y);
    for (let x = 0; x < width; x += lanes) {
      const at = here + (<usize>x << 1);
      const across = i16x8.sub(v128.load(at + 2), v128.load(at - 2));
      const down = i16x8.sub(v128.load(at + step), v128.load(at - step));
      const low = i32x4.add(
        i32x4.extmul_low_i16x8_s(across, across), i32x4.extmul_low_i16x8_s(down, down));
      const high = i32x4.add(
        i32x4.extmul_high_i16x8_s(across, across), i32x4.extmul_high_i16x8_s(down, down));
      const steep = i16x8.narrow_i32x4_s(i32x4.ge_s(low, limit), i32x4.ge_s(high, limit));
      edges += popcnt<i32>(i16x8.bitmask(v128.and(steep, columnsBefore(width - x))));
      if (x + lanes > width || y >= wholeHeight) continue;
      const to = accumulators + <usize>(x / blockEdge) * 80;
      const c = v128.load(at);
      v128.store(to, i32x4.add(v128.load(to), i32x4.extadd_pairwise_i16x8_s(c)), 0);
      gather(to + 16, c, c);
      gather(to + 32, across, across);
      gather(to + 48, down, down);
      gather(to + 64, across, down);
    }
    if (y % blockEdge != blockEdge - 1) continue;
    const fields = columns * 5;
    const out = blocks + (<usize>((y / blockEdge) * fields) << 2);
    for (let i = 0; i < fields; i++) {
      store<i32>(out + (<usize>i << 2), laneSum(v128.load(accumulators + (<usize>i << 4))));
    }
    memory.fill(accumulators, 0, <usize>columns * 80);
  }
  return edges;
}

@inline
function gather(to: usize, a: v128, b: v128): void {
  v128.store(to, i32x4.add(v128.load(to), i32x4.dot_i16x8_s(a, b)));
}

@inline
function laneSum(v: v128): i32 {
  return i32x4.extract_lane(v, 0) + i32x4.extract_lane(v, 1)
    + i32x4.extract_lane(v, 2) + i32x4.extract_lane(v, 3);
}

/** All ones in as many lanes as there are columns left. */
@inline
function columnsBefore(left: i32): v128 {
  return i16x8.lt_s(i16x8(0, 1, 2, 3, 4, 5, 6, 7), i16x8.splat(<i16>min(left, lanes)));
}
