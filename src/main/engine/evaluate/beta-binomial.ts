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

/**
 * The beta distribution that shares of groups come from, by the method of moments: each group counts
 * alike, since groups differ by far more than their counting errors.
 *
 * @returns null where no group or every group has hits alone or none: nothing tells how they vary
 * @see Kleinman 1973, "Proportions with extraneous variance: single and independent samples"
 */
export function fitBetaPrior(groups: readonly Counted[]): BetaPrior | null {
  const count = groups.length;
  const mean = average(groups.map(({ hits, trials }) => hits / trials));
  if (count < 2 || mean <= 0 || mean >= 1) return null;
  const spread =
    groups.reduce((sum, { hits, trials }) => sum + (hits / trials - mean) ** 2, 0) / (count - 1);
  const ofCounting = average(groups.map(({ trials }) => 1 / trials));
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

const average = (values: readonly number[]): number =>
  values.length === 0 ? Number.NaN : values.reduce((sum, value) => sum + value, 0) / values.length;
