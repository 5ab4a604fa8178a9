import { z } from 'zod';
import { cutSettings } from './cut.ts';

/** The curve is worked out for every radius from 0 to this one. */
export const widestRadius = 20;
/** All radii of the curve. */
export const radii: readonly number[] = Array.from({ length: widestRadius + 1 }, (_, r) => r);
/** Pairs kept at each distance. */
export const pairsPerDistance = 256;

/**
 * How far a curve is worked out: `stale` is of patches that have changed since, `partial` lacks radii.
 */
export const curveState = z.enum(['current', 'stale', 'partial', 'missing']);
export type CurveState = z.infer<typeof curveState>;

/** Exemplars that each radius would leave; null for a radius not worked out. */
const kept = z.array(z.int().nullable());

/** What each radius would keep of one source. */
export const sourceCurve = z.object({
  source: z.int(),
  name: z.string(),
  /** raw patches */
  raw: z.int(),
  /** exemplars now, people's decisions on groups included */
  now: z.int(),
  kept,
  /** volumes joined it since it was de-duplicated first: its exemplars stayed, the curve counts all from the start */
  grown: z.boolean(),
  state: curveState,
});
export type SourceCurve = z.infer<typeof sourceCurve>;

/** What working out what is missing takes. */
export const curveNeeds = z.object({
  /** de-duplications, one a scope and radius */
  units: z.int(),
  /** patches to be gone through, over all of them */
  patches: z.int(),
  /** in the largest scope: memory goes by it */
  largest: z.int(),
  seconds: z.number(),
  /** of memory */
  bytes: z.number(),
});
export type CurveNeeds = z.infer<typeof curveNeeds>;

/** What each radius would keep, by source and in all. */
export const keepCurves = z.object({
  /** the radius in force, and what else the curve was worked out with */
  settings: cutSettings,
  raw: z.int(),
  now: z.int(),
  /** all sources together; null for a radius that some source lacks */
  kept,
  /** distances[r][d]: patches at distance d from their exemplar at radius r; null as above */
  distances: z.array(z.array(z.int()).nullable()),
  state: curveState,
  sources: z.array(sourceCurve),
  needs: curveNeeds,
});
export type KeepCurves = z.infer<typeof keepCurves>;
