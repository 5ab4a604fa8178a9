// Rows of half-precision values against one float32 row: dot products and scaled distances.
//
// A half is widened by shifting its bits to where float32 has them and multiplying by 2^112, which is
// exact for all finite values. An infinity or not-a-number comes out finite: callers mark such rows.

/** 2^112: the difference of the exponents' biases. */
const rebias: f32 = 5192296858534827628530496329220096.0;
const signAndMagnitude: i32 = 0x8fffe000;
const infiniteHalf: u32 = 0x7c00;

// @ts-ignore: AssemblyScript's @inline marks a function, which TypeScript allows on classes only
@inline
function widened(words: v128): v128 {
  const shifted = v128.and(i32x4.shl(words, 13), i32x4.splat(signAndMagnitude));
  return f32x4.mul(shifted, f32x4.splat(rebias));
}

// @ts-ignore: AssemblyScript's @inline marks a function, which TypeScript allows on classes only
@inline
function sumOfLanes(v: v128): f32 {
  return (
    f32x4.extract_lane(v, 0) +
    f32x4.extract_lane(v, 1) +
    (f32x4.extract_lane(v, 2) + f32x4.extract_lane(v, 3))
  );
}

// @ts-ignore: AssemblyScript's @inline marks a function, which TypeScript allows on classes only
@inline
function isMissing(row: usize): bool {
  return (load<u16>(row) & infiniteHalf) == infiniteHalf;
}

/**
 * @param rows count x width halves; width is a multiple of 8 (pad both with zeros).
 * @param weights width float32.
 * @param out count float32; not-a-number for rows whose first value is not finite.
 */
export function dot(rows: usize, width: i32, count: i32, weights: usize, out: usize): void {
  const rowBytes = (<usize>width) * 2;
  for (let i = 0; i < count; i++) {
    const row = rows + (<usize>i) * rowBytes;
    if (isMissing(row)) {
      store<f32>(out + ((<usize>i) << 2), NaN);
      continue;
    }
    let even = f32x4.splat(0);
    let odd = f32x4.splat(0);
    let weight = weights;
    for (let at = row; at < row + rowBytes; at += 16) {
      const words = v128.load(at);
      const low = widened(i32x4.extend_low_i16x8_s(words));
      const high = widened(i32x4.extend_high_i16x8_s(words));
      even = f32x4.add(even, f32x4.mul(low, v128.load(weight)));
      odd = f32x4.add(odd, f32x4.mul(high, v128.load(weight, 16)));
      weight += 32;
    }
    store<f32>(out + ((<usize>i) << 2), sumOfLanes(f32x4.add(even, odd)));
  }
}

/**
 * Squared distances after both rows are multiplied by a scale.
 *
 * @param centre width float32. @param scales width float32.
 */
export function distances(
  rows: usize,
  width: i32,
  count: i32,
  centre: usize,
  scales: usize,
  out: usize,
): void {
  const rowBytes = (<usize>width) * 2;
  const toScales = scales - centre;
  for (let i = 0; i < count; i++) {
    const row = rows + (<usize>i) * rowBytes;
    if (isMissing(row)) {
      store<f32>(out + ((<usize>i) << 2), NaN);
      continue;
    }
    let even = f32x4.splat(0);
    let odd = f32x4.splat(0);
    let place = centre;
    for (let at = row; at < row + rowBytes; at += 16) {
      const words = v128.load(at);
      let low = widened(i32x4.extend_low_i16x8_s(words));
      let high = widened(i32x4.extend_high_i16x8_s(words));
      low = f32x4.mul(f32x4.sub(low, v128.load(place)), v128.load(place + toScales));
      high = f32x4.mul(f32x4.sub(high, v128.load(place, 16)), v128.load(place + toScales, 16));
      even = f32x4.add(even, f32x4.mul(low, low));
      odd = f32x4.add(odd, f32x4.mul(high, high));
      place += 32;
    }
    store<f32>(out + ((<usize>i) << 2), sumOfLanes(f32x4.add(even, odd)));
  }
}
