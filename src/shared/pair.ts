import { z } from 'zod';
import { requestKey } from './decision.ts';
import { pairValue, rawAddress } from './duplicates.ts';

/** Pairs of one distance, or of all distances in turn. */
export const pairDistance = z.union([z.literal('all'), z.int().min(0).max(20)]);
export type PairDistance = z.infer<typeof pairDistance>;

/** Which pairs to look at, in which order. */
export const pairQueue = z.object({
  distance: pairDistance.default('all'),
  /** of the order within a distance, and of distances in turn */
  seed: z.int().min(0).max(0xffffffff).default(1),
  /** the same number of each source, as far as they have them; else as pairs come in the project */
  eachSource: z.boolean().default(false),
  /** of one source alone */
  source: z.int().nullable().default(null),
});
export type PairQueue = z.output<typeof pairQueue>;

/** One of two patches side by side. */
export const pairPatch = z.object({
  address: rawAddress,
  /** stable name: source/paper-name */
  name: z.string(),
});
export type PairPatch = z.infer<typeof pairPatch>;

/** A patch and the exemplar that stands for it within a radius of their distance. */
export const sampledPair = z.object({
  /** the patch */
  a: pairPatch,
  /** its exemplar */
  b: pairPatch,
  sourceName: z.string(),
  distance: z.int(),
  /** exemplar in force whose grey levels both are drawn with */
  like: z.int(),
  /** what was said of it; `none` before */
  value: pairValue,
});
export type SampledPair = z.infer<typeof sampledPair>;

/** Pairs of one distance: how many there are and were marked. */
export const pairStratum = z.object({
  distance: z.int(),
  /** that raising the radius to this distance makes */
  pairs: z.int(),
  /** that can be looked at */
  drawn: z.int(),
  same: z.int(),
  different: z.int(),
  unsure: z.int(),
});
export type PairStratum = z.infer<typeof pairStratum>;

/** Some pairs of a queue. */
export const pairPage = z.object({
  total: z.int(),
  from: z.int(),
  pairs: z.array(sampledPair),
  /** place of the first pair that nothing is said of; null where all are marked */
  firstUnmarked: z.int().nullable(),
  /** marks that count for this queue, by distance */
  strata: z.array(pairStratum),
});
export type PairPage = z.infer<typeof pairPage>;

/** One keypress on one pair. */
export const pairMark = z.object({
  a: rawAddress,
  b: rawAddress,
  value: pairValue,
  key: requestKey.nullable().default(null),
});
export type PairMark = z.output<typeof pairMark>;

/** A share of pairs that show the same with its interval of 95 %. */
export const pairPrecision = z.object({
  share: z.number(),
  low: z.number(),
  high: z.number(),
  /** share of the pairs at distances without a mark */
  unmarked: z.number(),
});
export type PairPrecision = z.infer<typeof pairPrecision>;

/** By radius; null where nothing is marked, or the curve is not worked out. */
const byRadius = z.array(pairPrecision.nullable());

/** How much of what each radius joins shows the same, as marked pairs tell. */
export const pairEstimate = z.object({
  /** of the cut in force */
  radius: z.int(),
  /** by the marks in the order of the draw, up to the first pair at each distance that is not marked */
  total: byRadius,
  /** sources that a radius joins pairs of, each by all of its marks */
  sources: z.array(
    z.object({
      source: z.int(),
      name: z.string(),
      /** that the radius in force joins */
      pairs: z.int(),
      marked: z.int(),
      precision: byRadius,
    }),
  ),
  /** the marks that count for all sources */
  strata: z.array(pairStratum.omit({ pairs: true, drawn: true })),
  /** marks out of that order, which count for their source alone */
  besides: z.int(),
  /** marks of patches cut or hashed otherwise, which do not count here */
  elsewhere: z.int(),
});
export type PairEstimate = z.infer<typeof pairEstimate>;
