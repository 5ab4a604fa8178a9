// A symmetric filter along the rows of a picture, then down its columns, four pixels at a time. Beyond the edges the
// outermost pixels go on. Everything is f32.

/**
 * @param weights from the middle outwards, radius + 1 of them
 * @param room for width + 2 * radius values
 */
export function filterRows(
  source: usize, target: usize, height: i32, width: i32, weights: usize, radius: i32, room: usize
): void {
  const inner = room + (<usize>radius << 2);
  const bytes = <usize>width << 2;
  for (let y = 0; y < height; y++) {
    const from = source + <usize>y * bytes;
    const to = target + <usize>y * bytes;
    const first = load<f32>(from), last = load<f32>(from + bytes - 4);
    for (let i = 0; i < radius; i++) {
      store<f32>(room + (<usize>i << 2), first);
      store<f32>(inner + bytes + (<usize>i << 2), last);
    }
    memory.copy(inner, from, bytes);
    let x: usize = 0;
    for (; x + 16 <= bytes; x += 16) {
      let sum = f32x4.mul(v128.load_splat<f32>(weights), v128.load(inner + x));
      for (let step = 1; step <= radius; step++) {
        const away = <usize>step << 2;
        const both = f32x4.add(v128.load(inner + x - away), v128.load(inner + x + away));
        sum = f32x4.add(sum, f32x4.mul(v128.load_splat<f32>(weights + away), both));
      }
      v128.store(to + x, sum);
    }
    for (; x < bytes; x += 4) {
      let sum = load<f32>(weights) * load<f32>(inner + x);
      for (let step = 1; step <= radius; step++) {
        const away = <usize>step << 2;
        sum += load<f32>(weights + away) * (load<f32>(inner + x - away) + load<f32>(inner + x + away));
      }
      store<f32>(to + x, sum);
    }
  }
}

/** The same down columns. */
export function filterColumns(
  source: usize, target: usize, height: i32, width: i32, weights: usize, radius: i32
): void {
  const bytes = <usize>width << 2;
  for (let y = 0; y < height; y++) {
    const here = source + <usize>y * bytes;
    const to = target + <usize>y * bytes;
    let x: usize = 0;
    for (; x + 16 <= bytes; x += 16) {
      let sum = f32x4.mul(v128.load_splat<f32>(weights), v128.load(here + x));
      for (let step = 1; step <= radius; step++) {
        const above = source + <usize>max(0, y - step) * bytes + x;
        const below = source + <usize>min(height - 1, y + step) * bytes + x;
        const both = f32x4.add(v128.load(above), v128.load(below));
        sum = f32x4.add(sum, f32x4.mul(v128.load_splat<f32>(weights + (<usize>step << 2)), both));
      }
      v128.store(to + x, sum);
    }
    for (; x < bytes; x += 4) {
      let sum = load<f32>(weights) * load<f32>(here + x);
      for (let step = 1; step <= radius; step++) {
        const above = source + <usize>max(0, y - step) * bytes + x;
        const below = source + <usize>min(height - 1, y + step) * bytes + x;
        sum += load<f32>(weights + (<usize>step << 2)) * (load<f32>(above) + load<f32>(below));
      }
      store<f32>(to + x, sum);
    }
  }
}
