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

/** Kept when score > threshold. */
export const thresholdYield = z.object({
  threshold: z.number(),
  /** how many exemplars fall in each of 100 score bins, lowest first */
  histogram: z.array(z.int()),
  perSource: z.array(
    z.object({ source: z.int(), name: z.string(), exemplars: z.int(), kept: z.int() }),
  ),
  kept: z.int(),
  scored: z.int(),
  holdOut: evaluation.nullable(),
});
export type ThresholdYield = z.infer<typeof thresholdYield>;
