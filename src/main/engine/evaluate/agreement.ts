import { xorshift32 } from '../kernel/xorshift32.ts';

/** What two people said of one patch, as places in the list of classes. */
export type Pair = readonly [first: number, second: number];

export interface Measured {
  readonly patches: number;
  readonly alike: number | null;
  readonly kappa: number | null;
  readonly interval: { readonly low: number; readonly high: number } | null;
  readonly table: number[][];
}

const rounds = 2000;
const level = 0.95;

/**
 * How far two people agree: the share said alike and Cohen's kappa (Cohen 1960; unweighted, as
 * scikit-learn's cohen_kappa_score), with a percentile interval from drawing the patches again.
 * Resamples in which kappa is not defined are left out. The same seed gives the same interval.
 *
 * @param classes how many things can be said; values of the pairs are below it
 */
export function measureAgreement(pairs: readonly Pair[], classes: number, seed: number): Measured {
  const table = countPairs(pairs, classes);
  const patches = pairs.length;
  const kappa = kappaOf(table);
  const alike = patches > 0 ? diagonal(table) / patches : null;
  return {
    patches,
    alike,
    kappa,
    interval: kappa === null ? null : intervalOf(pairs, classes, seed),
    table,
  };
}

function countPairs(pairs: readonly Pair[], classes: number): number[][] {
  const table = Array.from({ length: classes }, () => new Array<number>(classes).fill(0));
  for (const [first, second] of pairs) {
    const row = table[first];
    if (row) row[second] = (row[second] ?? 0) + 1;
  }
  return table;
}

const diagonal = (table: readonly (readonly number[])[]): number =>
  table.reduce((sum, row, i) => sum + (row[i] ?? 0), 0);

/** (observed - expected) / (1 - expected); null where the expected agreement is whole, or nothing was said. */
function kappaOf(table: readonly (readonly number[])[]): number | null {
  const rows = table.map((row) => row.reduce((sum, count) => sum + count, 0));
  const columns = table.map((_, i) => table.reduce((sum, row) => sum + (row[i] ?? 0), 0));
  const total = rows.reduce((sum, count) => sum + count, 0);
  if (total === 0) return null;
  const expected = rows.reduce((sum, count, i) => sum + count * (columns[i] ?? 0), 0) / total ** 2;
  if (1 - expected < 1e-12) return null;
  return (diagonal(table) / total - expected) / (1 - expected);
}

function intervalOf(pairs: readonly Pair[], classes: number, seed: number) {
  const { below } = xorshift32(seed);
  const kappas: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const table = Array.from({ length: classes }, () => new Array<number>(classes).fill(0));
    for (let i = 0; i < pairs.length; i++) {
      const [first, second] = pairs[below(pairs.length)] ?? [0, 0];
      const row = table[first];
      if (row) row[second] = (row[second] ?? 0) + 1;
    }
    const kappa = kappaOf(table);
    if (kappa !== null) kappas.push(kappa);
  }
  if (kappas.length === 0) return null;
  kappas.sort((a, b) => a - b);
  const outside = (1 - level) / 2;
  return { low: quantile(kappas, outside), high: quantile(kappas, 1 - outside) };
}

/** Linear interpolation between the two nearest of ascending values. */
function quantile(ascending: readonly number[], share: number): number {
  const at = share * (ascending.length - 1);
  const low = ascending[Math.floor(at)] ?? 0;
  const high = ascending[Math.ceil(at)] ?? 0;
  return low + (high - low) * (at - Math.floor(at));
}
