import { z } from 'zod';
import { csvLine } from './csv.ts';
import { box, placeTitles, plane } from './patch.ts';

/** One of the two things compared. */
export const comparedSide = z.object({
  /** last part of its path */
  name: z.string(),
  kind: z.enum(['dataset', 'project']),
  /** which patches of it were compared */
  set: z.enum(['raw', 'dedup', 'curated']),
  patches: z.int(),
});
export type ComparedSide = z.infer<typeof comparedSide>;

/** What can be different of a patch. */
export const patchChange = z.enum([
  'added',
  'removed',
  'moved',
  'relabelled',
  'rescored',
  'pixels',
  'split',
]);
export type PatchChange = z.infer<typeof patchChange>;

/** What each means, in words; a patch may count in several. */
export const patchChangeWords: { readonly [C in PatchChange]: string } = {
  added: 'only in the second',
  removed: 'only in the first',
  moved: 'same pixels at another place or under another name',
  relabelled: 'another decision or reason',
  rescored: 'another score',
  pixels: 'other pixels at the same place',
  split: 'in another part of the data set',
};

/** A patch that is different, as one side has it. */
export const patchOfSide = z.object({
  source: z.string(),
  volume: z.string(),
  plane,
  index: z.int(),
  box,
  decision: z.string().nullable(),
  reason: z.string().nullable(),
  score: z.number().nullable(),
  split: z.string().nullable(),
});
export type PatchOfSide = z.infer<typeof patchOfSide>;

/** A patch that is different; one side is null for what is added or removed. */
export const differingPatch = z.object({
  changes: z.array(patchChange),
  a: patchOfSide.nullable(),
  b: patchOfSide.nullable(),
});
export type DifferingPatch = z.infer<typeof differingPatch>;

/** How two data sets, or states of a project, differ. */
export const difference = z.object({
  a: comparedSide,
  b: comparedSide,
  /** nothing differs, neither patches nor settings */
  equal: z.boolean(),
  same: z.int(),
  counts: z.record(patchChange, z.int()),
  largestScoreChange: z.number().nullable(),
  /** patches whose pixels were not compared, since they cannot be read or it was not asked for */
  withoutPixels: z.int(),
  settings: z.array(
    z.object({ where: z.array(z.string()), a: z.string().nullable(), b: z.string().nullable() }),
  ),
  /** there are more differences of settings than are told */
  moreSettings: z.boolean(),
  /** the first ones, in the order of their side */
  patches: z.array(differingPatch),
});
export type Difference = z.infer<typeof difference>;

const columns = [
  'changes',
  'side',
  'pair',
  'source',
  ...placeTitles,
  'decision',
  'reason',
  'score',
  'split',
] as const;

/** The first line of a file of differing patches. */
export const differenceTitles = (): string => csvLine(columns);

/**
 * One side of a differing patch as a line.
 *
 * @param pair the same number for the two lines of a patch that both sides have; null for one that only this has
 */
export function differenceLine(
  patch: PatchOfSide,
  found: {
    readonly changes: readonly PatchChange[];
    readonly side: 'a' | 'b';
    readonly pair: number | null;
  },
): string {
  const { y0, y1, x0, x1 } = patch.box;
  return csvLine([
    found.changes.join(' '),
    found.side,
    found.pair,
    patch.source,
    patch.volume,
    patch.plane,
    patch.index,
    y0,
    y1,
    x0,
    x1,
    patch.decision,
    patch.reason,
    patch.score,
    patch.split,
  ]);
}
