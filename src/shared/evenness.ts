import { z } from 'zod';
import { giniCoefficient, shareOfRichest, sourcesHolding } from './lorenz.ts';

/** How evenly counts are spread over sources (spec 4); all null without sources. */
export const evenness = z.object({
  gini: z.number().nullable(),
  /** the largest coefficient that so many sources can have: 1 - 1/n, one holding everything */
  giniMost: z.number().nullable(),
  /** as a share of the largest, n / (n - 1) times as much: comparable between few and many sources */
  giniNormalised: z.number().nullable(),
  /** share of patches in the richest fifth of sources */
  topFifthShare: z.number().nullable(),
  /** smallest share of sources that holds 80 % of the patches */
  holdingEighty: z.number().nullable(),
  /** Hill numbers: how many equal sources would be as diverse; null without patches */
  effective: z.object({ order0: z.number(), order1: z.number(), order2: z.number() }).nullable(),
});
export type Evenness = z.infer<typeof evenness>;

export function evennessOf(counts: readonly number[]): Evenness {
  const n = counts.length;
  const gini = giniCoefficient(counts);
  const giniMost = n === 0 ? null : 1 - 1 / n;
  return {
    gini,
    giniMost,
    giniNormalised: gini === null || giniMost === null || giniMost === 0 ? null : gini / giniMost,
    topFifthShare: shareOfRichest(counts),
    holdingEighty: sourcesHolding(counts),
    effective: hillNumbers(counts),
  };
}

/**
 * Hill numbers of order 0, 1 and 2: sources with any patches, the exponential of Shannon's entropy of the
 * shares, and the inverse of Simpson's index. The higher the order, the less small sources count.
 *
 * @see Hill 1973, "Diversity and evenness: a unifying notation and its consequences"
 */
export function hillNumbers(counts: readonly number[]): Evenness['effective'] {
  const total = counts.reduce((sum, count) => sum + count, 0);
  if (total === 0) return null;
  let [some, entropy, squares] = [0, 0, 0];
  for (const count of counts) {
    if (count === 0) continue;
    const share = count / total;
    some++;
    entropy -= share * Math.log(share);
    squares += share * share;
  }
  return { order0: some, order1: Math.exp(entropy), order2: 1 / squares };
}
