import { descendingOrder } from './roc.ts';

/** Patches of similar score: what the scores promise, and what the labels say. */
export interface CalibrationGroup {
  /** lowest and highest score of the group */
  readonly from: number;
  readonly to: number;
  readonly meanScore: number;
  readonly informativeShare: number;
  readonly count: number;
}

/**
 * A reliability diagram's groups of equally many patches, the lowest scores first. Equally many
 * rather than equally wide, which leaves empty groups and a larger bias of the calibration error.
 *
 * @param labels 1 informative, 0 uninformative; as many as scores, which are finite.
 * @param groups most groups; equal scores stay together, so there may be fewer.
 * @see Nguyen and O'Connor 2015, "Posterior calibration and exploratory analysis for natural language
 * processing models"; Roelofs et al. 2022, "Mitigating bias in calibration error estimation"
 */
export function calibrationGroups(
  scores: ArrayLike<number>,
  labels: ArrayLike<number>,
  groups = 10,
): readonly CalibrationGroup[] {
  const order = descendingOrder(scores).reverse();
  const found: CalibrationGroup[] = [];
  let first = 0;
  for (let group = 1; group <= groups; group++) {
    let end = Math.round((order.length * group) / groups);
    if (end <= first) continue;
    const highest = scores[order[end - 1] ?? 0];
    while (end < order.length && scores[order[end] ?? 0] === highest) end++;
    found.push(groupOf(scores, labels, order.subarray(first, end)));
    first = end;
  }
  return found;
}

function groupOf(
  scores: ArrayLike<number>,
  labels: ArrayLike<number>,
  members: Uint32Array,
): CalibrationGroup {
  let sum = 0;
  let informative = 0;
  for (const i of members) {
    sum += scores[i] ?? 0;
    if (labels[i] === 1) informative++;
  }
  return {
    from: scores[members[0] ?? 0] ?? 0,
    to: scores[members.at(-1) ?? 0] ?? 0,
    meanScore: sum / members.length,
    informativeShare: informative / members.length,
    count: members.length,
  };
}

/**
 * Expected calibration error, 0..1: mean distance of promise and labels, weighted by group size.
 *
 * @returns null without groups.
 * @see Naeini et al. 2015, "Obtaining well calibrated probabilities using Bayesian binning"
 */
export function calibrationError(groups: readonly CalibrationGroup[]): number | null {
  const total = groups.reduce((sum, { count }) => sum + count, 0);
  if (total === 0) return null;
  const distances = groups.map(
    ({ meanScore, informativeShare, count }) => Math.abs(meanScore - informativeShare) * count,
  );
  return distances.reduce((sum, distance) => sum + distance, 0) / total;
}
