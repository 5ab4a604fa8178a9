import type { Evaluation } from '../../../shared/model.ts';
import { bootstrapAreaInterval } from '../evaluate/bootstrap.ts';
import { areaUnderCurve, countsAt, rocCurve } from '../evaluate/roc.ts';

export interface ScoredLabel {
  readonly score: number;
  /** 1 informative */
  readonly label: number;
  /** exemplar ordinal, or -1 */
  readonly ordinal: number;
}

const bootstrapSeed = 1;

/** How scores fit labels at a threshold; patches without a score are left out. */
export function evaluateScores(all: readonly ScoredLabel[], threshold: number): Evaluation {
  const rows = all.filter(({ score }) => !Number.isNaN(score));
  const scores = rows.map(({ score }) => score);
  const labels = rows.map(({ label }) => label);
  const informative = labels.filter((label) => label === 1).length;
  const bothClasses = informative > 0 && informative < rows.length;
  const interval = bothClasses
    ? bootstrapAreaInterval(scores, labels, { seed: bootstrapSeed })
    : null;
  const counts = countsAt(scores, labels, threshold);
  return {
    informative,
    uninformative: rows.length - informative,
    auc: bothClasses ? areaUnderCurve(scores, labels) : null,
    aucInterval: interval ? [interval.low, interval.high] : null,
    roc: bothClasses ? rocPoints(scores, labels) : [],
    accuracy: rows.length > 0 ? counts.accuracy : null,
    confusion: {
      truePositive: counts.tp,
      falsePositive: counts.fp,
      trueNegative: counts.tn,
      falseNegative: counts.fn,
      ordinals: cellsOf(rows, threshold),
    },
  };
}

function rocPoints(scores: readonly number[], labels: readonly number[]): Evaluation['roc'] {
  const curve = rocCurve(scores, labels);
  if (!curve) return [];
  return Array.from(curve.thresholds, (threshold, i) => ({
    threshold,
    falsePositiveRate: curve.falsePositiveRates[i] ?? 0,
    truePositiveRate: curve.truePositiveRates[i] ?? 0,
  }));
}

function cellsOf(
  rows: readonly ScoredLabel[],
  threshold: number,
): Evaluation['confusion']['ordinals'] {
  const cell = (positive: boolean, label: number) =>
    rows
      .filter(
        (row) => row.ordinal >= 0 && row.label === label && row.score > threshold === positive,
      )
      .map((row) => row.ordinal);
  return {
    truePositive: cell(true, 1),
    falsePositive: cell(true, 0),
    trueNegative: cell(false, 0),
    falseNegative: cell(false, 1),
  };
}
