import { z } from 'zod';

/** How a small volume around a patch is stored. */
export const stackFormat = z.enum(['tiff', 'nrrd', 'mrc']);
export type StackFormatName = z.infer<typeof stackFormat>;

/** Which small volumes are to be cut around which patches (spec 8). */
export const flipbookOptions = z.object({
  set: z.enum(['dedup', 'curated']).default('curated'),
  /** ordinals of exemplars; null for all of the set */
  ordinals: z.array(z.int().min(0)).max(100_000).nullable().default(null),
  /** sections asked for; an even number gives one more */
  depth: z.int().min(1).max(1025).default(5),
  as: stackFormat.default('tiff'),
  /** of those that overlap keep the one with most patches of the set in it */
  noOverlap: z.boolean().default(false),
  /** most of each source, drawn by the seed; null for all */
  limit: z.int().min(1).max(1_000_000).nullable().default(null),
  seed: z.int().min(0).max(0xffff_ffff).default(1),
});
export type FlipbookOptions = z.infer<typeof flipbookOptions>;
