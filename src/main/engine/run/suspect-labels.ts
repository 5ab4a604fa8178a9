import { fail, type Outcome, succeed } from '../../../shared/failure.ts';
import { attempt } from './attempt.ts';
import { labelledPatches } from './labelled-patches.ts';
import { featureCount } from './patch-reader.ts';
import type { Session } from './session.ts';
import type { TaskClient } from './task-client.ts';

/** From this many labelled sources on, whole sources are left out; below, labels are dealt into folds by turns. */
const fewestSources = 5;
const folds = 5;
const seed = 1227;

/** A label that models trained without it contradict; doubt is 1 - their probability of its value. */
export interface SuspectLabel {
  readonly ordinal: number;
  readonly doubt: number;
}

let last: {
  readonly session: Session;
  readonly labels: string;
  readonly found: SuspectLabel[];
} | null = null;

/**
 * Labels of exemplars by falling doubt, from cross-validation of the texture forest: over sources left
 * out where there are enough, otherwise over neighbouring labels (in the order of their addresses, so
 * that near-copies fall together). Hold-out labels take no part. Kept until the labels change.
 */
export async function suspectLabels(
  session: Session,
  tasks: TaskClient,
): Promise<Outcome<readonly SuspectLabel[]>> {
  const all = await labelledPatches(session, tasks);
  if (last?.session === session && last.labels === all.labelsHash) return succeed(last.found);
  const rows = [...all.heldOut.keys()].filter((row) => all.heldOut[row] === 0);
  const labels = Uint8Array.from(rows, (row) => all.labels[row] ?? 0);
  const informative = labels.reduce((sum, label) => sum + label, 0);
  const uninformative = labels.length - informative;
  if (Math.min(informative, uninformative) < folds) {
    return fail({ kind: 'labels-too-few', informative, uninformative, needed: 2 * folds });
  }
  const features = new Float64Array(rows.length * featureCount);
  rows.forEach((row, i) => {
    features.set(
      all.features.subarray(row * featureCount, (row + 1) * featureCount),
      i * featureCount,
    );
  });
  const sources = Uint32Array.from(rows, (row) => all.sources[row] ?? 0);
  const groups = new Set(sources).size >= fewestSources ? sources : neighbours(rows.length);
  const scored = await attempt('inference', 'the labels', async () =>
    succeed(await tasks.infer('score-left-out', { features, featureCount, labels, groups, seed })),
  );
  if (!scored.ok) return scored;
  const found = rows.flatMap((row, i): SuspectLabel[] => {
    const ordinal = all.ordinals[row] ?? -1;
    const score = scored.value?.[i] ?? Number.NaN;
    if (ordinal < 0 || Number.isNaN(score)) return [];
    return [{ ordinal, doubt: labels[i] === 1 ? 1 - score : score }];
  });
  found.sort((a, b) => b.doubt - a.doubt || a.ordinal - b.ordinal);
  last = { session, labels: all.labelsHash, found };
  return succeed(found);
}

/** Runs of ten neighbours dealt to the folds in turn. */
const neighbours = (count: number): Uint32Array =>
  Uint32Array.from({ length: count }, (_, i) => Math.floor(i / 10) % folds);
