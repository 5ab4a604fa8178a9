// One histogram slides along each row. Instead of adding p * ln(p) over 256 levels for every pixel,
// the sum of c * ln(c) is kept up to date in whole 2^-40ths, which cannot drift.

const radius: i32 = 3;

/**
 * @param pixels u8 [height][width]
 * @param steps i64 [49]: what one more pixel adds to the sum at a level that has c already
 * @param whole i64 [50]: n * ln(n) in the same unit
 * @param scales f64 [50]: from the unit to bits per pixel for a window of n
 * @param histogram u8 scratch [256]
 * @param map f64 [height][width]
 */
export function localEntropy(
  pixels: usize, width: i32, height: i32, steps: usize, whole: usize, scales: usize,
  histogram: usize, map: usize
): void {
  for (let y = 0; y < height; y++) {
    const y0 = max(0, y - radius);
    const rows = min(height - 1, y + radius) - y0 + 1;
    const first = pixels + <usize>(y0 * width);
    memory.fill(histogram, 0, 256);
    let sum: i64 = 0;
    for (let x = 0; x < min(radius, width); x++) sum += enter(first + x, width, rows, steps, histogram);
    for (let x = 0; x < width; x++) {
      const x0 = x - radius;
      const x1 = x + radius;
      if (x1 < width) sum += enter(first + x1, width, rows, steps, histogram);
      if (x0 > 0) sum -= leave(first + x0 - 1, width, rows, steps, histogram);
      const n = <usize>(rows * (min(width - 1, x1) - max(0, x0) + 1));
      const entropy = <f64>(load<i64>(whole + (n << 3)) - sum) * load<f64>(scales + (n << 3));
      store<f64>(map + (<usize>(y * width + x) << 3), entropy);
    }
  }
}

@inline
function enter(top: usize, width: i32, rows: i32, steps: usize, histogram: usize): i64 {
  let added: i64 = 0;
  for (let row = 0; row < rows; row++, top += width) {
    const bin = histogram + load<u8>(top);
    const count = <usize>load<u8>(bin);
    added += load<i64>(steps + (count << 3));
    store<u8>(bin, <u8>(count + 1));
  }
  return added;
}

@inline
function leave(top: usize, width: i32, rows: i32, steps: usize, histogram: usize): i64 {
  let removed: i64 = 0;
  for (let row = 0; row < rows; row++, top += width) {
    const bin = histogram + load<u8>(top);
    const count = <usize>load<u8>(bin) - 1;
    removed += load<i64>(steps + (count << 3));
    store<u8>(bin, <u8>count);
  }
  return removed;
}
