import { z } from 'zod';
import { balancePlanRules } from './balance-plan.ts';
import { labelPass, labelValue } from './decision.ts';
import { box, plane } from './patch.ts';

/**
 * Which exemplars a grid shows; evaluated by the engine, paged by the window. Kept and dropped are by the
 * current model, threshold and decisions; `second-opinion` are patches labelled by someone else than the
 * annotator who asks, `suspect` labels that models trained without them contradict, `like` the nearest to
 * one patch by embedding, `ordinals` those given; `planned` and `left-out` are the two sides of a plan, in the
 * order in which it takes them; `grouped` stand for more than themselves, and a person changed the groups of
 * the `regrouped`.
 */
export const gridSet = z.enum([
  'all',
  'unlabelled',
  'labelled',
  'kept',
  'dropped',
  'near-threshold',
  'overridden',
  'second-opinion',
  'suspect',
  'like',
  'ordinals',
  'planned',
  'left-out',
  'grouped',
  'regrouped',
]);

/**
 * `per-source` takes one of each source in turn, each source in random order; `uncertain-diverse` the most
 * uncertain that differ from each other; `disagreement` where the forest and the head differ most;
 * `diverse` those that differ most from what is labelled and from each other;
 * `likeness` nearest to `like` first; `expected-change` those whose label would move the model most.
 */
export const gridOrder = z.enum([
  'random',
  'position',
  'per-source',
  'score-up',
  'score-down',
  'group-size',
  'near-threshold',
  'uncertain-diverse',
  'disagreement',
  'suspect',
  'likeness',
  'expected-change',
  'diverse',
]);

/** Sources by what is known of them; an empty list means any. */
export const sourceFilter = z.object({
  technique: z.array(z.string()).default([]),
  organism: z.array(z.string()).default([]),
  tissue: z.array(z.string()).default([]),
});

export const gridQuery = z.object({
  set: gridSet,
  /** source ids; empty means all */
  sources: z.array(z.int()).default([]),
  /** volume ids; empty means all */
  volumes: z.array(z.int()).default([]),
  where: sourceFilter.default({ technique: [], organism: [], tissue: [] }),
  order: gridOrder,
  /** of the random orders and draws */
  seed: z.int().min(0).max(0xffffffff).default(1),
  labels: z.array(labelValue).default([]),
  heldOut: z.boolean().nullable().default(null),
  scoreFrom: z.number().nullable().default(null),
  scoreTo: z.number().nullable().default(null),
  /** takes one of each source in turn, each in the order asked for */
  eachSource: z.boolean().default(false),
  /** share of patches drawn at random that is mixed in, against an order's blind spots */
  randomShare: z.number().min(0).max(0.5).default(0),
  /** at most so many, drawn by the seed; null means all */
  sample: z.int().min(1).nullable().default(null),
  /** labels as they were after this action, so that a view opened again is the same; null means now */
  asOf: z.int().min(0).nullable().default(null),
  /** pass in which this view is labelled; in `second` and `again` earlier labels are not shown */
  pass: labelPass.default('first'),
  /** scores are not shown */
  blind: z.boolean().default(false),
  /** share of already labelled patches mixed in, to be labelled again for consistency */
  again: z.number().min(0).max(0.5).default(0),
  /** for set "like": the patch whose neighbours are shown */
  like: z.object({ ordinal: z.int() }).nullable().default(null),
  /** for set "ordinals": these, in this order (cells of the confusion matrix, say) */
  ordinals: z.array(z.int()).default([]),
  /** for sets "planned" and "left-out" */
  plan: balancePlanRules.nullable().default(null),
});
export type GridOrder = z.infer<typeof gridOrder>;
export type GridQuery = z.input<typeof gridQuery>;

/** A view is fixed when opened, so labels never make patches jump; open it again to re-sort. */
export const gridView = z.object({
  view: z.int(),
  total: z.int(),
  /** the newest action when it was opened; asking with it gives the same view again */
  asOf: z.int(),
});
export type GridView = z.infer<typeof gridView>;

export const gridPatch = z.object({
  ordinal: z.int(),
  /** position in the view */
  at: z.int(),
  source: z.int(),
  /** stable name: source/paper-name */
  name: z.string(),
  volume: z.int(),
  plane,
  index: z.int(),
  box,
  /** rows and columns of its cross-section, and how many there are along its plane */
  section: z.object({ height: z.int(), width: z.int(), count: z.int() }),
  /** nanometres a pixel measures along rows and columns; null where not known */
  pixelNm: z.object({ y: z.number(), x: z.number() }).nullable(),
  /** near-duplicates it stands for, itself included */
  members: z.int(),
  score: z.number().nullable(),
  /** pass that a label given here counts in */
  pass: labelPass,
  /** of that pass */
  label: labelValue,
  reason: z.string().nullable(),
  heldOut: z.boolean(),
  /** kept in the curated set; null without a model or decision */
  kept: z.boolean().nullable(),
});
export type GridPatch = z.infer<typeof gridPatch>;

export const gridPage = z.object({ total: z.int(), patches: z.array(gridPatch) });

/** Relative address of a volume's middle cross-section, scaled to at most 512 px. */
export function volumePicturePath(project: string, volume: number): string {
  return `/volume/${project}/${volume}.bmp`;
}
