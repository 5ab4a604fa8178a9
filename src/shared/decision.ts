import { z } from 'zod';

/** What a person says of a patch; `none` takes a label back. */
export const labelValue = z.enum(['informative', 'uninformative', 'unsure', 'none']);
export type LabelValue = z.infer<typeof labelValue>;

export const decisionOrigin = z.enum(['hand', 'assisted', 'import', 'override', 'adjudicated']);
export type DecisionOrigin = z.infer<typeof decisionOrigin>;

/**
 * What a decision is for. `first` gives a patch its label; `second` is a blind second opinion and `again`
 * a patch shown once more to see whether a person agrees with themselves: neither changes the label.
 */
export const labelPass = z.enum(['first', 'second', 'again']);
export type LabelPass = z.infer<typeof labelPass>;

/** Patches, named by exemplar ordinal, that get the same label in one action. */
export const mark = z.object({
  ordinals: z.array(z.int().min(0)).min(1).max(100_000),
  value: labelValue,
  reason: z.string().max(200).nullable().default(null),
  origin: decisionOrigin.default('hand'),
  pass: labelPass.default('first'),
});
export type Mark = z.infer<typeof mark>;

/** The window's own name for a keypress: sent again after a lost answer, it is recorded once. */
export const requestKey = z.string().regex(/^[\w-]{8,64}$/);

/** Where a person is in a screen's grid: enough to be there again after a restart. */
export const place = z.object({
  screen: z.string().max(40),
  /** the screen's own words for what it shows, as JSON */
  showing: z.string().max(20_000),
  /** exemplar in focus, and the first one seen; null in an empty grid */
  focus: z.int().min(0).nullable(),
  top: z.int().min(0).nullable(),
  selected: z.array(z.int().min(0)).max(10_000),
});
export type Place = z.infer<typeof place>;

/** One action (a keypress, a committed page) and where it leaves the annotator. */
export const labelRequest = z.object({
  key: requestKey.nullable().default(null),
  marks: z.array(mark).min(1).max(64),
  place: place.nullable().default(null),
});
export type LabelRequest = z.infer<typeof labelRequest>;

/** What an acknowledged action (or its undoing) changed. Its COMMIT has returned. */
export const labelReceipt = z.object({
  action: z.int(),
  at: z.number(),
  /** exemplars whose label, of the pass it was given in, is now different, for the grid */
  changed: z.array(
    z.object({ ordinal: z.int(), value: labelValue, reason: z.string().nullable() }),
  ),
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

/** One decision on a patch, as its history tells it. */
export const pastDecision = z.object({
  action: z.int(),
  at: z.number(),
  annotator: z.string(),
  value: labelValue,
  reason: z.string().nullable(),
  origin: decisionOrigin,
  pass: labelPass,
  /** taken back since */
  undone: z.boolean(),
});
export type PastDecision = z.infer<typeof pastDecision>;

/** Defect reasons of uninformative patches, in the order of the digits 1 to 9 and beyond. */
export const reasonList = z.array(z.string().trim().min(1).max(60)).max(30);

/** Reasons a project begins with (spec 3.4; our list, the paper's is not known). */
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
