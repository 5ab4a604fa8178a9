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
});
export type Evaluation = z.infer<typeof evaluation>;

export const filterModel = z.object({
  id: z.int(),
  /** content hash of labels, features, parameters, seed and version: the same inputs give the same id */
  hash: z.string(),
  kind: z.literal('texture-forest'),
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
