import { z } from 'zod';
import { labelValue } from './decision.ts';
import { box, plane } from './patch.ts';

/** Which exemplars a grid shows and in which order; evaluated by the engine, paged by the window. */
export const gridQuery = z.object({
  /** all: every exemplar; kept / dropped: by the current model, threshold and decisions; near: closest to the threshold first */
  set: z.enum([
    'all',
    'unlabelled',
    'labelled',
    'kept',
    'dropped',
    'near-threshold',
    'overridden',
    'ordinals',
  ]),
  /** source ids; empty means all */
  sources: z.array(z.int()).default([]),
  order: z.enum(['random', 'position', 'score-up', 'score-down', 'group-size']),
  /** of the random order */
  seed: z.int().min(0).max(0xffffffff).default(1),
  labels: z.array(labelValue).default([]),
  heldOut: z.boolean().nullable().default(null),
  scoreFrom: z.number().nullable().default(null),
  scoreTo: z.number().nullable().default(null),
  /** for set "ordinals": these, in this order (cells of the confusion matrix, say) */
  ordinals: z.array(z.int()).default([]),
});
export type GridQuery = z.input<typeof gridQuery>;

/** A view is fixed when opened, so labels never make patches jump; open it again to re-sort. */
export const gridView = z.object({ view: z.int(), total: z.int() });
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
  /** near-duplicates it stands for, itself included */
  members: z.int(),
  score: z.number().nullable(),
  label: labelValue,
  reason: z.string().nullable(),
  heldOut: z.boolean(),
  /** kept in the curated set; null without a model or decision */
  kept: z.boolean().nullable(),
});
export type GridPatch = z.infer<typeof gridPatch>;

export const gridPage = z.object({ total: z.int(), patches: z.array(gridPatch) });

/** Display contrast of patch pictures; never changes what is stored. */
export const contrast = z.enum(['0-100', '1-99', '5-95']);
export type Contrast = z.infer<typeof contrast>;

/** Relative address of a patch's picture (8-bit grey BMP, true size), the same in every shell. */
export function patchPicturePath(project: string, ordinal: number, stretch: Contrast): string {
  return `/patch/${project}/${ordinal}.bmp?contrast=${stretch}`;
}

/** Relative address of a volume's middle cross-section, scaled to at most 512 px. */
export function volumePicturePath(project: string, volume: number): string {
  return `/volume/${project}/${volume}.png`;
}

/** Relative address of the cross-section around a patch, with the patch's box drawn by the window. */
export function contextPicturePath(project: string, ordinal: number, step: number): string {
  return `/context/${project}/${ordinal}.png?step=${step}`;
}
