import { z } from 'zod';
import { labelValue } from './decision.ts';

/** What a map of embeddings is drawn from. */
export const mapRequest = z.object({
  /** exemplars drawn by the seed; fewer where there are fewer */
  sample: z.int().min(100).max(100_000).default(20_000),
  seed: z.int().min(0).max(0xffffffff).default(1),
  /** subtract each source's mean first: EM embeddings cluster by source */
  centreBySource: z.boolean().default(false),
});

/** A map of embeddings; one entry an exemplar in each list. */
export const embeddingMap = z.object({
  /** tells two maps apart */
  key: z.string(),
  encoder: z.string(),
  centreBySource: z.boolean(),
  seed: z.int(),
  ordinals: z.array(z.int()),
  x: z.array(z.number()),
  y: z.array(z.number()),
  /** source ids */
  source: z.array(z.int()),
  score: z.array(z.number().nullable()),
  label: z.array(labelValue),
});
export type EmbeddingMap = z.infer<typeof embeddingMap>;
