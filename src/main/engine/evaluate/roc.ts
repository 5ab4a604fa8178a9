/** Points of a ROC curve, from (0, 0) to (1, 1). */
export interface RocCurve {
  readonly falsePositiveRates: Float64Array;
  readonly truePositiveRates: Float64Array;
  /** a point counts scores >= its threshold as positive; the first lies 1 above the highest score */
  readonly thresholds: Float64Array;
}

/** What a threshold makes of labelled patches. */
export interface ConfusionCounts {
  readonly tp: number;
  readonly fp: number;
  readonly tn: number;
  readonly fn: number;
  readonly accuracy: number;
}

/**
 * Receiver operating characteristic of scores against labels.
 *
 * @param labels 1 informative, 0 uninformative; as many as scores.
 * @param options.keepCollinear keeps the points in the middle of straight stretches.
 * @returns null unless both classes occur.
 * @see spec 3.2; scikit-learn 1.2.1 `roc_curve`.
 */
export function rocCurve(
  scores: ArrayLike<number>,
  labels: ArrayLike<number>,
  { keepCollinear = false } = {},
): RocCurve | null {
  const steps = stepsDown(scores, labels);
  const end = steps.at(-1);
  if (!end || end.fp === 0 || end.tp === 0) return null;
  const kept = keepCollinear ? steps : steps.filter((_, i) => isCorner(steps, i));
  const start = { fp: 0, tp: 0, threshold: (steps[0]?.threshold ?? 0) + 1 };
  const points = [start, ...kept];
  return {
    falsePositiveRates: Float64Array.from(points, (point) => point.fp / end.fp),
    truePositiveRates: Float64Array.from(points, (point) => point.tp / end.tp),
    thresholds: Float64Array.from(points, (point) => point.threshold),
  };
}

/** Area under the ROC curve, 0..1: the share of pairs ranked rightly, ties counting half; null unless both classes occur. */
export function areaUnderCurve(
  scores: ArrayLike<number>,
  labels: ArrayLike<number>,
): number | null {
  let pairs = 0;
  let before = { fp: 0, tp: 0 };
  for (const step of stepsDown(scores, labels)) {
    pairs += ((step.fp - before.fp) * (step.tp + before.tp)) / 2;
    before = step;
  }
  const all = before.fp * before.tp;
  return all === 0 ? null : pairs / all;
}

/** Counts with "informative" said of every score above the threshold, never of one equal to it. */
export function countsAt(
  scores: ArrayLike<number>,
  labels: ArrayLike<number>,
  threshold: number,
): ConfusionCounts {
  const counts = { tp: 0, fp: 0, tn: 0, fn: 0 };
  for (let i = 0; i < scores.length; i++) {
    const isPositive = (scores[i] ?? 0) > threshold;
    if (labels[i] === 1) counts[isPositive ? 'tp' : 'fn']++;
    else counts[isPositive ? 'fp' : 'tn']++;
  }
  return { ...counts, accuracy: (counts.tp + counts.tn) / scores.length };
}

interface Step {
  readonly fp: number;
  readonly tp: number;
  readonly threshold: number;
}

/** Positives of each class at every distinct score, highest first. */
function stepsDown(scores: ArrayLike<number>, labels: ArrayLike<number>): Step[] {
  const order = descendingOrder(scores);
  const steps: Step[] = [];
  let tp = 0;
  for (let i = 0; i < order.length; i++) {
    const threshold = scores[order[i] ?? 0] ?? 0;
    if (labels[order[i] ?? 0] === 1) tp++;
    const isLastOfTies = i + 1 === order.length || scores[order[i + 1] ?? 0] !== threshold;
    if (isLastOfTies) steps.push({ fp: i + 1 - tp, tp, threshold });
  }
  return steps;
}

/** Places of the scores from the highest to the lowest; ties stay in order. */
export function descendingOrder(scores: ArrayLike<number>): Uint32Array {
  return Uint32Array.from(scores, (_, i) => i).sort((a, b) => (scores[b] ?? 0) - (scores[a] ?? 0));
}

/** First, last, or where the counts change their pace on either axis. */
function isCorner(steps: readonly Step[], i: number): boolean {
  const before = steps[i - 1];
  const here = steps[i];
  const after = steps[i + 1];
  if (!before || !here || !after) return true;
  return after.fp - here.fp !== here.fp - before.fp || after.tp - here.tp !== here.tp - before.tp;
}
