import { xorshift32 } from '../kernel/xorshift32.ts';
import { descendingOrder } from './roc.ts';

/** Where a measure lies with the given probability. */
export interface Interval {
  readonly low: number;
  readonly high: number;
}

/** How the rows are drawn again, and how much of the resamples lies inside the interval. */
export interface BootstrapOptions {
  readonly seed: number;
  /** resamples, 2000 unless given */
  readonly rounds?: number;
  /** share of the resamples inside, 0.95 unless given */
  readonly level?: number;
}

/**
 * Percentile interval of the area under the ROC curve by stratified bootstrap: patches are drawn
 * again within each class, so both classes keep their size. The same seed gives the same interval.
 *
 * @param labels 1 informative, 0 uninformative.
 * @returns null unless both classes occur.
 */
export function bootstrapAreaInterval(
  scores: ArrayLike<number>,
  labels: ArrayLike<number>,
  options: BootstrapOptions,
): Interval | null {
  const order = descendingOrder(scores);
  const positives = order.filter((i) => labels[i] === 1).length;
  const pairs = positives * (order.length - positives);
  if (pairs === 0) return null;
  const areaOf = (drawn: Uint32Array) => rankedPairs(scores, labels, order, drawn) / pairs;
  return bootstrapInterval(order, labels, areaOf, options);
}

/**
 * Percentile interval of any measure of labelled rows, drawing the rows again within each class.
 *
 * @param order the rows to draw from; it decides which row a draw of the seed means.
 * @param labels 1 informative, anything else uninformative; one a row.
 * @param measure of the rows, given how often each was drawn.
 * @see Efron and Tibshirani 1993, "An introduction to the bootstrap", chapter 13
 */
export function bootstrapInterval(
  order: Uint32Array,
  labels: ArrayLike<number>,
  measure: (drawn: Uint32Array) => number,
  { seed, rounds = 2000, level = 0.95 }: BootstrapOptions,
): Interval {
  const classes = [0, 1].map((label) => order.filter((i) => (labels[i] === 1 ? 1 : 0) === label));
  const { below } = xorshift32(seed);
  const drawn = new Uint32Array(labels.length);
  const measured = new Float64Array(rounds);
  for (let round = 0; round < rounds; round++) {
    drawn.fill(0);
    for (const members of classes) {
      for (let i = 0; i < members.length; i++) {
        const member = members[below(members.length)] ?? 0;
        drawn[member] = (drawn[member] ?? 0) + 1;
      }
    }
    measured[round] = measure(drawn);
  }
  return percentileInterval(measured, level);
}

/** The middle `level` (0..1) of values; the values are sorted in place. */
export function percentileInterval(values: Float64Array, level = 0.95): Interval {
  values.sort();
  const outside = (1 - level) / 2;
  return { low: quantile(values, outside), high: quantile(values, 1 - outside) };
}

/** Linear interpolation between the two nearest of ascending values; `share` 0..1 of the way up. */
export function quantile(ascending: Float64Array, share: number): number {
  const at = share * (ascending.length - 1);
  const low = ascending[Math.floor(at)] ?? 0;
  const high = ascending[Math.ceil(at)] ?? 0;
  return low + (high - low) * (at - Math.floor(at));
}

/** Pairs with the informative patch ahead, ties counting half, each patch counted as often as it was drawn. */
function rankedPairs(
  scores: ArrayLike<number>,
  labels: ArrayLike<number>,
  order: Uint32Array,
  drawn: Uint32Array,
): number {
  let pairs = 0;
  let ahead = 0;
  let tiedPositives = 0;
  let tiedNegatives = 0;
  for (let rank = 0; rank < order.length; rank++) {
    const i = order[rank] ?? 0;
    if (labels[i] === 1) tiedPositives += drawn[i] ?? 0;
    else tiedNegatives += drawn[i] ?? 0;
    if (scores[order[rank + 1] ?? -1] === scores[i]) continue;
    pairs += tiedNegatives * (ahead + tiedPositives / 2);
    ahead += tiedPositives;
    tiedPositives = 0;
    tiedNegatives = 0;
  }
  return pairs;
}
