// Lowest and highest of many samples, and how many are not finite. `range` is two values of the samples'
// own type that are widened: the lowest and the highest so far.

/** @param samples u16 [count], count a multiple of 8. */
export function unsignedWords(samples: usize, count: usize, range: usize): void {
  let low = v128.load_splat<u16>(range), high = v128.load_splat<u16>(range, 2);
  for (const end = samples + (count << 1); samples < end; samples += 16) {
    const values = v128.load(samples);
    low = i16x8.min_u(low, values);
    high = i16x8.max_u(high, values);
  }
  for (let lane = 0; lane < 8; lane++) {
    store<u16>(range, min(load<u16>(range), <u16>i16x8.extract_lane_u(low, 0)));
    store<u16>(range, max(load<u16>(range, 2), <u16>i16x8.extract_lane_u(high, 0)), 2);
    low = v128.shuffle<i16>(low, low, 1, 2, 3, 4, 5, 6, 7, 0);
    high = v128.shuffle<i16>(high, high, 1, 2, 3, 4, 5, 6, 7, 0);
  }
}

/** @param samples i16 [count], count a multiple of 8. */
export function signedWords(samples: usize, count: usize, range: usize): void {
  let low = v128.load_splat<u16>(range), high = v128.load_splat<u16>(range, 2);
  for (const end = samples + (count << 1); samples < end; samples += 16) {
    const values = v128.load(samples);
    low = i16x8.min_s(low, values);
    high = i16x8.max_s(high, values);
  }
  for (let lane = 0; lane < 8; lane++) {
    store<i16>(range, min(load<i16>(range), <i16>i16x8.extract_lane_s(low, 0)));
    store<i16>(range, max(load<i16>(range, 2), <i16>i16x8.extract_lane_s(high, 0)), 2);
    low = v128.shuffle<i16>(low, low, 1, 2, 3, 4, 5, 6, 7, 0);
    high = v128.shuffle<i16>(high, high, 1, 2, 3, 4, 5, 6, 7, 0);
  }
}

/**
 * @param samples f32 [count], count a multiple of 4. What is not finite widens nothing.
 * @returns how many are not finite.
 */
export function floats(samples: usize, count: usize, range: usize): u32 {
  const infinite = f32x4.splat(Infinity), lowest = f32x4.splat(-Infinity);
  let low = v128.load_splat<u32>(range), high = v128.load_splat<u32>(range, 4);
  let finite = i32x4.splat(0);
  for (const end = samples + (count << 2); samples < end; samples += 16) {
    const values = v128.load(samples);
    const is = f32x4.lt(f32x4.abs(values), infinite);
    low = f32x4.pmin(low, v128.bitselect(values, infinite, is));
    high = f32x4.pmax(high, v128.bitselect(values, lowest, is));
    finite = i32x4.sub(finite, is);
  }
  let counted: u32 = 0;
  for (let lane = 0; lane < 4; lane++) {
    store<f32>(range, min(load<f32>(range), f32x4.extract_lane(low, 0)));
    store<f32>(range, max(load<f32>(range, 4), f32x4.extract_lane(high, 0)), 4);
    counted += i32x4.extract_lane(finite, 0);
    low = v128.shuffle<i32>(low, low, 1, 2, 3, 0);
    high = v128.shuffle<i32>(high, high, 1, 2, 3, 0);
    finite = v128.shuffle<i32>(finite, finite, 1, 2, 3, 0);
  }
  return <u32>count - counted;
}
