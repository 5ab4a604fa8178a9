import { z } from 'zod';
import { share } from './model.ts';
import { box, plane } from './patch.ts';

/** Crops drawn of each picture, and the seed they are drawn with. */
export const [cropsDrawn, cropSeed] = [10_000, 1];

/** Windows that one cross-section may be scored in: minutes, and less than a megabyte of scores. */
export const mostWindows = 20_000;

/** Cross-sections to score window by window. */
export const cropYieldRequest = z.object({
  sections: z
    .array(z.object({ volume: z.int().min(0), plane, index: z.int().min(0) }))
    .min(1)
    .max(200),
  /** pixels from one window to the next; null: a quarter of a patch */
  stride: z.int().min(4).max(4096).nullable().default(null),
});

/** A scored cross-section and how random crops of it come out. */
export const sectionYield = z.object({
  id: z.string(),
  source: z.int(),
  sourceName: z.string(),
  volume: z.int(),
  volumeName: z.string(),
  plane,
  index: z.int(),
  height: z.int(),
  width: z.int(),
  patchSize: z.int(),
  stride: z.int(),
  windows: z.int(),
  /** made by the model in force, from pixels as they are mapped now */
  isCurrent: z.boolean(),
  threshold: z.number(),
  /** share of its area whose score is above the threshold */
  informative: z.number(),
  /** share of crops without an informative pixel; Wilson, 95 % */
  uninformativeCrops: share,
});
export type SectionYield = z.infer<typeof sectionYield>;

/** The map of one cross-section: rectangles of one score each. */
export const sectionMap = z.object({
  id: z.string(),
  /** the whole section, for its picture */
  window: box,
  pixelNm: z.object({ y: z.number(), x: z.number() }).nullable(),
  /** borders of the rectangles, ascending, first 0 */
  edgesY: z.array(z.int()),
  edgesX: z.array(z.int()),
  /** row-major; null where no window was scored */
  scores: z.array(z.number().nullable()),
});
export type SectionMap = z.infer<typeof sectionMap>;

/**
 * Our own reference for figure A7: share of crops that miss one informative square altogether, by the
 * share of the picture that it takes. 40,000 crops a point, seed 1; a test draws them again.
 */
export const referenceYields: readonly {
  readonly informative: number;
  readonly uninformativeCrops: number;
}[] = [
  { informative: 0.01, uninformativeCrops: 0.260725 },
  { informative: 0.02, uninformativeCrops: 0.19805 },
  { informative: 0.05, uninformativeCrops: 0.106475 },
  { informative: 0.1, uninformativeCrops: 0.04305 },
  { informative: 0.15, uninformativeCrops: 0.01665 },
  { informative: 0.2, uninformativeCrops: 0.0052 },
  { informative: 0.3, uninformativeCrops: 0.000125 },
  { informative: 0.4, uninformativeCrops: 0 },
  { informative: 0.5, uninformativeCrops: 0 },
  { informative: 0.6, uninformativeCrops: 0 },
  { informative: 0.75, uninformativeCrops: 0 },
  { informative: 0.9, uninformativeCrops: 0 },
  { informative: 1, uninformativeCrops: 0 },
];
