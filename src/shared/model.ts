import { z } from 'zod';

export const rocPoint = z.object({
  falsePositiveRate: z.number(),
  truePositiveRate: z.number(),
  threshold: z.number(),
});

/** Labels against scores at one threshold (predicted informative = score > threshold). */
export const confusion = z.object({
  truePositive: z.int(),
  falsePositive: z.int(),
  trueNegative: z.int(),
  falseNegative: z.int(),
  /** exemplar ordinals in each cell, to open them */
  ordinals: z.object({
    truePositive: z.array(z.int()),
    falsePositive: z.array(z.int()),
    trueNegative: z.array(z.int()),
    falseNegative: z.array(z.int()),
  }),
});
export type Confusion = z.infer<typeof confusion>;

/** How a model does on labels it has not seen. */
export const evaluation = z.object({
  informative: z.int(),
  uninformative: z.int(),
  /** null when one of the two classes is missing */
  auc: z.number().nullable(),
  /** seeded bootstrap, 95 % */
  aucInterval: z.tuple([z.number(), z.number()]).nullable(),
  roc: z.array(rocPoint),
  accuracy: z.number().nullable(),
  confusion,
  /** at every different score, highest first; what predicts informative is score > threshold */
  precisionRecall: z
    .array(z.object({ recall: z.number(), precision: z.number(), threshold: z.number() }))
    .default([]),
  /** area under precision against recall, as steps (scikit-learn's average precision) */
  averagePrecision: z.number().nullable().default(null),
  averagePrecisionInterval: z.tuple([z.number(), z.number()]).nullable().default(null),
  /** mean squared difference of score and label, 0 to 1 */
  brier: z.number().nullable().default(null),
  brierInterval: z.tuple([z.number(), z.number()]).nullable().default(null),
  /** patches in groups of similar score: what the scores promise, and what the labels say */
  calibration: z
    .array(
      z.object({
        /** lowest and highest score of the group */
        from: z.number(),
        to: z.number(),
        meanScore: z.number(),
        informativeShare: z.number(),
        count: z.int(),
      }),
    )
    .default([]),
  /** mean distance of promise and labels over the groups, weighted by their size */
  calibrationError: z.number().nullable().default(null),
});
export type Evaluation = z.infer<typeof evaluation>;

/**
 * `texture-forest`: the paper's baseline; `embedding-head`: logistic regression on an encoder's embedding;
 * `ensemble`: the mean of both; `network`: a classifier that came trained, its own last layer as the head.
 */
export const modelKind = z.enum(['texture-forest', 'embedding-head', 'ensemble', 'network']);
export type ModelKind = z.infer<typeof modelKind>;

export const filterModel = z.object({
  id: z.int(),
  /** content hash of labels, features, parameters, seed and version: the same inputs give the same id */
  hash: z.string(),
  kind: modelKind,
  /** what it looks at, when that is an embedding */
  encoder: z.object({ hash: z.string(), name: z.string() }).nullable().default(null),
  /** numbers that training chose: penalty, temperature */
  chosen: z.record(z.string(), z.number()).default({}),
  /** hashes of the models it is the mean of */
  members: z.array(z.string()).default([]),
  /** false while only refitted: the sources were not left out yet */
  checked: z.boolean().default(true),
  /** the same kind of model trained on the first n labels, on the hold-out of today */
  learningCurve: z
    .array(
      z.object({
        labels: z.int(),
        auc: z.number(),
        low: z.number(),
        high: z.number(),
      }),
    )
    .default([]),
  createdBy: z.int(),
  /** came with a data set, as a record with its scores: it cannot score anything here */
  fromDataset: z.boolean().default(false),
  seed: z.int(),
  trainedOn: z.object({ informative: z.int(), uninformative: z.int(), labelsHash: z.string() }),
  /** labels of the hold-out: blocks of sections set aside before labelling */
  holdOut: evaluation,
  /** each source scored by a model that never saw it; null with one source */
  leaveSourcesOut: evaluation.nullable(),
  perSource: z.array(
    z.object({
      source: z.int(),
      name: z.string(),
      informative: z.int(),
      uninformative: z.int(),
      auc: z.number().nullable(),
      aucInterval: z.tuple([z.number(), z.number()]).nullable().default(null),
    }),
  ),
  importances: z.array(z.object({ feature: z.string(), importance: z.number() })),
  current: z.boolean(),
  scored: z.int(),
  warnings: z.array(z.string()),
});
export type FilterModel = z.infer<typeof filterModel>;

