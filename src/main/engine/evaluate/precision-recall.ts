import { type BootstrapOptions, bootstrapInterval, type Interval } from './bootstrap.ts';
import { type ProportionInterval, proportionInterval } from './proportion-interval.ts';
import { descendingOrder } from './roc.ts';

/** What keeping every score > threshold means. */
export interface PrecisionRecallPoint {
  /** share of the informative that is kept, 0..1 */
  readonly recall: number;
  /** share of the kept that is informative, 0..1; 1 where nothing is kept */
  readonly precision: number;
  readonly threshold: number;
}

/**
 * Precision and recall of scores against labels at every different score, the highest first.
 *
 * @param labels 1 informative, 0 uninformative; as many as scores, which are finite.
 * @returns no points unless something is informative. The first point keeps nothing; the last keeps
 * everything, its threshold 1 below the lowest score.
 * @see scikit-learn `precision_recall_curve`: the same points the other way round, with the
 * difference that there a score equal to the threshold is kept.
 */
export function precisionRecallCurve(
  scores: ArrayLike<number>,
  labels: ArrayLike<number>,
): readonly PrecisionRecallPoint[] {
  const order = descendingOrder(scores);
  const informative = order.filter((i) => labels[i] === 1).length;
  if (informative === 0) return [];
  const points = [{ recall: 0, precision: 1, threshold: scores[order[0] ?? 0] ?? 0 }];
  let kept = 0;
  for (let rank = 0; rank < order.length; rank++) {
    const score = scores[order[rank] ?? 0] ?? 0;
    if (labels[order[rank] ?? 0] === 1) kept++;
    const next = scores[order[rank + 1] ?? -1] ?? score - 1;
    if (next === score) continue;
    points.push({ recall: kept / informative, precision: kept / (rank + 1), threshold: next });
  }
  return points;
}

/**
 * Average precision, 0..1: precision at every different score, weighted by the recall gained there.
 *
 * @returns null unless something is informative.
 * @see scikit-learn `average_precision_score`: steps, no interpolation between them.
 */
export function averagePrecision(
  scores: ArrayLike<number>,
  labels: ArrayLike<number>,
): number | null {
  const order = descendingOrder(scores);
  if (!order.some((i) => labels[i] === 1)) return null;
  return precisionOf(scores, labels, order, new Uint32Array(order.length).fill(1));
}

/**
 * Percentile interval of the average precision by stratified bootstrap.
 *
 * @returns null unless both classes occur.
 * @see bootstrapInterval
 */
export function averagePrecisionInterval(
  scores: ArrayLike<number>,
  labels: ArrayLike<number>,
  options: BootstrapOptions,
): Interval | null {
  const order = descendingOrder(scores);
  const informative = order.filter((i) => labels[i] === 1).length;
  if (informative === 0 || informative === order.length) return null;
  const measure = (drawn: Uint32Array) => precisionOf(scores, labels, order, drawn);
  return bootstrapInterval(order, labels, measure, options);
}

/** Precision and recall at a threshold with their 95 % intervals; null where nothing was counted. */
export interface PrecisionRecallAt {
  readonly precision: ProportionInterval | null;
  readonly recall: ProportionInterval | null;
}

/**
 * Precision and recall when every score > its threshold is kept.
 *
 * @param threshold of all, or one for each score
 * @see proportionInterval (Wilson) for the intervals
 */
export function precisionRecallAt(
  scores: ArrayLike<number>,
  labels: ArrayLike<number>,
  threshold: number | ArrayLike<number>,
): PrecisionRecallAt {
  let [kept, informative, both] = [0, 0, 0];
  for (let i = 0; i < scores.length; i++) {
    const limit = typeof threshold === 'number' ? threshold : (threshold[i] ?? Number.NaN);
    const isKept = (scores[i] ?? Number.NaN) > limit;
    if (isKept) kept++;
    if (labels[i] === 1) informative++;
    if (isKept && labels[i] === 1) both++;
  }
  return {
    precision: proportionInterval(both, kept),
    recall: proportionInterval(both, informative),
  };
}

/** Average precision of the rows, each counted as often as it was drawn. */
function precisionOf(
  scores: ArrayLike<number>,
  labels: ArrayLike<number>,
  order: Uint32Array,
  drawn: Uint32Array,
): number {
  let sum = 0;
  let kept = 0;
  let informative = 0;
  let gained = 0;
  for (let rank = 0; rank < order.length; rank++) {
    const i = order[rank] ?? 0;
    kept += drawn[i] ?? 0;
    if (labels[i] === 1) gained += drawn[i] ?? 0;
    if (scores[order[rank + 1] ?? -1] === scores[i]) continue;
    informative += gained;
    if (gained > 0) sum += (gained * informative) / kept;
    gained = 0;
  }
  return informative === 0 ? 0 : sum / informative;
}
