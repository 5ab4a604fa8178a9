// Two columns at a time; every lane does the plain version's arithmetic in the plain version's order.

const k0: f64 = 0.39894346935609776;
const k1: f64 = 0.24197144565660073;
const k2: f64 = 0.053991127420704395;
const k3: f64 = 0.004431861620031266;
const k4: f64 = 0.00013383062461474175;
const low: f64 = 0.1;
const high: f64 = 0.2;

/**
 * First pass of the blur, along axis 0.
 *
 * @param levels f64 [256]: level / 255
 * @param framed f64 scratch [height + 8][stride], stride even and > width
 * @param out f64 [height][stride], four columns in from a frame of zeros on the left and right
 */
export function blurRows(
  pixels: usize, width: i32, height: i32, levels: usize, framed: usize, out: usize, stride: i32
): void {
  memory.fill(framed, 0, <usize>(stride * (height + 8)) << 3);
  memory.fill(out, 0, <usize>(stride * height) << 3);
  for (let y = 0; y < height; y++) {
    const row = framed + (<usize>((y + 4) * stride) << 3);
    for (let x = 0; x < width; x++) {
      const level = <usize>load<u8>(pixels + <usize>(y * width + x));
      store<f64>(row + (<usize>x << 3), load<f64>(levels + (level << 3)));
    }
  }
  const step = <usize>stride << 3;
  for (let y = 0; y < height; y++) {
    const from = framed + <usize>(y + 4) * step;
    const to = out + <usize>y * step + 32;
    for (let x = 0; x < width; x += 2) {
      v128.store(to + (<usize>x << 3), nineTaps(from + (<usize>x << 3), step));
    }
  }
}

/**
 * Second pass, along axis 1, divided by the blur of ones; then framed by repeating the edge once.
 *
 * @param rows f64 [height][stride] as left by `blurRows`
 * @param weight f64 [height][width] and one more
 * @param smooth f64 [height + 2][stride]: the picture starts at row 1, column 1
 */
export function blurColumns(
  rows: usize, width: i32, height: i32, weight: usize, smooth: usize, stride: i32
): void {
  const step = <usize>stride << 3;
  for (let y = 0; y < height; y++) {
    const from = rows + <usize>y * step + 32;
    const to = smooth + <usize>(y + 1) * step + 8;
    const by = weight + (<usize>(y * width) << 3);
    for (let x: usize = 0; x < <usize>width; x += 2) {
      v128.store(to + (x << 3), f64x2.div(nineTaps(from + (x << 3), 8), v128.load(by + (x << 3))));
    }
    store<f64>(to - 8, load<f64>(to));
    const end = to + (<usize>width << 3);
    store<f64>(end, load<f64>(end - 8));
  }
  memory.copy(smooth, smooth + step, step);
  memory.copy(smooth + <usize>(height + 1) * step, smooth + <usize>height * step, step);
}

@inline
function nineTaps(at: usize, step: usize): v128 {
  let sum = f64x2.mul(v128.load(at), f64x2.splat(k0));
  sum = f64x2.add(sum, pair(at, 4 * step, k4));
  sum = f64x2.add(sum, pair(at, 3 * step, k3));
  sum = f64x2.add(sum, pair(at, 2 * step, k2));
  return f64x2.add(sum, pair(at, step, k1));
}

@inline
function pair(at: usize, away: usize, tap: f64): v128 {
  return f64x2.mul(f64x2.add(v128.load(at - away), v128.load(at + away)), f64x2.splat(tap));
}

/**
 * Sobel derivatives and their magnitude.
 *
 * @param smooth as left by `blurColumns`
 * @param down f64 [height][stride], derivative along axis 0
 * @param across f64 [height][stride], derivative along axis 1
 * @param magnitude f64 [height][stride]
 */
export function gradients(
  smooth: usize, width: i32, height: i32, stride: i32, down: usize, across: usize, magnitude: usize
): void {
  const step = <usize>stride << 3;
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x += 2) {
      const above = smooth + <usize>y * step + (<usize>x << 3);
      const here = above + step;
      const below = here + step;
      const gi = smear(difference(below, above, 8), difference(below, above, 0), difference(below, above, 16));
      const gj = smear(difference(here + 16, here, 0), difference(above + 16, above, 0), difference(below + 16, below, 0));
      const to = <usize>y * step + (<usize>x << 3);
      v128.store(down + to, gi);
      v128.store(across + to, gj);
      v128.store(magnitude + to, hypotenuse(gi, gj));
    }
  }
}

@inline
function difference(plus: usize, minus: usize, offset: usize): v128 {
  return f64x2.sub(v128.load(plus + offset), v128.load(minus + offset));
}

@inline
function smear(centre: v128, before: v128, after: v128): v128 {
  return f64x2.add(f64x2.add(centre, centre), f64x2.add(before, after));
}

