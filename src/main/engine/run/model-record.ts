import { createHash } from 'node:crypto';
import type { z } from 'zod';
import { filterModel, type ModelKind } from '../../../shared/model.ts';
import type { StoredEncoder } from './encoders.ts';
import { evaluateScores, type ScoredLabel } from './evaluate-scores.ts';
import { holdOutWarnings } from './hold-out-warnings.ts';
import type { LabelledPatches } from './labelled-patches.ts';
import type { Session } from './session.ts';
import { thresholdOf } from './threshold.ts';

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

/** What the window shows of a model. */
export function recordOf(
  session: Session,
  own: Pick<ModelRecord, 'hash' | 'kind' | 'seed' | 'chosen' | 'members' | 'encoder'>,
  scores: ModelScores,
  found: Pick<ModelRecord, 'importances' | 'learningCurve'>,
): ModelRecord {
  const { training, held, heldScores } = scores;
  const threshold = thresholdOf(session);
  const holdOut = evaluateScores(scoredLabels(held, heldScores), threshold);
  const leftOut = scores.leftOut ? scoredLabels(training, scores.leftOut) : null;
  const hasSources = new Set(training.sources).size > 1;
  const informative = training.labels.reduce((sum, label) => sum + label, 0);
  return {
    ...own,
    ...found,
    createdBy: 0,
    trainedOn: {
      informative,
      uninformative: training.count - informative,
      labelsHash: training.labelsHash,
    },
    checked: leftOut !== null,
    holdOut,
    leaveSourcesOut: leftOut && hasSources ? evaluateScores(leftOut, threshold) : null,
    perSource: perSource(session, training, hasSources ? leftOut : null),
    warnings: holdOutWarnings(holdOut, training.leftOut),
  };
}

const scoredLabels = (rows: LabelledPatches, scores: Float32Array): ScoredLabel[] =>
  Array.from(scores, (score, i) => ({
    score,
    label: rows.labels[i] ?? 0,
    ordinal: rows.ordinals[i] ?? -1,
  }));

function perSource(
  session: Session,
  training: LabelledPatches,
  leftOut: readonly ScoredLabel[] | null,
): ModelRecord['perSource'] {
  return session.catalog.sources.all().flatMap((source) => {
    const rows = [...training.sources.keys()].filter((row) => training.sources[row] === source.id);
    if (rows.length === 0) return [];
    const informative = rows.filter((row) => training.labels[row] === 1).length;
    const own = leftOut ? rows.flatMap((row) => leftOut[row] ?? []) : [];
    const { auc, aucInterval } = evaluateScores(own, 0.5);
    return [
      {
        source: source.id,
        name: source.name,
        informative,
        uninformative: rows.length - informative,
        auc,
        aucInterval,
      },
    ];
  });
}
