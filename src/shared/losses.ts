import { z } from 'zod';
import { stageCounts } from './composition.ts';
import { share } from './model.ts';

/** What becomes of a source's patches from stage to stage. */
export const sourceLoss = z.object({
  source: z.int(),
  name: z.string(),
  counts: stageCounts,
  /** exemplars among raw patches, and curated among exemplars; Wilson, 95 %; null of nothing */
  dedupOfRaw: share.nullable(),
  curatedOfDedup: share.nullable(),
  /** exemplars that are not curated; null without a curated set or exemplars */
  rejected: z
    .object({
      share: z.number(),
      /** 95 %, drawn towards the other sources the fewer exemplars there are */
      low: z.number(),
      high: z.number(),
      /** chance of so high a share if the source were like the others, corrected for their number; null with too few others */
      chance: z.number().nullable(),
      isUnusual: z.boolean(),
    })
    .nullable(),
});
export type SourceLoss = z.infer<typeof sourceLoss>;

/** Labelled patches of one defect reason. */
export const defectCount = z.object({
  /** null where no reason was given */
  reason: z.string().nullable(),
  count: z.int(),
  perSource: z.array(z.object({ source: z.int(), count: z.int() })),
  /** exemplars of the current cut among them, to open them: the first thousand */
  ordinals: z.array(z.int()),
});
export type DefectCount = z.infer<typeof defectCount>;

export const lossReport = z.object({
  totals: stageCounts,
  sources: z.array(sourceLoss),
  /** enough sources with exemplars to say which are unusual */
  isJudged: z.boolean(),
  /** share of all exemplars that is not curated */
  rejected: share.nullable(),
  /** patches labelled uninformative, by reason; the most frequent first */
  defects: z.array(defectCount),
});
export type LossReport = z.infer<typeof lossReport>;
