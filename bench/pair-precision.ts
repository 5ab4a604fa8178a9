// node bench/pair-precision.ts [ROUNDS]: how often 95 % intervals of the precision of a radius hold the true share, by
// simulated marks, for the interval in use and for others. Prints the table of docs/near-duplicates.md. Not timed.
import { type PairStratum, pairPrecision } from '../src/main/engine/evaluate/pair-precision.ts';
import { proportionInterval } from '../src/main/engine/evaluate/proportion-interval.ts';
import { xorshift32 } from '../src/main/engine/kernel/xorshift32.ts';

type Bounds = readonly [low: number, high: number];
type Method = (strata: readonly PairStratum[]) => Bounds;

const rounds = Number(process.argv[2] ?? 1000);
/** Patches at each distance from their exemplar within 12 bits, in the real volumes. */
const weights = [7, 20, 45, 76, 84, 109, 97, 110, 114, 101, 128, 116, 155];
const all = weights.reduce((sum, weight) => sum + weight, 0);
const z = 1.959963984540054;
const random = xorshift32(20261126);
const uniform = () => random.next() / 2 ** 32;

const shapes: Readonly<Record<string, (d: number) => number>> = {
  'all the same': () => 1,
  '98 % everywhere': () => 0.98,
  '90 % everywhere': () => 0.9,
  'half everywhere': () => 0.5,
  'the same up to 8 bits, then 60 %': (d) => (d <= 8 ? 1 : 0.6),
  'falling, half at 10 bits': (d) => 1 / (1 + Math.exp((d - 10) / 2)),
};

/** Each stratum with its weight and its share. */
const parts = (strata: readonly PairStratum[]) =>
  strata.map(({ pairs, same, different }) => ({
    weight: pairs / all,
    same,
    marks: same + different,
    share: same / (same + different),
  }));

const normal: Method = (strata) => {
  let [share, variance] = [0, 0];
  for (const { weight, share: p, marks } of parts(strata)) {
    share += weight * p;
    variance += (weight ** 2 * p * (1 - p)) / marks;
  }
  return [share - z * Math.sqrt(variance), share + z * Math.sqrt(variance)];
};

/** Wilson intervals joined as the exact ones are in use. */
const wilsonMover: Method = (strata) => {
  let [share, below, above] = [0, 0, 0];
  for (const { weight, same, marks } of parts(strata)) {
    const at = proportionInterval(same, marks);
    if (!at) continue;
    share += weight * at.share;
    below += (weight * (at.share - at.low)) ** 2;
    above += (weight * (at.high - at.share)) ** 2;
  }
  return [share - Math.sqrt(below), share + Math.sqrt(above)];
};

/** Yan and Su 2010: one narrower quantile for all strata, so that their Wilson bounds add up. */
const stratifiedWilson: Method = (strata) => {
  const each = parts(strata);
  let width = z / Math.sqrt(each.length);
  for (let turn = 0; turn < 30; turn++) {
    let [squares, plain] = [0, 0];
    for (const { weight, share, marks } of each) {
      const spread = (share * (1 - share)) / marks + width ** 2 / (4 * marks ** 2);
      const variance = spread / (1 + width ** 2 / marks) ** 2;
      squares += weight ** 2 * variance;
      plain += weight * Math.sqrt(variance);
    }
    width = (z * Math.sqrt(squares)) / plain;
  }
  let [low, high] = [0, 0];
  for (const { weight, same, marks } of each) {
    const at = proportionInterval(same, marks, width);
    low += weight * (at?.low ?? 0);
    high += weight * (at?.high ?? 1);
  }
  return [low, high];
};

/** Beta(1/2, 1/2) at each distance, the sum by Monte Carlo. */
const jeffreys: Method = (strata) => {
  const draws = Float64Array.from({ length: 1000 }, () =>
    parts(strata).reduce(
      (sum, { weight, same, marks }) => sum + weight * beta(same + 0.5, marks - same + 0.5),
      0,
    ),
  ).sort();
  return [draws[25] ?? 0, draws[974] ?? 1];
};

const inUse: Method = (strata) => {
  const found = pairPrecision(strata);
  return [found?.low ?? 0, found?.high ?? 1];
};

const methods: Readonly<Record<string, Method>> = {
  'exact, MOVER': inUse,
  'Wilson, MOVER': wilsonMover,
  'stratified Wilson': stratifiedWilson,
  'Jeffreys, Monte Carlo': jeffreys,
  normal,
};

for (const marks of [3, 10, 25]) {
  console.log(`\n${marks} marks at each distance, ${rounds} rounds\n`);
  console.log(`| true shares | ${Object.keys(methods).join(' | ')} |`);
  console.log(`|---|${'--:|'.repeat(Object.keys(methods).length)}`);
  for (const [name, truth] of Object.entries(shapes)) {
    console.log(`| ${name} | ${coverages(truth, marks).join(' | ')} |`);
  }
}

function coverages(truth: (d: number) => number, marks: number): string[] {
  const share = weights.reduce((sum, weight, d) => sum + (weight / all) * truth(d), 0);
  const held = new Map<string, number>();
  const width = new Map<string, number>();
  for (let round = 0; round < rounds; round++) {
    const strata = weights.map((pairs, d) => {
      let same = 0;
      for (let i = 0; i < marks; i++) if (uniform() < truth(d)) same++;
      return { pairs, same, different: marks - same };
    });
    for (const [name, method] of Object.entries(methods)) {
      const [low, high] = method(strata);
      const holds = low <= share + 1e-9 && share <= high + 1e-9;
      held.set(name, (held.get(name) ?? 0) + Number(holds));
      width.set(name, (width.get(name) ?? 0) + high - low);
    }
  }
  return Object.keys(methods).map((name) => {
    const percent = Math.round((100 * (held.get(name) ?? 0)) / rounds);
    return `${percent} %, ${((width.get(name) ?? 0) / rounds).toFixed(3)}`;
  });
}

function beta(a: number, b: number): number {
  const [first, second] = [gamma(a), gamma(b)];
  return first / (first + second);
}

/** Marsaglia and Tsang 2000. */
function gamma(shape: number): number {
  if (shape < 1) return gamma(shape + 1) * (uniform() || 1e-12) ** (1 / shape);
  const d = shape - 1 / 3;
  for (;;) {
    const normalDraw =
      Math.sqrt(-2 * Math.log(uniform() || 1e-12)) * Math.cos(2 * Math.PI * uniform());
    const v = (1 + normalDraw / Math.sqrt(9 * d)) ** 3;
    if (v <= 0) continue;
    if (Math.log(uniform() || 1e-12) < normalDraw ** 2 / 2 + d - d * v + d * Math.log(v)) {
      return d * v;
    }
  }
}
