import { z } from 'zod';
import type { Failure } from './failure.ts';

export const jobKind = z.enum([
  'add',
  'demonstration',
  'run',
  'train',
  'score',
  'encoder',
  'map',
  'yield',
  'curve',
  'export',
  'verify',
  'import',
  'diff',
  'relink',
  'remove-cut',
  'relate',
]);
export type JobKind = z.infer<typeof jobKind>;

/** `interrupted`: the program stopped before the job did; run again to continue. */
export const jobState = z.enum(['running', 'paused', 'done', 'failed', 'cancelled', 'interrupted']);

/** One thing that went wrong or is worth knowing; the rest of the job went on. */
export const reportRow = z.object({ item: z.string(), failure: z.custom<Failure>() });
export type ReportRow = z.infer<typeof reportRow>;

/** A long operation as every shell shows it. */
export const job = z.object({
  id: z.int(),
  kind: jobKind,
  title: z.string(),
  state: jobState,
  /** the stage now under way, in words: "cut and hash", "keep exemplars" ... */
  stage: z.string(),
  done: z.number(),
  total: z.number(),
  /** what done and total count: "patches", "files", "bytes" */
  unit: z.string(),
  /** per second, over the last seconds; null until known */
  rate: z.number().nullable(),
  etaSeconds: z.number().nullable(),
  startedAt: z.number(),
  finishedAt: z.number().nullable(),
  report: z.array(reportRow),
  failure: z.custom<Failure>().nullable(),
  /** one sentence for the end: "Cut 2,310 patches, kept 412 exemplars." */
  result: z.string().nullable(),
});
export type Job = z.infer<typeof job>;
