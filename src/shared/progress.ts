import { z } from 'zod';

/** How many labels a project means to have, in all and at least of each source. A line, never a limit. */
export const labelGoal = z.object({
  total: z.int().min(0).max(10_000_000),
  perSource: z.int().min(0).max(1_000_000),
});
export type LabelGoal = z.infer<typeof labelGoal>;

/** The paper's team labelled 12,000 patches (spec 3.1); 30 a source is our own choice. */
export const firstGoal: LabelGoal = { total: 12_000, perSource: 30 };

/** Labels of one source, those of patches that are no exemplars of this cut too. */
export const sourceProgress = z.object({
  source: z.int(),
  name: z.string(),
  exemplars: z.int(),
  informative: z.int(),
  uninformative: z.int(),
  unsure: z.int(),
});
export type SourceProgress = z.infer<typeof sourceProgress>;

export const labelProgress = z.object({
  goal: labelGoal,
  /** every source that has exemplars or labels, in the order of the sources */
  sources: z.array(sourceProgress),
  /** uninformative labels by their reason, most first; null is no reason */
  reasons: z.array(z.object({ reason: z.string().nullable(), count: z.int() })),
});
export type LabelProgress = z.infer<typeof labelProgress>;

/** Labels of a source that say something: unsure ones do not. */
export const decidedOf = ({ informative, uninformative }: SourceProgress): number =>
  informative + uninformative;

/** Labels a source still lacks: it cannot have more than it has patches. */
export function lackOf(source: SourceProgress, goal: LabelGoal): number {
  return Math.max(0, Math.min(goal.perSource, source.exemplars) - decidedOf(source));
}
