// Pixels are widened to f64 with a frame of zeros, so that no sample needs a border test;
// two columns are sampled at once.

const frame: i32 = 8;

/**
 * @param pixels u8 [height][width]
 * @param rows f64 [2][height]: weight of the lower row for samples 5.65685 above, then below
 * @param columns f64 [2][width + 2]: weight of the right column for samples to the left, then right
 * @param framed f64 scratch [height + 16][width + 18]
 * @param codes u8 [height][width]
 */
export function localBinaryPattern(
  pixels: usize, width: i32, height: i32, rows: usize, columns: usize, framed: usize, codes: usize
): void {
  const stride = width + 2 * frame + 2;
  widen(pixels, width, height, framed, stride);
  const left = columns;
  const right = columns + (<usize>(width + 2) << 3);
  for (let y = 0; y < height; y++) {
    const above = f64x2.splat(load<f64>(rows + (<usize>y << 3)));
    const below = f64x2.splat(load<f64>(rows + (<usize>(height + y) << 3)));
    for (let x = 0; x < width; x += 2) {
      const at = framed + (<usize>((y + frame) * stride + x + frame) << 3);
      const centre = v128.load(at);
      const toLeft = v128.load(left + (<usize>x << 3));
      const toRight = v128.load(right + (<usize>x << 3));
      let code = bit(v128.load(at, 64), centre, 1);
      code = v128.or(code, bit(between(at, stride, -6, 5, above, toRight), centre, 2));
      code = v128.or(code, bit(v128.load(at - (<usize>(8 * stride) << 3)), centre, 4));
      code = v128.or(code, bit(between(at, stride, -6, -6, above, toLeft), centre, 8));
      code = v128.or(code, bit(v128.load(at - 64), centre, 16));
      code = v128.or(code, bit(between(at, stride, 5, -6, below, toLeft), centre, 32));
      code = v128.or(code, bit(v128.load(at + (<usize>(8 * stride) << 3)), centre, 64));
      code = v128.or(code, bit(between(at, stride, 5, 5, below, toRight), centre, 128));
      const out = codes + <usize>(y * width + x);
      store<u8>(out, <u8>i64x2.extract_lane(code, 0));
      if (x + 1 < width) store<u8>(out + 1, <u8>i64x2.extract_lane(code, 1));
    }
  }
}

@inline
function bit(sample: v128, centre: v128, value: i64): v128 {
  return v128.and(f64x2.ge(sample, centre), i64x2.splat(value));
}

@inline
function between(at: usize, stride: i32, row: i32, column: i32, down: v128, across: v128): v128 {
  const upper = at + (<usize>(row * stride + column) << 3);
  const lower = upper + (<usize>stride << 3);
  const one = f64x2.splat(1);
  const back = f64x2.sub(one, across);
  const top = f64x2.add(
    f64x2.mul(back, v128.load(upper)), f64x2.mul(across, v128.load(upper, 8)));
  const bottom = f64x2.add(
    f64x2.mul(back, v128.load(lower)), f64x2.mul(across, v128.load(lower, 8)));
  return f64x2.add(f64x2.mul(f64x2.sub(one, down), top), f64x2.mul(down, bottom));
}

function widen(pixels: usize, width: i32, height: i32, framed: usize, stride: i32): void {
  memory.fill(framed, 0, <usize>(stride * (height + 2 * frame)) << 3);
  for (let y = 0; y < height; y++) {
    const row = framed + (<usize>((y + frame) * stride + frame) << 3);
    for (let x = 0; x < width; x++) {
      store<f64>(row + (<usize>x << 3), <f64>load<u8>(pixels + <usize>(y * width + x)));
    }
  }
}
