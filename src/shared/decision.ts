import { z } from 'zod';

/** What a person says of a patch; `none` takes a label back. */
export const labelValue = z.enum(['informative', 'uninformative', 'unsure', 'none']);
export type LabelValue = z.infer<typeof labelValue>;

export const decisionOrigin = z.enum(['hand', 'assisted', 'import', 'override', 'adjudicated']);
export type DecisionOrigin = z.infer<typeof decisionOrigin>;

/** One action (a keypress, a committed page) on patches, named by exemplar ordinal. */
export const labelRequest = z.object({
  ordinals: z.array(z.int().min(0)).min(1).max(100_000),
  value: labelValue,
  reason: z.string().max(200).nullable().default(null),
  origin: decisionOrigin.default('hand'),
});
export type LabelRequest = z.infer<typeof labelRequest>;

/** What an acknowledged action (or its undoing) changed. Its COMMIT has returned. */
export const labelReceipt = z.object({
  action: z.int(),
  at: z.number(),
  /** exemplars whose label is now different, for the grid */
  changed: z.array(z.object({ ordinal: z.int(), value: labelValue })),
  /** what happened in words: "Labelled 48 patches informative." */
  summary: z.string(),
});
export type LabelReceipt = z.infer<typeof labelReceipt>;

export const labelCounts = z.object({
  informative: z.int(),
  uninformative: z.int(),
  unsure: z.int(),
  /** of these, in the hold-out */
  heldOut: z.int(),
  canUndo: z.boolean(),
  canRedo: z.boolean(),
});
export type LabelCounts = z.infer<typeof labelCounts>;

/** Defect reasons offered for uninformative patches (spec 3.4; our list, the paper's is not known). */
export const defectReasons = [
  'empty',
  'homogeneous',
  'low contrast',
  'blur',
  'noise',
  'artifact',
  'anisotropic',
  'partly blank',
  'other',
] as const;
