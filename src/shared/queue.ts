import { z } from 'zod';
import { gridQuery } from './grid.ts';

/** A named, seeded list of patches to label that can be left and gone on with. */
export const savedQueue = z.object({
  id: z.int(),
  name: z.string().trim().min(1).max(100),
  query: gridQuery,
  /** who saved it, and when */
  annotator: z.string(),
  at: z.number(),
});
export type SavedQueue = z.infer<typeof savedQueue>;
