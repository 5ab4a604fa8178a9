import type { BalanceIntervals } from '../../../../shared/balance.ts';
import type { Evaluation } from '../../../../shared/model.ts';
import type { SourceNovelty, SourceRows } from '../../evaluate/novelty.ts';
import type { CropYield } from '../../yield/crop-yield.ts';
import type { LabelledScores, MapToCrop } from './worker-material.ts';

/** `figures`: numbers alone; `area`: and the interval of the area under the ROC curve; `whole`: and all else. */
export type EvaluationDepth = 'figures' | 'area' | 'whole';

/** Scores held against labels, and how even sources are. */
export interface EvaluationTasks {
  /** How scores fit labels, with curves and intervals: seconds for ten thousand labels. */
  evaluate: {
    ask: { parts: readonly LabelledScores[]; threshold: number; depth: EvaluationDepth };
    answer: readonly Evaluation[];
  };
  /** Sources by how much of them is unlike the labelled rows. */
  'rank-novelty': {
    ask: { labelled: Float32Array; sources: readonly SourceRows[]; width: number };
    answer: readonly SourceNovelty[];
  };
  /** Intervals of the measures of each of several lists of counts per source. */
  'balance-intervals': {
    ask: { counts: readonly (readonly number[])[] };
    answer: (BalanceIntervals | null)[];
  };
  /** Random crops of scored cross-sections; null for one whose scores cannot be read. */
  'crop-yields': {
    ask: { maps: readonly MapToCrop[]; seed: number; crops: number };
    answer: readonly (CropYield | null)[];
  };
}
