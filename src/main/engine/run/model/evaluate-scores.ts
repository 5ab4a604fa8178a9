import type { Evaluation } from '../../../../shared/model.ts';
import { bootstrapAreaInterval, type Interval } from '../../evaluate/bootstrap.ts';
import { brierInterval, brierScore } from '../../evaluate/brier.ts';
import { calibrationError, calibrationGroups } from '../../evaluate/calibration.ts';
import {
  averagePrecision,
  averagePrecisionInterval,
  precisionRecallCurve,
} from '../../evaluate/precision-recall.ts';
import { areaUnderCurve, countsAt, rocCurve } from '../../evaluate/roc.ts';
import type { EvaluationDepth } from '../task/evaluation-tasks.ts';

export interface ScoredLabel {
  readonly score: number;
  /** 1 informative */
  readonly label: number;
  /** exemplar ordinal, or -1 */
  readonly ordinal: number;
}

const bootstrapSeed = 1;

/** Two thousand rounds; fewer for very many labels, whose intervals are narrow: a second at most each. */
const roundsFor = (labels: number): number =>
  Math.max(400, Math.min(2000, Math.round(4_000_000 / Math.max(1, labels))));

/**
 * How scores fit labels at a threshold; patches without a score are left out.
 *
 * @param depth `figures` for the numbers alone, `whole` for curves and bootstrap intervals too: a second
 * for thousands of labels.
 */
export function evaluateScores(
  all: readonly ScoredLabel[],
  threshold: number,
  depth: EvaluationDepth = 'whole',
): Evaluation {
  const rows = all.filter(({ score }) => !Number.isNaN(score));
  const scores = rows.map(({ score }) => score);
  const labels = rows.map(({ label }) => label);
  const informative = labels.filter((label) => label === 1).length;
  const bothClasses = informative > 0 && informative < rows.length;
  const use = { seed: bootstrapSeed, rounds: roundsFor(rows.length) };
  const isWhole = depth === 'whole' && bothClasses;
  const counts = countsAt(scores, labels, threshold);
  const groups = isWhole ? calibrationGroups(scores, labels) : [];
  return {
    informative,
    uninformative: rows.length - informative,
    auc: bothClasses ? areaUnderCurve(scores, labels) : null,
    aucInterval:
      bothClasses && depth !== 'figures'
        ? pairOf(bootstrapAreaInterval(scores, labels, use))
        : null,
    roc: isWhole ? rocPoints(scores, labels) : [],
    accuracy: rows.length > 0 ? counts.accuracy : null,
    precisionRecall: isWhole ? thinned(precisionRecallCurve(scores, labels)) : [],
    averagePrecision: bothClasses ? averagePrecision(scores, labels) : null,
    averagePrecisionInterval: isWhole
      ? pairOf(averagePrecisionInterval(scores, labels, use))
      : null,
    brier: brierScore(scores, labels),
    brierInterval: isWhole ? pairOf(brierInterval(scores, labels, use)) : null,
    calibration: [...groups],
    calibrationError: calibrationError(groups),
    confusion: {
      truePositive: counts.tp,
      falsePositive: counts.fp,
      trueNegative: counts.tn,
      falseNegative: counts.fn,
      ordinals: cellsOf(rows, threshold),
    },
  };
}

/** Points of a curve that a window draws: more cannot be told apart, and a record is read often. */
const mostPoints = 400;

/** Evenly spread points of a curve, its first and last among them. */
function thinned<T>(points: readonly T[]): T[] {
  if (points.length <= mostPoints) return [...points];
  const step = (points.length - 1) / (mostPoints - 1);
  return Array.from({ length: mostPoints }, (_, i) => points[Math.round(i * step)]).flatMap(
    (point) => (point === undefined ? [] : [point]),
  );
}

const pairOf = (interval: Interval | null): [number, number] | null =>
  interval && [interval.low, interval.high];

function rocPoints(scores: readonly number[], labels: readonly number[]): Evaluation['roc'] {
  const curve = rocCurve(scores, labels);
  if (!curve) return [];
  const points = Array.from(curve.thresholds, (threshold, i) => ({
    threshold,
    falsePositiveRate: curve.falsePositiveRates[i] ?? 0,
    truePositiveRate: curve.truePositiveRates[i] ?? 0,
  }));
  return thinned(points);
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
