import { createHash } from 'node:crypto';
import type { z } from 'zod';
import { filterModel, type ModelKind } from '../../../../shared/model.ts';
import type { Session } from '../project/session.ts';
import { thresholdOf } from '../set/threshold.ts';
import type { TaskClient } from '../task/task-client.ts';
import type { LabelledScores } from '../task/worker-material.ts';
import type { StoredEncoder } from './encoders.ts';
import { holdOutWarnings } from './hold-out-warnings.ts';
import type { LabelledPatches } from './labelled-patches.ts';

/** A model as stored: all but what changes without it. */
export const modelRecord = filterModel.omit({ id: true, current: true, scored: true });
export type ModelRecord = z.infer<typeof modelRecord>;

/** Grows when the same labels, features and seed would give another model. */
const modelVersion = 2;

/** What a model was made of; the same makings have the same hash. */
export interface ModelMakings {
  readonly kind: ModelKind;
  readonly labelsHash: string;
  /** null for the four texture features */
  readonly encoder: StoredEncoder | null;
  /** what it learnt from, row-major */
  readonly features: Float32Array | Float64Array;
  readonly chosen: Readonly<Record<string, number>>;
  readonly seed: number;
}

/** The same labels, features, parameters, seed and version give the same model under the same name. */
export function modelHash(makings: ModelMakings): string {
  const { kind, labelsHash, encoder, features: values, chosen, seed } = makings;
  const bytes = new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
  const measured = createHash('sha256').update(bytes).digest('hex');
  const features = `${encoder?.record.hash ?? 'texture-4'} ${measured}`;
  const { l2, temperature } = chosen;
  const parts = { labelsHash, features, kind, seed, modelVersion, l2, temperature };
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 32);
}

/** Hash of the mean of models. */
export const ensembleHash = (members: readonly string[]): string =>
  createHash('sha256')
    .update(`ensemble ${modelVersion} ${members.join(' ')}`)
    .digest('hex')
    .slice(0, 32);

/** Scores that a model gave to labels: those of the hold-out, and those of sources it never saw. */
export interface ModelScores {
  readonly held: LabelledPatches;
  readonly heldScores: Float32Array;
  readonly training: LabelledPatches;
  /** null while only refitted */
  readonly leftOut: Float32Array | null;
}

/** What the window shows of a model; its figures are worked out in the inference process. */
export async function recordOf(
  session: Session,
  tasks: TaskClient,
  own: Pick<ModelRecord, 'hash' | 'kind' | 'seed' | 'chosen' | 'members' | 'encoder'>,
  scores: ModelScores,
  found: Pick<ModelRecord, 'importances' | 'learningCurve'>,
): Promise<ModelRecord> {
  const { training, held, heldScores, leftOut } = scores;
  const hasSources = leftOut !== null && new Set(training.sources).size > 1;
  const sources = session.catalog.sources.all().filter(({ id }) => training.sources.includes(id));
  const rowsOf = (id: number) =>
    [...training.sources.keys()].filter((row) => training.sources[row] === id);
  const parts = [
    scoredLabels(held, heldScores, [...held.labels.keys()]),
    ...(hasSources ? [scoredLabels(training, leftOut, [...training.labels.keys()])] : []),
  ];
  const threshold = thresholdOf(session);
  const [holdOut, leaveSourcesOut = null] = await tasks.decode('evaluate', {
    parts,
    threshold,
    // A refit is in use within seconds; its intervals follow with the training behind it.
    depth: leftOut === null ? 'figures' : 'whole',
  });
  const ofSources = hasSources
    ? await tasks.decode('evaluate', {
        parts: sources.map(({ id }) => scoredLabels(training, leftOut, rowsOf(id))),
        threshold,
        depth: 'area',
      })
    : [];
  if (!holdOut) throw new Error('Nothing was evaluated.');
  const informative = training.labels.reduce((sum, label) => sum + label, 0);
  return {
    ...own,
    ...found,
    createdBy: 0,
    fromDataset: false,
    trainedOn: {
      informative,
      uninformative: training.count - informative,
      labelsHash: training.labelsHash,
    },
    checked: leftOut !== null,
    holdOut,
    leaveSourcesOut,
    perSource: sources.map(({ id, name }, i) => {
      const labels = rowsOf(id).map((row) => training.labels[row] ?? 0);
      const kept = labels.filter((label) => label === 1).length;
      const { auc = null, aucInterval = null } = ofSources[i] ?? {};
      return {
        source: id,
        name,
        informative: kept,
        uninformative: labels.length - kept,
        auc,
        aucInterval,
      };
    }),
    warnings: holdOutWarnings(holdOut, training.leftOut),
  };
}

const scoredLabels = (
  { labels, ordinals }: LabelledPatches,
  scores: Float32Array,
  rows: readonly number[],
): LabelledScores => ({
  scores: Float32Array.from(rows, (row) => scores[row] ?? Number.NaN),
  labels: Uint8Array.from(rows, (row) => labels[row] ?? 0),
  ordinals: Int32Array.from(rows, (row) => ordinals[row] ?? -1),
});
