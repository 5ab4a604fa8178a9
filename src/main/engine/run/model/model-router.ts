import { z } from 'zod';
import { changed, started } from '../../../../shared/answer.ts';
import { encoderListing } from '../../../../shared/encoder.ts';
import { outcome } from '../../../../shared/failure.ts';
import { embeddingMap, mapRequest } from '../../../../shared/map.ts';
import {
  evaluation,
  falseShareThresholds,
  filterModel,
  judgedOn,
  labellingAdvice,
  modelComparison,
  modelKind,
  sourceDrift,
  thresholdYield,
  trainableLabels,
} from '../../../../shared/model.ts';
import { ask, id, path, t } from '../procedures.ts';

/** Filter models: trained, judged, compared, put in force. */
export const modelsRouter = t.router({
  /** Newest first; curves come with the newest training and the model in force alone. */
  list: ask.output(outcome(z.array(filterModel))).query(({ ctx }) => ctx.bench.listModels()),
  detail: ask
    .input(z.object({ id }))
    .output(outcome(filterModel))
    .query(({ ctx, input }) => ctx.bench.modelDetail(input.id)),
  train: ask
    .input(
      z.object({
        seed: z.int().min(0).default(1227),
        /** which comes into force; null: the kind that is */
        kind: modelKind.nullable().default(null),
      }),
    )
    .output(started)
    .mutation(({ ctx, input }) => ctx.bench.startTraining(input.seed, input.kind)),
  /** While labelling: refits, scores and sorts within seconds, then trains as `train` does. */
  learn: ask.output(started).mutation(({ ctx }) => ctx.bench.startLearning()),
  /** How many labels a training now would learn from. */
  toTrainOn: ask.output(outcome(trainableLabels)).query(({ ctx }) => ctx.bench.labelsToTrainOn()),
  /** Curves and figures of a model on one source alone, with the labels of now. */
  ofSource: ask
    .input(z.object({ id, source: id, on: judgedOn }))
    .output(outcome(evaluation))
    .query(({ ctx, input }) => ctx.bench.evaluateSource(input.id, input.source, input.on)),
  score: ask.output(started).mutation(({ ctx }) => ctx.bench.startScoring()),
  /** Puts a model of earlier in force. */
  use: ask
    .input(z.object({ id }))
    .output(started)
    .mutation(({ ctx, input }) => ctx.bench.startUsing(input.id)),
  compare: ask
    .input(z.object({ from: id, to: id }))
    .output(outcome(modelComparison))
    .query(({ ctx, input }) => ctx.bench.compareModels(input.from, input.to)),
  /** What more labels would bring. */
  advice: ask.output(outcome(labellingAdvice)).query(({ ctx }) => ctx.bench.labellingAdvice()),
  /** Sources that differ from what was labelled. */
  drift: ask.output(outcome(z.array(sourceDrift))).query(({ ctx }) => ctx.bench.sourceDrift()),
  /** Writes a model as ONNX with a card into a folder. */
  export: ask
    .input(z.object({ id, folder: path }))
    .output(outcome(z.object({ files: z.array(z.string()) })))
    .mutation(({ ctx, input }) => ctx.bench.exportModel(input.id, input.folder)),
  /** What a threshold would keep, without choosing it; null asks for the chosen one. */
  yield: ask
    .input(z.object({ threshold: z.number().min(0).max(1).nullable() }))
    .output(outcome(thresholdYield))
    .query(({ ctx, input }) => ctx.bench.thresholdYield(input.threshold)),
  /** Lowest thresholds that keep at most such a share of uninformative patches. */
  falseShare: ask
    .input(z.object({ atMost: z.number().min(0).max(1) }))
    .output(outcome(falseShareThresholds))
    .query(({ ctx, input }) => ctx.bench.falseShareThresholds(input.atMost)),
  setThreshold: ask
    .input(
      z.object({
        /** null takes a source's own away */
        threshold: z.number().min(0).max(1).nullable(),
        /** of this source alone */
        source: id.nullable().default(null),
      }),
    )
    .output(changed)
    .mutation(({ ctx, input }) => ctx.bench.setThreshold(input.threshold, input.source)),
});

/** What turns patches into embeddings. */
export const encodersRouter = t.router({
  list: ask.output(outcome(z.array(encoderListing))).query(({ ctx }) => ctx.bench.listEncoders()),
  /** Reads an ONNX, PyTorch or safetensors file without executing any of it, and takes it into use. */
  add: ask
    .input(z.object({ path }))
    .output(started)
    .mutation(({ ctx, input }) => ctx.bench.startAddingEncoder(input.path)),
  use: ask
    .input(z.object({ hash: z.string().max(100) }))
    .output(started)
    .mutation(({ ctx, input }) => ctx.bench.startUsingEncoder(input.hash)),
});

/** A flat map of embeddings. */
export const mapRouter = t.router({
  start: ask
    .input(mapRequest)
    .output(started)
    .mutation(({ ctx, input }) => ctx.bench.startMap(input)),
  current: ask.output(outcome(embeddingMap.nullable())).query(({ ctx }) => ctx.bench.currentMap()),
});
