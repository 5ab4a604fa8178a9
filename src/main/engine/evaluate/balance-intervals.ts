import type { BalanceIntervals } from '../../../shared/balance.ts';
import { xorshift32 } from '../kernel/xorshift32.ts';
import { type Interval, percentileInterval } from './bootstrap.ts';

/** Fewer sources say too little about others to draw from. */
const leastSources = 5;
/** Draws of all rounds together: 600 sources have 2000 rounds, 100,000 volumes 200. */
const mostDraws = 2e7;

/**
 * Percentile intervals of Gini coefficient, share of the top fifth and Hill numbers by bootstrap over
 * sources: as many sources are drawn again with replacement, each with all its patches, so that an interval
 * tells how far a measure hangs on which sources there are. Patches are not drawn: they are all there.
 * A source drawn twice counts as two sources. Sorted once; each round is a walk over the sorted counts.
 *
 * @param counts patches of each source; one without counts too.
 * @returns null for fewer than five sources, or without patches
 * @see Efron and Tibshirani 1993, "An introduction to the bootstrap", chapter 13
 */
export function balanceIntervals(
  counts: ArrayLike<number>,
  seed = 1,
  rounds = Math.max(200, Math.min(2000, Math.floor(mostDraws / Math.max(1, counts.length)))),
): BalanceIntervals | null {
  const ascending = Float64Array.from(counts).sort();
  const n = ascending.length;
  if (n < leastSources || ascending[n - 1] === 0) return null;
  const { below } = xorshift32(seed);
  const drawn = new Uint32Array(n);
  const columns = { gini: [], topFifthShare: [], order1: [], order2: [] } as Record<
    keyof BalanceIntervals,
    number[]
  >;
  for (let round = 0; round < rounds; round++) {
    drawn.fill(0);
    for (let i = 0; i < n; i++) {
      const at = below(n);
      drawn[at] = (drawn[at] ?? 0) + 1;
    }
    const measured = measure(ascending, drawn);
    columns.gini.push(measured.gini);
    columns.topFifthShare.push(measured.topFifthShare);
    if (measured.order1 === null || measured.order2 === null) continue;
    columns.order1.push(measured.order1);
    columns.order2.push(measured.order2);
  }
  const of = (values: readonly number[]): Interval => percentileInterval(Float64Array.from(values));
  return {
    gini: of(columns.gini),
    topFifthShare: of(columns.topFifthShare),
    order1: of(columns.order1),
    order2: of(columns.order2),
  };
}

/**
 * The measures of sources drawn so often each, as lorenz.ts and evenness.ts define them.
 *
 * @param ascending counts; @param drawn how often each was drawn, as many in all as there are
 */
function measure(ascending: Float64Array, drawn: Uint32Array) {
  const n = ascending.length;
  const poor = 0.8 * n;
  let [rank, total, weighted, belowTop, entropy, squares] = [0, 0, 0, 0, 0, 0];
  for (let i = 0; i < n; i++) {
    const times = drawn[i] ?? 0;
    if (times === 0) continue;
    const count = ascending[i] ?? 0;
    // Ranks rank+1 .. rank+times: the sum of their weights 2 k - n - 1.
    weighted += count * times * (2 * rank + times - n);
    belowTop += count * Math.max(0, Math.min(times, poor - rank));
    rank += times;
    total += count * times;
    squares += count * count * times;
    if (count > 0) entropy += count * times * Math.log(count);
  }
  // Nothing but empty sources drawn: the line of equality, and no diversity to tell.
  if (total === 0) return { gini: 0, topFifthShare: 0.2, order1: null, order2: null };
  return {
    gini: weighted / (n * total),
    topFifthShare: 1 - belowTop / total,
    // -sum p ln p, with p = count / total
    order1: Math.exp(Math.log(total) - entropy / total),
    order2: (total * total) / squares,
  };
}
