import { z } from 'zod';

/** Files that were found for volumes whose own are not where the project looks for them. */
export const relinkReport = z.object({
  folder: z.string(),
  found: z.array(
    z.object({ volume: z.int(), source: z.string(), name: z.string(), path: z.string() }),
  ),
  /** volumes for which nothing of the same content was found */
  missing: z.array(z.object({ volume: z.int(), source: z.string(), name: z.string() })),
  /** volumes whose files are where they should be */
  inPlace: z.int(),
  /** whether the project was changed, or only looked for files */
  done: z.boolean(),
});
export type RelinkReport = z.infer<typeof relinkReport>;
