// Sums of ln(level + 1) in whole 2^-40ths, which doubles hold exactly, slide down the columns and along the rows; the level is
// looked up by the mean logarithm in steps of 1/2048, finer than two limits ln(k + 0.5) lie apart,
// so no exp is needed.

const radius: i32 = 5;

const stepsPerUnit: f64 = 2048;
const roundToWhole: f64 = 4503599627370496; // 2^52 added leaves the whole number in the low bits

/**
 * @param pixels u8 [height][width]
 * @param logarithms f64 [256]: ln(level + 1) in 2^-40
 * @param scales f64 [122]: 2^-40 / n
 * @param limits f64 [257]: smallest mean logarithm of each level; the last is infinite
 * @param guesses u8 [11359]: level of the lowest mean logarithm that rounds to each 1/2048
 * @param sums f64 scratch [width]
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
    const enters = y + radius < height;
    const leaves = y > radius;
    const entering = pixels + <usize>((y + radius) * width);
    const leaving = pixels + <usize>((y - radius - 1) * width);
    if (enters && leaves) swapRows(entering, leaving, width, logarithms, sums);
    else if (enters) enterRow(entering, width, logarithms, sums);
    else if (leaves) leaveRow(leaving, width, logarithms, sums);
    const rows = min(height - 1, y + radius) - max(0, y - radius) + 1;
    let sum: f64 = 0;
    for (let x = 0; x < min(radius, width); x++) sum += load<f64>(sums + (<usize>x << 3));
    for (let x = 0; x < width; x++) {
      if (x + radius < width) sum += load<f64>(sums + (<usize>(x + radius) << 3));
      if (x > radius) sum -= load<f64>(sums + (<usize>(x - radius - 1) << 3));
      const n = rows * (min(width - 1, x + radius) - max(0, x - radius) + 1);
      const mean = sum * load<f64>(scales + (<usize>n << 3));
      const step = <usize>(<u32>reinterpret<i64>(mean * stepsPerUnit + roundToWhole));
      let level = <usize>load<u8>(guesses + step);
      level += <usize>(mean >= load<f64>(limits + ((level + 1) << 3)));
      const at = y * width + x;
      store<u8>(map + at, <u8>level);
      const above = mean - load<f64>(limits + (level << 3));
      const below = load<f64>(limits + ((level + 1) << 3)) - mean;
      if (i32(above >= margin) & i32(below >= margin)) continue;
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
    store<f64>(sum, load<f64>(sum) + load<f64>(logarithms + (<usize>load<u8>(row + x) << 3)));
  }
}

@inline
function swapRows(entering: usize, leaving: usize, width: i32, logarithms: usize, sums: usize): void {
  for (let x: usize = 0; x < <usize>width; x++) {
    const sum = sums + (x << 3);
    const added = load<f64>(logarithms + (<usize>load<u8>(entering + x) << 3));
    const removed = load<f64>(logarithms + (<usize>load<u8>(leaving + x) << 3));
    store<f64>(sum, load<f64>(sum) + (added - removed));
  }
}

@inline
function leaveRow(row: usize, width: i32, logarithms: usize, sums: usize): void {
  for (let x: usize = 0; x < <usize>width; x++) {
    const sum = sums + (x << 3);
    store<f64>(sum, load<f64>(sum) - load<f64>(logarithms + (<usize>load<u8>(row + x) << 3)));
  }
}
