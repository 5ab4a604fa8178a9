import {
  atLeast,
  type BetaPrior,
  type Counted,
  fitBetaPrior,
  momentsOf,
  momentsWithout,
} from './beta-binomial.ts';
import { betaQuantile } from './beta-distribution.ts';

/** A group's share beside those of the others. */
export interface SharedGroup {
  readonly hits: number;
  readonly trials: number;
  /** where its share lies, 95 %, drawn towards the others the less was counted; null where nothing was */
  readonly interval: { readonly low: number; readonly high: number } | null;
  /** chance of so high a share if it were like the others, after correcting for how many are looked at; null where it cannot be told */
  readonly chance: number | null;
  readonly isUnusual: boolean;
}

/** With fewer others nobody can say how shares vary. */
export const fewestOthers = 4;

/** Share of those called unusual that may be called so by accident. */
export const falseDiscoveries = 0.05;

/**
 * Groups whose share is higher than the spread of the others explains.
 *
 * Each group is held against a beta-binomial distribution fitted to all others, so that one that stands
 * out does not widen the spread it is judged by; chances are corrected by Benjamini and Hochberg. A plain
 * interval around each share would call nearly every large group unusual, since groups do differ.
 *
 * @see docs/composition.md
 */
export function unusualShares(groups: readonly Counted[]): readonly SharedGroup[] {
  const counted = groups.filter(({ trials }) => trials > 0);
  const moments = momentsOf(counted);
  const ofAll = fitBetaPrior(moments);
  const chances = groups.map((group) => {
    if (group.trials === 0 || counted.length <= fewestOthers) return null;
    const others = fitBetaPrior(momentsWithout(moments, group));
    return others ? atLeast(group, others) : null;
  });
  const corrected = falseDiscoveryRates(chances);
  return groups.map((group, i) => {
    const chance = corrected[i] ?? null;
    const isUnusual = chance !== null && chance < falseDiscoveries;
    return { ...group, interval: intervalOf(group, ofAll), chance, isUnusual };
  });
}

/** Jeffreys' prior where there is nothing to draw towards. */
const jeffreys: BetaPrior = { a: 0.5, b: 0.5 };

function intervalOf({ hits, trials }: Counted, fitted: BetaPrior | null) {
  if (trials === 0) return null;
  const { a, b } = fitted ?? jeffreys;
  const quantile = (share: number) => betaQuantile(share, a + hits, b + trials - hits);
  return { low: quantile(0.025), high: quantile(0.975) };
}

/** Chances corrected for their number: of those below a limit, at most that share is false (Benjamini and Hochberg 1995). */
export function falseDiscoveryRates(chances: readonly (number | null)[]): (number | null)[] {
  const known = chances.flatMap((chance, at) => (chance === null ? [] : [{ chance, at }]));
  known.sort((x, y) => y.chance - x.chance);
  const corrected: (number | null)[] = chances.map(() => null);
  let least = 1;
  known.forEach(({ chance, at }, i) => {
    least = Math.min(least, (chance * known.length) / (known.length - i));
    corrected[at] = least;
  });
  return corrected;
}
