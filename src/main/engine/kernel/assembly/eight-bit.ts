// Samples to 8-bit grey: integers of 16 bits through a table, float32 by arithmetic, in the very
// operations of the plain twin, so that every result is the same.

/**
 * Looks each sample up; the table is read at the bits of the sample, as an unsigned number.
 *
 * @param samples 16 bits [count].
 * @param table u8 [65536].
 * @param grey u8 [count].
 */
export function lookUpWords(samples: usize, count: usize, table: usize, grey: usize): void {
  const end = samples + (count << 1);
  const whole = samples + ((count & ~7) << 1);
  for (; samples < whole; samples += 16, grey += 8) {
    store<u8>(grey, load<u8>(table + <usize>load<u16>(samples)));
    store<u8>(grey, load<u8>(table + <usize>load<u16>(samples, 2)), 1);
    store<u8>(grey, load<u8>(table + <usize>load<u16>(samples, 4)), 2);
    store<u8>(grey, load<u8>(table + <usize>load<u16>(samples, 6)), 3);
    store<u8>(grey, load<u8>(table + <usize>load<u16>(samples, 8)), 4);
    store<u8>(grey, load<u8>(table + <usize>load<u16>(samples, 10)), 5);
    store<u8>(grey, load<u8>(table + <usize>load<u16>(samples, 12)), 6);
    store<u8>(grey, load<u8>(table + <usize>load<u16>(samples, 14)), 7);
  }
  for (; samples < end; samples += 2, grey++) {
    store<u8>(grey, load<u8>(table + <usize>load<u16>(samples)));
  }
}

/**
 * v / most * 255 in float32, truncated; what is not a number is 0.
 *
 * @param samples f32 [count], count a multiple of 16.
 * @param inverted 255 to turn black and white round, else 0.
 * @param grey u8 [count].
 */
export function singles(
  samples: usize, count: usize, most: f32, inverted: u32, grey: usize
): void {
  const divisor = f32x4.splat(most), turned = i8x16.splat(<i8>inverted);
  for (const end = samples + (count << 2); samples < end; samples += 64, grey += 16) {
    const a = share(v128.load(samples), divisor), b = share(v128.load(samples, 16), divisor);
    const c = share(v128.load(samples, 32), divisor), d = share(v128.load(samples, 48), divisor);
    v128.store(grey, v128.xor(narrowed(a, b, c, d), turned));
  }
}

/** (v - low) / range * 255 in float64, truncated; otherwise as `singles`. */
export function doubles(
  samples: usize, count: usize, low: f64, range: f64, inverted: u32, grey: usize
): void {
  const lows = f64x2.splat(low), ranges = f64x2.splat(range), turned = i8x16.splat(<i8>inverted);
  for (const end = samples + (count << 2); samples < end; samples += 64, grey += 16) {
    const a = four(samples, lows, ranges), b = four(samples + 16, lows, ranges);
    const c = four(samples + 32, lows, ranges), d = four(samples + 48, lows, ranges);
    v128.store(grey, v128.xor(narrowed(a, b, c, d), turned));
  }
}

@inline
function share(values: v128, divisor: v128): v128 {
  return i32x4.trunc_sat_f32x4_s(f32x4.mul(f32x4.div(values, divisor), f32x4.splat(255)));
}

@inline
function four(samples: usize, lows: v128, ranges: v128): v128 {
  const first = two(f64x2.promote_low_f32x4(v128.load64_zero(samples)), lows, ranges);
  const second = two(f64x2.promote_low_f32x4(v128.load64_zero(samples, 8)), lows, ranges);
  return v128.shuffle<i64>(first, second, 0, 2);
}

@inline
function two(values: v128, lows: v128, ranges: v128): v128 {
  const grey = f64x2.mul(f64x2.div(f64x2.sub(values, lows), ranges), f64x2.splat(255));
  return i32x4.trunc_sat_f64x2_s_zero(grey);
}

// From 0 to 255: what is below is 0, what is above 255.
@inline
function narrowed(a: v128, b: v128, c: v128, d: v128): v128 {
  return i8x16.narrow_i16x8_u(i16x8.narrow_i32x4_s(a, b), i16x8.narrow_i32x4_s(c, d));
}
