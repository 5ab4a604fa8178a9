import { z } from 'zod';
import { cutSettings } from './cut.ts';

/** A cut of the project: the settings, and what was made with them. */
export const cutRecord = z.object({
  id: z.int(),
  settings: cutSettings,
  isInForce: z.boolean(),
  /** exemplars are there, of some source at least: it can be put in force at once */
  isKept: z.boolean(),
  /** nothing is missing or stale: a run with its settings would have nothing to do */
  isComplete: z.boolean(),
  raw: z.int(),
  exemplars: z.int(),
  /** changes of the log that undo or redo would bring it back by: without it they are passed over */
  leadBack: z.int(),
});
export type CutRecord = z.infer<typeof cutRecord>;
