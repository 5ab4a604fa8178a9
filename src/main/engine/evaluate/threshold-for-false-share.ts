import { proportionInterval } from './proportion-interval.ts';
import { descendingOrder } from './roc.ts';

/** A threshold and what keeping every score above it does to the hold-out. */
export interface FalseShareThreshold {
  readonly threshold: number;
  readonly kept: number;
  /** share of the kept that is uninformative, with its 95 % Wilson interval */
  readonly falseShare: { readonly share: number; readonly low: number; readonly high: number };
  /** share of the informative that is kept */
  readonly recall: number;
}

/** The smallest thresholds that keep at most so large a false share; null where none keeps anything. */
export interface ThresholdsForFalseShare {
  /** by the share that was counted: as likely as not it is more on patches not yet seen */
  readonly byCount: FalseShareThreshold | null;
  /** by the upper end of its 95 % interval: the careful choice */
  readonly byUpperBound: FalseShareThreshold | null;
}

/**
 * "Keep at most x % false informative": the smallest thresholds that do so on the hold-out.
 *
 * @param scores probabilities, 0..1. @param labels 1 informative, 0 uninformative; as many.
 * @param atMost share of the kept that may be uninformative, 0..1.
 * @returns thresholds that are scores of the hold-out, or 0, which keeps every score above 0.
 */
export function thresholdsForFalseShare(
  scores: ArrayLike<number>,
  labels: ArrayLike<number>,
  atMost: number,
): ThresholdsForFalseShare {
  const points = candidates(scores, labels);
  return {
    byCount: points.findLast(({ falseShare }) => falseShare.share <= atMost) ?? null,
    byUpperBound: points.findLast(({ falseShare }) => falseShare.high <= atMost) ?? null,
  };
}

/** One threshold below each different score, the highest first; each keeps something. */
function candidates(scores: ArrayLike<number>, labels: ArrayLike<number>): FalseShareThreshold[] {
  const order = descendingOrder(scores);
  const informative = order.filter((i) => labels[i] === 1).length;
  const found: FalseShareThreshold[] = [];
  let right = 0;
  for (let rank = 0; rank < order.length; rank++) {
    const score = scores[order[rank] ?? 0] ?? 0;
    if (labels[order[rank] ?? 0] === 1) right++;
    const threshold = scores[order[rank + 1] ?? -1] ?? 0;
    if (threshold === score) continue;
    const kept = rank + 1;
    const falseShare = proportionInterval(kept - right, kept);
    const recall = informative === 0 ? 0 : right / informative;
    if (falseShare) found.push({ threshold, kept, falseShare, recall });
  }
  return found;
}
