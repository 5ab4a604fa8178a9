import { xorshift32 } from '../kernel/xorshift32.ts';
import { descendingOrder } from './roc.ts';

/** Where the area under the ROC curve lies with the given probability. */
export interface AreaInterval {
  readonly low: number;
  readonly high: number;
}

/**
 * Percentile interval of the area under the ROC curve by stratified bootstrap: patches are drawn
 * again within each class, so both classes keep their size. The same seed gives the same interval.
 *
 * @param labels 1 informative, 0 uninformative.
 * @param options.level share of the resamples inside, 0.95 for the usual interval.
 * @returns null unless both classes occur.
 */
export function bootstrapAreaInterval(
  scores: ArrayLike<number>,
  labels: ArrayLike<number>,
  options: { readonly seed: number; readonly rounds?: number; readonly level?: number },
): AreaInterval | null {
  const { seed, rounds = 2000, level = 0.95 } = options;
  const order = descendingOrder(scores);
  const classes = [0, 1].map((label) => order.filter((i) => (labels[i] === 1 ? 1 : 0) === label));
  const [negatives, positives] = classes;
  if (!negatives?.length || !positives?.length) return null;
  const { below } = xorshift32(seed);
  const drawn = new Uint32Array(scores.length);
  const areas = new Float64Array(rounds);
  for (let round = 0; round < rounds; round++) {
    drawn.fill(0);
    for (const members of [negatives, positives]) {
      for (let i = 0; i < members.length; i++) {
        const member = members[below(members.length)] ?? 0;
        drawn[member] = (drawn[member] ?? 0) + 1;
      }
    }
    const pairs = rankedPairs(scores, labels, order, drawn);
    areas[round] = pairs / (negatives.length * positives.length);
  }
  areas.sort();
  const outside = (1 - level) / 2;
  return { low: quantile(areas, outside), high: quantile(areas, 1 - outside) };
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

/** Linear interpolation between the two nearest of ascending values. */
function quantile(ascending: Float64Array, share: number): number {
  const at = share * (ascending.length - 1);
  const low = ascending[Math.floor(at)] ?? 0;
  const high = ascending[Math.ceil(at)] ?? 0;
  return low + (high - low) * (at - Math.floor(at));
}
