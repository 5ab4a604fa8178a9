import { readFile } from 'node:fs/promises';
import { fail, type Outcome, succeed } from '../../../../shared/failure.ts';
import { textureEmbeddingNames } from '../../feature/texture-embedding.ts';
import { featureCount, textureFeatureNames } from '../../feature/texture-features.ts';
import type { JobContext } from '../../job/job-runner.ts';
import type { Session } from '../project/session.ts';
import { attempt } from '../task/attempt.ts';
import type { FeatureRows, RowsToTrainOn, TrainedKind } from '../task/inference-task.ts';
import type { TaskClient } from '../task/task-client.ts';
import { embeddingsOf, encoderHead, type StoredEncoder } from './encoders.ts';
import type { LabelledPatches } from './labelled-patches.ts';
import { learningCurve } from './learning-curve-of.ts';
import { ensembleHash, type ModelRecord, modelHash, recordOf } from './model-record.ts';

/** What all models of one training share. */
export interface Training {
  readonly session: Session;
  readonly tasks: TaskClient;
  readonly context: JobContext;
  readonly seed: number;
  readonly encoder: StoredEncoder;
  readonly training: LabelledPatches;
  readonly held: LabelledPatches;
  /** newest action when the labels were gathered */
  readonly upTo: number;
}

/** One trained model with what it said of labels it did not see. */
export interface Candidate {
  readonly record: ModelRecord;
  readonly text: string;
  readonly heldScores: Float32Array;
  readonly leftOut: Float32Array | null;
}

/**
 * Trains one kind of model and judges it by what it did not see.
 *
 * @param known taken over instead of chosen by cross-validation; the sources are then not left out
 */
export async function trainOne(
  work: Training,
  kind: TrainedKind,
  known: RowsToTrainOn['known'],
): Promise<Outcome<Candidate>> {
  const { session, tasks, context, seed, encoder, training, held } = work;
  const onEmbedding = kind === 'embedding-head';
  const embeddings = embeddingsOf(session, encoder).path;
  const valuesOf = (rows: LabelledPatches): FeatureRows => {
    if (!onEmbedding) return rows.features;
    const areStored = rows.ordinals.every((ordinal) => ordinal >= 0);
    return areStored
      ? { file: embeddings, ordinals: rows.ordinals }
      : (rows.embeddings ?? new Float32Array(0));
  };
  const width = onEmbedding ? encoder.record.width : featureCount;
  const { labels, sources: groups } = training;
  const rows = {
    kind,
    features: valuesOf(training),
    featureCount: width,
    labels,
    groups,
    seed,
    known,
  };
  const item = 'the filter model';
  const options = { signal: context.signal };
  const trained = await attempt('inference', item, async () =>
    succeed(await tasks.infer('train', rows, options)),
  );
  if (!trained.ok) return context.signal.aborted ? fail({ kind: 'cancelled' }) : trained;
  const { model, leftOut, chosen } = trained.value;
  const scored = await attempt('inference', item, () =>
    tasks.infer('score', { kind, model, features: valuesOf(held), featureCount: width }),
  );
  if (!scored.ok) return scored;
  const names = onEmbedding ? embeddingNames(encoder) : textureFeatureNames;
  const importances =
    known || names.length !== width
      ? []
      : await tasks.infer('importances', { ...rows, model }, options);
  const curve = known
    ? []
    : await learningCurve(tasks, rows, training, held, valuesOf(held), options);
  const used = onEmbedding ? encoder : null;
  const record = await recordOf(
    session,
    tasks,
    {
      hash: modelHash({
        kind,
        labelsHash: training.labelsHash,
        encoder: used,
        features: onEmbedding ? (training.embeddings ?? training.features) : training.features,
        chosen,
        seed,
      }),
      kind,
      seed,
      chosen: { ...chosen },
      members: [],
      encoder: used && { hash: used.record.hash, name: used.record.name },
    },
    { held, heldScores: scored.value, training, leftOut },
    {
      importances: Array.from(importances, (importance, i) => ({
        feature: names[i] ?? '',
        importance,
      })),
      learningCurve: curve,
    },
  );
  return succeed({ record, text: model, heldScores: scored.value, leftOut });
}

const embeddingNames = ({ network }: StoredEncoder): readonly string[] =>
  network ? [] : textureEmbeddingNames;

/** The classifier that the encoder in use came as: it saw no label of this project. Null for others. */
export async function networkCandidate(work: Training): Promise<Outcome<Candidate> | null> {
  const { session, tasks, encoder, held, training, seed } = work;
  if (!encoder.record.isClassifier) return null;
  const text = await readFile(encoderHead(session, encoder.record.hash), 'utf8');
  const scoresOf = (rows: LabelledPatches) =>
    attempt('inference', encoder.record.name, () =>
      tasks.infer('score', {
        kind: 'embedding-head',
        model: text,
        features: rows.embeddings ?? new Float32Array(0),
        featureCount: encoder.record.width,
      }),
    );
  const [heldScores, leftOut] = [await scoresOf(held), await scoresOf(training)];
  if (!heldScores.ok) return heldScores;
  if (!leftOut.ok) return leftOut;
  const { hash, name } = encoder.record;
  const record = await recordOf(
    session,
    tasks,
    {
      hash: ensembleHash([`network ${hash}`, training.labelsHash]),
      kind: 'network',
      seed,
      chosen: {},
      members: [],
      encoder: { hash, name },
    },
    { held, heldScores: heldScores.value, training, leftOut: leftOut.value },
    { importances: [], learningCurve: [] },
  );
  return succeed({ record, text, heldScores: heldScores.value, leftOut: leftOut.value });
}

/** The mean of the other two: where they disagree it is unsure, as it should be. */
export async function meanOf(
  { session, tasks, seed, training, held }: Training,
  candidates: readonly Candidate[],
): Promise<Candidate> {
  const members = candidates.map(({ record }) => record.hash).sort();
  const mean = (parts: readonly Float32Array[]) =>
    (parts[0] ?? new Float32Array(0)).map(
      (_, i) => parts.reduce((sum, part) => sum + (part[i] ?? Number.NaN), 0) / parts.length,
    );
  const heldScores = mean(candidates.map((each) => each.heldScores));
  const leftOut = mean(candidates.flatMap((each) => each.leftOut ?? []));
  const record = await recordOf(
    session,
    tasks,
    { hash: ensembleHash(members), kind: 'ensemble', seed, chosen: {}, members, encoder: null },
    { held, heldScores, training, leftOut },
    { importances: [], learningCurve: [] },
  );
  return {
    record,
    text: JSON.stringify({ kind: 'ensemble', version: 1, members }),
    heldScores,
    leftOut,
  };
}
