import { z } from 'zod';
import { cutSettings } from './cut.ts';
import { job } from './job.ts';

/** The counts on the left of the window: each stage of the flow. */
export const funnel = z.object({
  sources: z.int(),
  volumes: z.int(),
  raw: z.int(),
  dedup: z.int(),
  curated: z.int().nullable(),
  gini: z.number().nullable(),
  exports: z.int(),
  labels: z.int(),
  /** stages whose result no longer fits what is upstream of them */
  stale: z.object({
    patches: z.boolean(),
    /** some that a decision made exemplars have no pixels and features yet */
    exemplars: z.boolean(),
    scores: z.boolean(),
    model: z.boolean(),
  }),
});
export type Funnel = z.infer<typeof funnel>;

export const project = z.object({
  /** random id of the project, in picture addresses so that caches never mix projects */
  key: z.string(),
  name: z.string(),
  folder: z.string(),
  readOnly: z.boolean(),
  annotator: z.string(),
  /** settings of the current cut, or the defaults before the first run */
  cut: cutSettings,
  /** volumes known from a data set alone, whose files are not here */
  absentVolumes: z.int(),
  funnel,
  notices: z.array(z.string()),
});
export type Project = z.infer<typeof project>;

export const recentProject = z.object({
  name: z.string(),
  folder: z.string(),
  openedAt: z.number(),
  exists: z.boolean(),
});
export type RecentProject = z.infer<typeof recentProject>;

/** Everything that changes by itself arrives as one of these on the one subscription of a window. */
export const engineEvent = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('job'), job }),
  z.object({ kind: z.literal('project'), project: project.nullable() }),
]);
export type EngineEvent = z.infer<typeof engineEvent>;

export const execution = z.object({
  provider: z.string(),
  /** every provider tried, and why it does not run where it does not */
  probed: z.array(z.object({ name: z.string(), runs: z.boolean(), reason: z.string().nullable() })),
});
export type Execution = z.infer<typeof execution>;

export const doctorReport = z.object({
  version: z.string(),
  checks: z.array(
    z.object({ name: z.string(), state: z.enum(['good', 'warning', 'bad']), finding: z.string() }),
  ),
});
export type DoctorReport = z.infer<typeof doctorReport>;

export const exportRecord = z.object({
  id: z.int(),
  folder: z.string(),
  format: z.string(),
  set: z.string(),
  /** name of the balance plan that chose among the set, as it was then */
  plan: z.string().nullable(),
  patches: z.int(),
  bytes: z.int(),
  at: z.number(),
  /** SHA-256 of manifest.csv: tells two exports apart at a glance */
  manifestSha256: z.string(),
});
export type ExportRecord = z.infer<typeof exportRecord>;
