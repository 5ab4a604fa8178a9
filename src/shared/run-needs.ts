import { z } from 'zod';
import type { Failure } from './failure.ts';

/** What depends on how many patches are kept as exemplars, were a certain share of them kept. */
const estimate = z.object({ exemplars: z.int(), disk: z.int(), seconds: z.number() });

/** What a run would do, and what it needs of disk, memory and time; worked out before it starts. */
export const runNeeds = z.object({
  /** that will be read and cut */
  volumes: z.int(),
  /** to cut and hash */
  patches: z.int(),
  /** cut already, or taken over from another cut */
  patchesThere: z.int(),
  /** about so many patches without near-duplicates will be there in the end */
  exemplars: z.int(),
  /** disk that the run will add, about: the database with its copies, the pixels of exemplars */
  bytes: z.object({ catalog: z.int(), packs: z.int() }),
  /** were every patch kept as an exemplar */
  bytesAtMost: z.int(),
  /** between which it is likely to be; equal once the project has shown what share it keeps */
  least: estimate,
  most: estimate,
  /** of the project's disk; null where the system does not tell */
  free: z.int().nullable(),
  /** of all processes together, about */
  memory: z.int(),
  seconds: z.number(),
  stages: z.array(
    z.object({
      name: z.string(),
      total: z.int(),
      seconds: z.number(),
      /** at the rate of this project's last run, or at one assumed */
      measured: z.boolean(),
    }),
  ),
  /** why the run is likely not to end well */
  trouble: z.custom<Failure>().nullable(),
});
export type RunNeeds = z.infer<typeof runNeeds>;
