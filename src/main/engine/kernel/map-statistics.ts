/** @returns how many values there are of each level. */
export function levelHistogram(values: Uint8Array): Uint32Array {
  const counts = new Uint32Array(256);
  for (let i = 0; i < values.length; i++) counts[values[i]!]!++;
  return counts;
}

/** Mean and population standard deviation. */
export interface Spread {
  readonly mean: number;
  readonly deviation: number;
}

/** In two passes, each in eight interleaved sums. */
export function spreadOf(values: Float64Array): Spread {
  const mean = sumOfPowers(values, 0, 1) / values.length;
  return { mean, deviation: Math.sqrt(sumOfPowers(values, mean, 2) / values.length) };
}

/** Sum of (value - centre) to the power: values 0, 8, 16 ... make one sum, 1, 9, 17 ... the next. */
function sumOfPowers(values: Float64Array, centre: number, power: 1 | 2): number {
  const sums = new Float64Array(8);
  const whole = values.length - (values.length % 8);
  for (let i = 0; i < whole; i++) sums[i % 8]! += raised(values[i]! - centre, power);
  const [a, b, c, d, e, f, g, h] = [...sums] as [
    number,
    number,
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  let sum = a + c + (e + g) + (b + d + (f + h));
  for (let i = whole; i < values.length; i++) sum += raised(values[i]! - centre, power);
  return sum;
}

const raised = (off: number, power: 1 | 2): number => (power === 1 ? off : off * off);
