import type { Outcome } from '../../../shared/failure.ts';

/** What an undoable change answers. */
export type Changed = Outcome<{ action: number; summary: string }>;

/** What starting a job answers. */
export type Started = Outcome<{ job: number }>;
