import { logBeta, logGamma } from './beta-distribution.ts';

/** Something counted: so many hits among so many trials, at least one trial. */
export interface Counted {
  readonly hits: number;
  readonly trials: number;
}

/** How shares vary from group to group: a beta distribution. */
export interface BetaPrior {
  readonly a: number;
  readonly b: number;
}

/** Correlations outside this are not told apart from none, or from all or nothing. */
const [leastCorrelation, mostCorrelation] = [1e-4, 0.95];

/** Sums over groups, from which one group is taken out again without going over the others. */
export interface ShareMoments {
  readonly count: number;
  readonly shares: number;
  readonly squares: number;
  /** sum of 1 / trials */
  readonly inverses: number;
}

/** @param groups with at least one trial each */
export const momentsOf = (groups: readonly Counted[]): ShareMoments =>
  groups.reduce((sums, group) => changed(sums, group, 1), {
    count: 0,
    shares: 0,
    squares: 0,
    inverses: 0,
  });

/** The moments of all groups but one of them. */
export const momentsWithout = (moments: ShareMoments, group: Counted): ShareMoments =>
  changed(moments, group, -1);

function changed(sums: ShareMoments, { hits, trials }: Counted, sign: 1 | -1): ShareMoments {
  const share = hits / trials;
  return {
    count: sums.count + sign,
    shares: sums.shares + sign * share,
    squares: sums.squares + sign * share ** 2,
    inverses: sums.inverses + sign / trials,
  };
}

/** A mean this near to none or all is one of rounding. */
const leastMean = 1e-9;

/**
 * The beta distribution that shares of groups come from, by the method of moments: each group counts
 * alike, since groups differ by far more than their counting errors.
 *
 * @returns null where no group or every group has hits alone or none: nothing tells how they vary
 * @see Kleinman 1973, "Proportions with extraneous variance: single and independent samples"
 */
export function fitBetaPrior(moments: ShareMoments): BetaPrior | null {
  const { count, shares, squares, inverses } = moments;
  const mean = shares / count;
  if (count < 2 || !(mean > leastMean && mean < 1 - leastMean)) return null;
  const spread = Math.max(0, squares - count * mean ** 2) / (count - 1);
  const ofCounting = inverses / count;
  const raw = ofCounting === 1 ? 0 : (spread / (mean * (1 - mean)) - ofCounting) / (1 - ofCounting);
  const correlation = Math.min(mostCorrelation, Math.max(leastCorrelation, raw));
  const total = (1 - correlation) / correlation;
  return { a: mean * total, b: (1 - mean) * total };
}

/** Probability of at least so many hits in a group of such shares; exact, at most one step a trial. */
export function atLeast({ hits, trials }: Counted, prior: BetaPrior): number {
  const mean = (trials * prior.a) / (prior.a + prior.b);
  // From the side of the lesser tail: the other may begin with a chance too small to be a number.
  const tail = hits > mean ? above(hits, trials, prior) : 1 - below(hits - 1, trials, prior);
  return Math.min(1, Math.max(0, tail));
}

function above(hits: number, trials: number, { a, b }: BetaPrior): number {
  let term = chanceOf(hits, trials, { a, b });
  let sum = 0;
  for (let k = hits; k <= trials; k++) {
    sum += term;
    term *= ((trials - k) / (k + 1)) * ((k + a) / (trials - k - 1 + b));
  }
  return sum;
}

/** At most so many hits. */
const below = (hits: number, trials: number, { a, b }: BetaPrior): number =>
  above(trials - hits, trials, { a: b, b: a });

function chanceOf(hits: number, trials: number, { a, b }: BetaPrior): number {
  if (hits > trials) return 0;
  const choose = logGamma(trials + 1) - logGamma(hits + 1) - logGamma(trials - hits + 1);
  return Math.exp(choose + logBeta(hits + a, trials - hits + b) - logBeta(a, b));
}
