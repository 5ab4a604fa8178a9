import { type Outcome, succeed } from '../../../../shared/failure.ts';
import { bootstrapAreaInterval } from '../../evaluate/bootstrap.ts';
import { areaUnderCurve } from '../../evaluate/roc.ts';
import { fitTemperature } from '../../evaluate/temperature.ts';
import {
  type OnnxLogisticSteps,
  openOnnxLogisticSteps,
} from '../../inference/onnx-logistic-steps.ts';
import type { PatchScorer, TrainingTools } from '../../score/filter-model.ts';
import { filterModels } from '../../score/models.ts';
import { pickRows } from '../../score/pick-rows.ts';
import type {
  FeatureRows,
  InferenceTasks,
  RowsToTrainOn,
  TrainedKind,
} from '../task/inference-task.ts';
import { embeddingFile } from './embedding-file.ts';
import { permutationImportances } from './permutation-importances.ts';

type Handler<K extends keyof InferenceTasks> = (
  ask: InferenceTasks[K]['ask'],
  signal: AbortSignal,
) => Promise<InferenceTasks[K]['answer']>;

const curveRounds = 400;

/** Training and scoring, with ONNX Runtime opened when first needed. */
export interface ModelTrainer {
  readonly train: Handler<'train'>;
  readonly trainOnFirst: Handler<'train-on-first'>;
  readonly importances: Handler<'importances'>;
  readonly score: Handler<'score'>;
}

export function modelTrainer(threads: number): ModelTrainer {
  let steps: Promise<OnnxLogisticSteps> | null = null;
  const tools = async (): Promise<TrainingTools> => {
    steps ??= openOnnxLogisticSteps(threads);
    return { steps: await steps, fitTemperature };
  };
  const trained = async (ask: RowsToTrainOn, signal: AbortSignal) =>
    filterModels[ask.kind].train(
      { ...ask, features: valuesOf(ask.features, ask.featureCount), width: ask.featureCount },
      { seed: ask.seed, known: ask.known, signal },
      await tools(),
    );
  return {
    async train(ask, signal) {
      const { text, leftOut, chosen } = await trained(ask, signal);
      return { model: text, leftOut, chosen };
    },
    async trainOnFirst({ sizes, held, heldLabels, ...ask }, signal) {
      const curve = [];
      const values = valuesOf(ask.features, ask.featureCount);
      const heldValues = valuesOf(held, ask.featureCount);
      for (const size of sizes) {
        // Between models, so that other work of this process gets its turn.
        await new Promise((resolve) => setImmediate(resolve));
        const { text } = await trained(firstRows({ ...ask, features: values }, size), signal);
        const scores = scorerOf(ask.kind, text)(heldValues);
        const auc = areaUnderCurve(scores, heldLabels) ?? Number.NaN;
        const interval = bootstrapAreaInterval(scores, heldLabels, {
          seed: 1,
          rounds: curveRounds,
        });
        curve.push({ auc, low: interval?.low ?? auc, high: interval?.high ?? auc });
      }
      return curve;
    },
    importances: async ({ kind, model, features, featureCount, labels, seed }) =>
      permutationImportances(
        scorerOf(kind, model),
        Float64Array.from(valuesOf(features, featureCount)),
        featureCount,
        labels,
        seed,
      ),
    async score({ kind, model, features, featureCount }): Promise<Outcome<Float32Array>> {
      const opened = filterModels[kind].open(model, 'the filter model');
      if (!opened.ok) return opened;
      const values = valuesOf(features, featureCount);
      return succeed(withoutUnmeasured(opened.value(values), values, featureCount));
    },
  };
}

const valuesOf = (rows: FeatureRows, width: number): Float32Array | Float64Array =>
  'file' in rows ? embeddingFile(rows.file, width).read(rows.ordinals) : rows;

const firstRows = (
  ask: RowsToTrainOn & { features: Float32Array | Float64Array },
  size: number,
): RowsToTrainOn => ({
  ...ask,
  features: pickRows(
    ask.features,
    ask.featureCount,
    Uint32Array.from({ length: size }, (_, i) => i),
  ),
  labels: ask.labels.slice(0, size),
  groups: ask.groups.slice(0, size),
});

/** A forest sends not-a-number down one side and answers; what was never measured has no score. */
function withoutUnmeasured(
  scores: Float32Array,
  features: Float32Array | Float64Array,
  width: number,
): Float32Array {
  return scores.map((score, row) =>
    features.subarray(row * width, (row + 1) * width).every(Number.isFinite) ? score : Number.NaN,
  );
}

/** A model that was just trained here opens; anything else is a bug. */
function scorerOf(kind: TrainedKind, model: string): PatchScorer {
  const opened = filterModels[kind].open(model, 'the filter model');
  if (!opened.ok) throw new Error('A model just trained cannot be opened.');
  return opened.value;
}
