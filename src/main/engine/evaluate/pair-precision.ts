import { betaQuantile } from './beta-distribution.ts';
import type { ProportionInterval } from './proportion-interval.ts';

/** Pairs of one distance: how many there are, and what a person said of some of them. */
export interface PairStratum {
  /** pairs of a patch and its exemplar that de-duplication makes at this distance */
  readonly pairs: number;
  readonly same: number;
  readonly different: number;
}

/** A share of pairs that show the same, and where the true one lies. */
export interface PairPrecision extends ProportionInterval {
  /** share of the pairs that are of a distance nobody marked a pair of: the bounds leave it open altogether */
  readonly unmarked: number;
}

/**
 * The share of a de-duplication's pairs that show the same, by stratified sampling: the shares marked at each
 * distance, weighted by how many pairs there are of it, with a 95 % interval.
 *
 * Each distance has its exact (Clopper-Pearson) interval; these are joined by the squares of their distances from
 * the shares (MOVER), which keeps them exact for one stratum and lets the errors of many cancel. A distance without
 * marks counts as all different in the lower bound and as all the same in the upper one. Priors a stratum, as in
 * a Bayesian sum, would add up: thirteen of Jeffreys' with ten pairs each take all same for 96 %.
 *
 * @returns null where no pair of a distance that occurs is marked.
 * @see Clopper and Pearson 1934; Zou and Donner 2008, "Construction of confidence limits about effect measures"
 */
export function pairPrecision(strata: readonly PairStratum[]): PairPrecision | null {
  const all = strata.reduce((sum, { pairs }) => sum + pairs, 0);
  let [marked, share, below, above] = [0, 0, 0, 0];
  for (const stratum of strata) {
    const interval = exactInterval(stratum.same, stratum.same + stratum.different);
    const weight = all > 0 ? stratum.pairs / all : 0;
    if (!interval || weight === 0) continue;
    marked += weight;
    share += weight * interval.share;
    below += (weight * (interval.share - interval.low)) ** 2;
    above += (weight * (interval.high - interval.share)) ** 2;
  }
  if (marked === 0) return null;
  const unmarked = Math.max(0, 1 - marked);
  return {
    share: Math.min(1, share / marked),
    low: Math.max(0, share - Math.sqrt(below)),
    high: Math.min(1, share + Math.sqrt(above) + unmarked),
    unmarked: unmarked < 1e-12 ? 0 : unmarked,
  };
}

/**
 * A share with its exact interval of 95 %, whose true level is never less; null where nothing was counted.
 *
 * @see Clopper and Pearson 1934, "The use of confidence or fiducial limits illustrated in the case of the binomial"
 */
export function exactInterval(hits: number, trials: number): ProportionInterval | null {
  if (trials === 0) return null;
  return {
    share: hits / trials,
    low: hits === 0 ? 0 : betaQuantile(0.025, hits, trials - hits + 1),
    high: hits === trials ? 1 : betaQuantile(0.975, hits + 1, trials - hits),
  };
}
