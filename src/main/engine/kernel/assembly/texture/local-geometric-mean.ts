// Sums of ln(level + 1) in whole 2^-40ths slide down the columns and along the rows; the level is
// looked up by the mean logarithm in steps of 1/2048, finer than two limits ln(k + 0.5) lie apart,
// so no exp is needed.

const radius: i32 = 5;

const stepsPerUnit: f64 = 2048;

/**
 * @param pixels u8 [height][width]
 * @param logarithms i64 [256]: ln(level + 1) in 2^-40
 * @param scales f64 [122]: 2^-40 / n
 * @param limits f64 [257]: smallest mean logarithm of each level; the last is infinite
 * @param guesses u8 [11357]: level of the lowest mean logarithm of each 1/2048
 * @param sums i64 scratch [width]
 * @param map u8 [height][width]
 * @param doubtful u32 [height * width]: places whose mean lies within `margin` of a limit
 * @returns how many are doubtful
 */
export function localGeometricMean(
  pixels: usize, width: i32, height: i32, logarithms: usize, scales: usize, limits: usize,
  guesses: usize, sums: usize, map: usize, doubtful: usize, margin: f64
): i32 {
  let doubts = 0;
  memory.fill(sums, 0, <usize>width << 3);
  for (let y = 0; y < min(radius, height); y++) enterRow(pixels + <usize>(y * width), width, logarithms, sums);
  for (let y = 0; y < height; y++) {
    if (y + radius < height) enterRow(pixels + <usize>((y + radius) * width), width, logarithms, sums);
    if (y > radius) leaveRow(pixels + <usize>((y - radius - 1) * width), width, logarithms, sums);
    const rows = min(height - 1, y + radius) - max(0, y - radius) + 1;
    let sum: i64 = 0;
    for (let x = 0; x < min(radius, width); x++) sum += load<i64>(sums + (<usize>x << 3));
    for (let x = 0; x < width; x++) {
      if (x + radius < width) sum += load<i64>(sums + (<usize>(x + radius) << 3));
      if (x > radius) sum -= load<i64>(sums + (<usize>(x - radius - 1) << 3));
      const n = rows * (min(width - 1, x + radius) - max(0, x - radius) + 1);
      const mean = <f64>sum * load<f64>(scales + (<usize>n << 3));
      let level = <usize>load<u8>(guesses + <usize>(<i32>(mean * stepsPerUnit)));
      level += <usize>(mean >= load<f64>(limits + ((level + 1) << 3)));
      const at = y * width + x;
      store<u8>(map + at, <u8>level);
      const above = mean - load<f64>(limits + (level << 3));
      const below = load<f64>(limits + ((level + 1) << 3)) - mean;
      if (min(above, below) >= margin) continue;
      store<u32>(doubtful + (<usize>doubts << 2), at);
      doubts++;
    }
  }
  return doubts;
}

@inline
function enterRow(row: usize, width: i32, logarithms: usize, sums: usize): void {
  for (let x: usize = 0; x < <usize>width; x++) {
    const sum = sums + (x << 3);
    store<i64>(sum, load<i64>(sum) + load<i64>(logarithms + (<usize>load<u8>(row + x) << 3)));
  }
}

@inline
function leaveRow(row: usize, width: i32, logarithms: usize, sums: usize): void {
  for (let x: usize = 0; x < <usize>width; x++) {
    const sum = sums + (x << 3);
    store<i64>(sum, load<i64>(sum) - load<i64>(logarithms + (<usize>load<u8>(row + x) << 3)));
  }
}
