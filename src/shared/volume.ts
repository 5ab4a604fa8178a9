import { z } from 'zod';

/** Nanometres along z, y, x; every edge > 0. */
export const voxelSize = z.object({
  z: z.number().positive(),
  y: z.number().positive(),
  x: z.number().positive(),
});
export type VoxelSize = z.infer<typeof voxelSize>;

export const sampleType = z.enum([
  'uint8',
  'int8',
  'uint16',
  'int16',
  'uint32',
  'int32',
  'float32',
  'float64',
]);
export type SampleType = z.infer<typeof sampleType>;

/** Samples in planes, rows, columns. A 2-D picture has z = 1. */
export const shape = z.object({
  z: z.int().positive(),
  y: z.int().positive(),
  x: z.int().positive(),
});
export type Shape = z.infer<typeof shape>;

/** What a header says of a volume, before any sample is read. */
export const volumeSummary = z.object({
  format: z.string(),
  shape,
  sampleType,
  voxelSize: voxelSize.nullable(),
  /** Things the user should know: several channels, an unlikely voxel size. Whole sentences. */
  warnings: z.array(z.string()),
});
export type VolumeSummary = z.infer<typeof volumeSummary>;

/**
 * Where a volume's samples are: one file, or the pictures of a folder in order, one per z; or nowhere here,
 * since the project was made from a data set. The name is what people know it by.
 */
export const volumeReference = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('file'), path: z.string() }),
  z.object({ kind: z.literal('stack'), folder: z.string(), files: z.array(z.string()) }),
  z.object({ kind: z.literal('absent'), name: z.string() }),
]);
export type VolumeReference = z.infer<typeof volumeReference>;

/** How samples become 8-bit grey; `by-type` is the paper's rule (spec 1.2 for pictures, 1.3 for volumes). */
export const mapping = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('by-type') }),
  z.object({ kind: z.literal('full-range') }),
  z.object({ kind: z.literal('percentile'), low: z.number(), high: z.number() }),
  z.object({ kind: z.literal('manual'), low: z.number(), high: z.number() }),
]);
export type Mapping = z.infer<typeof mapping>;

/** A mapping with its limits found in the samples: what is recorded and applied. */
export const resolvedMapping = z.discriminatedUnion('rule', [
  /** unsigned 8-bit samples unchanged */
  z.object({ rule: z.literal('identity') }),
  /** spec 1.2, two-dimensional pictures; low and high matter for fractional samples only */
  z.object({ rule: z.literal('picture'), low: z.number(), high: z.number() }),
  /** spec 1.3, volumes */
  z.object({ rule: z.literal('volume') }),
  /** (v - low) / (high - low) * 255, clamped, truncated */
  z.object({ rule: z.literal('linear'), low: z.number(), high: z.number() }),
]);
export type ResolvedMapping = z.infer<typeof resolvedMapping>;
