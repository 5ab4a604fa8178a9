import { z } from 'zod';
import { outcome } from './failure.ts';

/** What an undoable change answers: its action, and what was done in words. */
export const changed = outcome(z.object({ action: z.int(), summary: z.string() }));
export type Changed = z.infer<typeof changed>;

/** What starting a job answers. */
export const started = outcome(z.object({ job: z.int() }));
export type Started = z.infer<typeof started>;
