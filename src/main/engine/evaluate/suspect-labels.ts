import { descendingOrder } from './roc.ts';

/** A 2 x 2 table: rows are the given labels, columns the likely ones; uninformative before informative. */
export type LabelTable = readonly [readonly [number, number], readonly [number, number]];

export interface SuspectLabels {
  /** rows whose label is likely wrong, the most suspect first */
  readonly rows: readonly number[];
  /** least probability of uninformative, and of informative, at which a patch is surely of that class */
  readonly thresholds: readonly [number, number];
  /** the confident joint: patches counted by the label given and the class they surely are of */
  readonly confidentJoint: LabelTable;
  /** the joint scaled to the labels given, as shares that add up to 1 */
  readonly joint: LabelTable;
}

/**
 * Labels that are likely wrong, by confident learning over two classes.
 *
 * A class's threshold is the mean probability of that class over the patches labelled so. A patch is
 * surely of a class at or above its threshold (the likelier one where it is above both), and suspect
 * when that is not its label. Suspects are ranked by their margin, the probability of the label given
 * minus that of the other.
 *
 * @param probabilities of informative, 0..1, each from a model that did not train on that patch; rows
 * that are not a number are left out.
 * @param labels given: 1 informative, 0 uninformative; as many.
 * @returns null unless both labels were given.
 * @see Northcutt, Jiang and Chuang 2021, "Confident learning: estimating uncertainty in dataset labels"
 */
export function suspectLabels(
  probabilities: ArrayLike<number>,
  labels: ArrayLike<number>,
): SuspectLabels | null {
  const thresholds = meanConfidence(probabilities, labels);
  if (!thresholds) return null;
  const counts: [[number, number], [number, number]] = [
    [0, 0],
    [0, 0],
  ];
  const rows: number[] = [];
  const margins: number[] = [];
  for (let row = 0; row < labels.length; row++) {
    const probability = probabilities[row] ?? Number.NaN;
    const likely = sureClass(probability, thresholds);
    if (likely === null) continue;
    const given = labels[row] === 1 ? 1 : 0;
    counts[given][likely]++;
    if (likely === given) continue;
    rows.push(row);
    margins.push(given === 1 ? 2 * probability - 1 : 1 - 2 * probability);
  }
  const byMargin = descendingOrder(margins.map((margin) => -margin));
  return {
    rows: Array.from(byMargin, (place) => rows[place] ?? 0),
    thresholds,
    confidentJoint: counts,
    joint: scaledToLabels(counts, probabilities, labels),
  };
}

function meanConfidence(
  probabilities: ArrayLike<number>,
  labels: ArrayLike<number>,
): [number, number] | null {
  const sums: [number, number] = [0, 0];
  const counts = labelCounts(probabilities, labels);
  for (let row = 0; row < labels.length; row++) {
    const probability = probabilities[row] ?? Number.NaN;
    if (Number.isNaN(probability)) continue;
    if (labels[row] === 1) sums[1] += probability;
    else sums[0] += 1 - probability;
  }
  if (counts[0] === 0 || counts[1] === 0) return null;
  return [sums[0] / counts[0], sums[1] / counts[1]];
}

function labelCounts(
  probabilities: ArrayLike<number>,
  labels: ArrayLike<number>,
): [number, number] {
  const counts: [number, number] = [0, 0];
  for (let row = 0; row < labels.length; row++) {
    if (!Number.isNaN(probabilities[row] ?? Number.NaN)) counts[labels[row] === 1 ? 1 : 0]++;
  }
  return counts;
}

/** The class a patch surely is of; null for neither, or for a probability that is not a number. */
function sureClass(probability: number, thresholds: readonly [number, number]): 0 | 1 | null {
  const isInformative = probability >= thresholds[1];
  const isUninformative = 1 - probability >= thresholds[0];
  if (isInformative && isUninformative) return probability >= 0.5 ? 1 : 0;
  if (isInformative) return 1;
  return isUninformative ? 0 : null;
}

/** Each row of counts scaled to as many patches as carry its label, then all to a sum of 1. */
function scaledToLabels(
  counts: LabelTable,
  probabilities: ArrayLike<number>,
  labels: ArrayLike<number>,
): LabelTable {
  const given = labelCounts(probabilities, labels);
  const total = given[0] + given[1];
  const scaled = (label: 0 | 1): readonly [number, number] => {
    const [first, second] = counts[label];
    const share = given[label] / total;
    if (first + second > 0) {
      return [(first / (first + second)) * share, (second / (first + second)) * share];
    }
    // Nothing is sure of this label: then the labels are all that is known.
    return label === 0 ? [share, 0] : [0, share];
  };
  return [scaled(0), scaled(1)];
}