/** A share that was counted, with its 95 % interval. */
export const share = z.object({ share: z.number(), low: z.number(), high: z.number() });
export type Share = z.infer<typeof share>;

/** Kept when score > threshold. */
export const thresholdYield = z.object({
  threshold: z.number(),
  /** how many exemplars fall in each of 100 score bins, lowest first */
  histogram: z.array(z.int()),
  perSource: z.array(
    z.object({
      source: z.int(),
      name: z.string(),
      exemplars: z.int(),
      kept: z.int(),
      /** its own, where it has one */
      threshold: z.number().nullable(),
    }),
  ),
  kept: z.int(),
  scored: z.int(),
  holdOut: evaluation.nullable(),
  /** of what is kept, each source at its threshold, and of what is informative, on the hold-out; Wilson, 95 % */
  precision: share.nullable(),
  recall: share.nullable(),
});
export type ThresholdYield = z.infer<typeof thresholdYield>;

const falseShareThreshold = z.object({
  threshold: z.number(),
  /** hold-out labels above it */
  kept: z.int(),
  falseShare: share,
  recall: z.number(),
});

/** The lowest thresholds that keep at most so many uninformative among the kept; null where none does. */
export const falseShareThresholds = z.object({
  byCount: falseShareThreshold.nullable(),
  /** by the upper end of the interval: the careful choice */
  byUpperBound: falseShareThreshold.nullable(),
});
export type FalseShareThresholds = z.infer<typeof falseShareThresholds>;

/** Labels that a training now would learn from. */
export const trainableLabels = z.object({ informative: z.int(), uninformative: z.int() });
export type TrainableLabels = z.infer<typeof trainableLabels>;

/** Which labels a model is judged by: those set aside, or each source by a model that never saw it. */
export const judgedOn = z.enum(['hold-out', 'left-out']);
export type JudgedOn = z.infer<typeof judgedOn>;

/** What changes when one model takes the place of another, at the thresholds of now. */
export const modelComparison = z.object({
  from: z.int(),
  to: z.int(),
  /** exemplars that both scored */
  both: z.int(),
  /** exemplars kept by the second alone, and by the first alone: the first thousand, greatest difference first */
  keptBySecond: z.object({ count: z.int(), ordinals: z.array(z.int()) }),
  keptByFirst: z.object({ count: z.int(), ordinals: z.array(z.int()) }),
  /** mean distance of the two scores */
  meanDifference: z.number(),
});
export type ModelComparison = z.infer<typeof modelComparison>;

/** Whether labelling on is worth it, with its reasons. */
export const labellingAdvice = z.object({
  mayStop: z.boolean(),
  sentences: z.array(z.string()),
  forecast: z
    .object({
      more: z.int(),
      gain: z.object({ value: z.number(), low: z.number(), high: z.number() }),
      band: z.array(
        z.object({ labels: z.number(), auc: z.number(), low: z.number(), high: z.number() }),
      ),
    })
    .nullable(),
});
export type LabellingAdvice = z.infer<typeof labellingAdvice>;

/** How much of a source is unlike anything labelled: the most unlike first. */
export const sourceDrift = z.object({
  source: z.int(),
  name: z.string(),
  patches: z.int(),
  labels: z.int(),
  /** share of its patches that are unlike every labelled one, and what as many have by chance */
  distance: z.number(),
  expected: z.object({ low: z.number(), high: z.number() }),
  isDrifted: z.boolean(),
});
export type SourceDrift = z.infer<typeof sourceDrift>;