@inline
function hypotenuse(a: v128, b: v128): v128 {
  const long = f64x2.max(f64x2.abs(a), f64x2.abs(b));
  const short = f64x2.min(f64x2.abs(a), f64x2.abs(b));
  const two = f64x2.splat(2);
  const h = f64x2.sqrt(f64x2.add(f64x2.mul(long, long), f64x2.mul(short, short)));
  const nearDelta = f64x2.sub(h, short);
  const near = f64x2.add(
    f64x2.mul(long, f64x2.sub(f64x2.mul(two, nearDelta), long)),
    f64x2.mul(f64x2.sub(nearDelta, f64x2.mul(two, f64x2.sub(long, short))), nearDelta));
  const farDelta = f64x2.sub(h, long);
  const far = f64x2.add(
    f64x2.mul(f64x2.mul(two, farDelta), f64x2.sub(long, f64x2.mul(two, short))),
    f64x2.add(
      f64x2.mul(f64x2.sub(f64x2.mul(f64x2.splat(4), farDelta), short), short),
      f64x2.mul(farDelta, farDelta)));
  const rest = v128.bitselect(near, far, f64x2.le(h, f64x2.mul(two, short)));
  const corrected = f64x2.sub(h, f64x2.div(rest, f64x2.mul(two, h)));
  const flat = f64x2.le(short, f64x2.mul(long, f64x2.splat(5.551115123125783e-17)));
  return v128.bitselect(f64x2.add(long, short), corrected, flat);
}

/**
 * Ridges of the magnitude, weak ones only where they hang together with strong ones.
 *
 * @param strength u8 scratch [height][width]
 * @param open u32 scratch [height * width]
 * @param map u8 [height][width]: 1 on an edge
 */
export function edges(
  down: usize, across: usize, magnitude: usize, width: i32, height: i32, stride: i32,
  strength: usize, open: usize, map: usize
): void {
  memory.fill(strength, 0, <usize>(width * height));
  memory.fill(map, 0, <usize>(width * height));
  for (let y = 1; y < height - 1; y++) {
    for (let x = 1; x < width - 1; x += 2) {
      const at = <usize>(y * stride + x) << 3;
      const m = v128.load(magnitude + at);
      const ridge = isRidge(magnitude + at, m, <usize>stride << 3, v128.load(down + at), v128.load(across + at));
      // No branches: in noisy pictures a guess would be wrong half the time.
      const above = i64x2.add(f64x2.ge(m, f64x2.splat(low)), f64x2.ge(m, f64x2.splat(high)));
      const levels = v128.and(i64x2.neg(above), ridge);
      const to = strength + <usize>(y * width + x);
      store<u8>(to, <u8>i64x2.extract_lane(levels, 0));
      if (x + 1 < width - 1) store<u8>(to + 1, <u8>i64x2.extract_lane(levels, 1));
    }
  }
  const size = width * height;
  for (let i = 0; i < size; i++) {
    if (load<u8>(strength + i) == 2 && load<u8>(map + i) == 0) flood(i, width, strength, open, map);
  }
}

/** All bits of a lane where no neighbour across the edge, interpolated between two pixels, is higher. */
@inline
function isRidge(at: usize, m: v128, step: usize, gi: v128, gj: v128): v128 {
  const zero = f64x2.splat(0);
  const along = f64x2.abs(gi);
  const beside = f64x2.abs(gj);
  const steep = f64x2.ge(along, beside);
  const opposite = v128.xor(f64x2.ge(gi, zero), f64x2.ge(gj, zero));
  const w = f64x2.div(v128.bitselect(beside, along, steep), v128.bitselect(along, beside, steep));
  const rest = f64x2.sub(f64x2.splat(1), w);
  const below = at + step;
  const above = at - step;
  const belowLeft = v128.load(below - 8);
  const aboveRight = v128.load(above + 8);
  const crossing = v128.bitselect(belowLeft, aboveRight, steep);
  const crossingBack = v128.bitselect(aboveRight, belowLeft, steep);
  const diagonal = v128.bitselect(crossing, v128.load(below + 8), opposite);
  const diagonalBack = v128.bitselect(crossingBack, v128.load(above - 8), opposite);
  const straight = v128.bitselect(v128.load(below), v128.load(at + 8), steep);
  const straightBack = v128.bitselect(v128.load(above), v128.load(at - 8), steep);
  const ahead = f64x2.add(f64x2.mul(w, diagonal), f64x2.mul(rest, straight));
  const behind = f64x2.add(f64x2.mul(w, diagonalBack), f64x2.mul(rest, straightBack));
  return v128.and(f64x2.le(ahead, m), f64x2.le(behind, m));
}

function flood(start: i32, width: i32, strength: usize, open: usize, map: usize): void {
  let waiting = 1;
  store<u8>(map + start, 1);
  store<u32>(open, start);
  while (waiting > 0) {
    waiting--;
    const at = <i32>load<u32>(open + (<usize>waiting << 2));
    for (let row = at - width; row <= at + width; row += width) {
      for (let near = row - 1; near <= row + 1; near++) {
        if (load<u8>(strength + near) == 0 || load<u8>(map + near) != 0) continue;
        store<u8>(map + near, 1);
        store<u32>(open + (<usize>waiting << 2), near);
        waiting++;
      }
    }
  }
}
