// What the features need of a map, without a copy of the map; the order of the sums is the plain version's.

/**
 * @param values u8 [count]
 * @param counts u32 [4][256]: the first row is the histogram in the end; neighbours of one level do not wait for each other
 */
export function histogram(values: usize, count: i32, counts: usize): void {
  memory.fill(counts, 0, 4096);
  const whole = count & ~3;
  for (let i = 0; i < whole; i += 4) {
    const four = load<u32>(values + <usize>i);
    add(counts, four & 255);
    add(counts + 1024, (four >> 8) & 255);
    add(counts + 2048, (four >> 16) & 255);
    add(counts + 3072, four >> 24);
  }
  for (let i = whole; i < count; i++) add(counts, <u32>load<u8>(values + <usize>i));
  for (let level: usize = 0; level < 1024; level += 16) {
    const at = counts + level;
    const sum = i32x4.add(
      i32x4.add(v128.load(at), v128.load(at, 1024)), i32x4.add(v128.load(at, 2048), v128.load(at, 3072)));
    v128.store(at, sum);
  }
}

@inline
function add(counts: usize, level: u32): void {
  const at = counts + (<usize>level << 2);
  store<u32>(at, load<u32>(at) + 1);
}

/**
 * Sum of (value - centre) to the power 1 or 2, in eight interleaved sums that are then added up.
 *
 * @param values f64 [count]
 */
export function sumOfPowers(values: usize, count: i32, centre: f64, power: i32): f64 {
  const c = f64x2.splat(centre);
  let a = f64x2.splat(0), b = a, d = a, e = a;
  const whole = count & ~7;
  for (let i = 0; i < whole; i += 8) {
    const at = values + (<usize>i << 3);
    a = f64x2.add(a, raised(f64x2.sub(v128.load(at), c), power));
    b = f64x2.add(b, raised(f64x2.sub(v128.load(at, 16), c), power));
    d = f64x2.add(d, raised(f64x2.sub(v128.load(at, 32), c), power));
    e = f64x2.add(e, raised(f64x2.sub(v128.load(at, 48), c), power));
  }
  const both = f64x2.add(f64x2.add(a, b), f64x2.add(d, e));
  let sum = f64x2.extract_lane(both, 0) + f64x2.extract_lane(both, 1);
  for (let i = whole; i < count; i++) {
    const off = load<f64>(values + (<usize>i << 3)) - centre;
    sum += power == 1 ? off : off * off;
  }
  return sum;
}

@inline
function raised(off: v128, power: i32): v128 {
  return power == 1 ? off : f64x2.mul(off, off);
}
