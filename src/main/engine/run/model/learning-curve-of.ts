import type { FilterModel } from '../../../../shared/model.ts';
import { pickRows } from '../../score/pick-rows.ts';
import type { FeatureRows, RowsToTrainOn } from '../task/inference-task.ts';
import type { TaskClient, TaskOptions } from '../task/task-client.ts';
import type { LabelledPatches } from './labelled-patches.ts';

const points = 7;
const fewestOfFirst = 40;

/**
 * How well the same kind of model would have done with the first labels only, on the hold-out of today;
 * the penalty is chosen anew for each. Empty while the hold-out or the labels are too few to say.
 */
export async function learningCurve(
  tasks: TaskClient,
  rows: RowsToTrainOn,
  training: LabelledPatches,
  held: LabelledPatches,
  heldValues: FeatureRows,
  options: TaskOptions,
): Promise<FilterModel['learningCurve']> {
  const heldInformative = held.labels.reduce((sum, label) => sum + label, 0);
  if (heldInformative === 0 || heldInformative === held.count) return [];
  const ordered = inHistory(rows, training.history);
  const sizes = curveSizes(ordered.labels);
  if (sizes.length < 2) return [];
  const known = { l2: 0.01, temperature: 1 };
  const areas = await tasks.infer(
    'train-on-first',
    { ...ordered, known, sizes, held: heldValues, heldLabels: held.labels },
    options,
  );
  return areas.map((area, i) => ({ labels: sizes[i] ?? 0, ...area }));
}

function inHistory(rows: RowsToTrainOn, history: Uint32Array): RowsToTrainOn {
  return {
    ...rows,
    features: inOrder(rows.features, rows.featureCount, history),
    labels: Uint8Array.from(history, (row) => rows.labels[row] ?? 0),
    groups: Uint32Array.from(history, (row) => rows.groups[row] ?? 0),
  };
}

function inOrder(rows: FeatureRows, width: number, order: Uint32Array): FeatureRows {
  if (!('file' in rows)) return pickRows(rows, width, order);
  return { ...rows, ordinals: Int32Array.from(order, (row) => rows.ordinals[row] ?? 0) };
}

/** Sizes in even steps of a ratio, from where both classes are there up to all labels. */
function curveSizes(labels: Uint8Array): number[] {
  const firstOf = (value: number) => labels.indexOf(value) + 1;
  const both = Math.max(firstOf(0), firstOf(1));
  const from = Math.max(fewestOfFirst, both);
  if (from >= labels.length) return [labels.length];
  const ratio = (labels.length / from) ** (1 / (points - 1));
  const sizes = Array.from({ length: points }, (_, i) => Math.round(from * ratio ** i));
  return [...new Set(sizes)];
}
