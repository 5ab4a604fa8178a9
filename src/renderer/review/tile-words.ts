import type { LabelValue } from '../../shared/decision.ts';
import type { GridPatch } from '../../shared/grid.ts';

/** The threshold that decides over a source's patches. */
export type ThresholdOf = (source: number) => number;

/** By source where it has a threshold of its own, else the one for all. */
export function thresholdsOf(
  threshold: number,
  perSource: readonly { readonly source: number; readonly threshold: number | null }[],
): ThresholdOf {
  const own = new Map(perSource.map((each) => [each.source, each.threshold]));
  return (source) => own.get(source) ?? threshold;
}

/** Whether a person decided otherwise than the model alone would: kept means a score above the threshold. */
export function isOverride(score: number | null, label: LabelValue, threshold: number): boolean {
  if (label !== 'informative' && label !== 'uninformative') return false;
  const byModel = score !== null && score > threshold;
  return (label === 'informative') !== byModel;
}

/** What a tile says of a patch whose decision is a person's own; nothing for others. */
export function overrideWords(
  patch: GridPatch,
  label: LabelValue,
  thresholdOf: ThresholdOf,
): { readonly caption?: string } {
  if (!isOverride(patch.score, label, thresholdOf(patch.source))) return {};
  const score = patch.score === null ? '' : ` ${patch.score.toFixed(2)}`;
  return { caption: `by hand${score}` };
}

/** What a tile says where both sides lie in one grid: the score, and what it comes to. */
export function nearWords(patch: GridPatch, label: LabelValue, thresholdOf: ThresholdOf) {
  const byHand = overrideWords(patch, label, thresholdOf);
  if (byHand.caption || patch.score === null) return byHand;
  const side = patch.score > thresholdOf(patch.source) ? 'kept' : 'dropped';
  return { caption: `${patch.score.toFixed(2)} ${side}` };
}
