import { z } from 'zod';
import {
  mapping,
  resolvedMapping,
  sampleType,
  shape,
  volumeReference,
  voxelSize,
} from './volume.ts';

/** What a person says of a source; all free text but the mapping. Empty text means "not stated". */
export const sourceMetadata = z.object({
  technique: z.string().max(200),
  organism: z.string().max(200),
  tissue: z.string().max(200),
  doi: z.string().max(400),
  licence: z.string().max(400),
  attribution: z.string().max(2000),
  notes: z.string().max(10_000),
  /** why this source must not be handed on (it may be empty text); null: it may. Projects made before this have no word of it. */
  withheld: z.string().max(2000).nullable().default(null),
});
export type SourceMetadata = z.infer<typeof sourceMetadata>;

/** Metadata, voxel size, mapping or invert to change; what is absent stays. */
export const sourceChange = z.object({
  ...sourceMetadata.partial().shape,
  // Without the default of its own: what is not given stays as it is.
  withheld: sourceMetadata.shape.withheld.unwrap().optional(),
  name: z.string().min(1).max(200).optional(),
  /** applies to every volume of the source; null forgets a size given by hand */
  voxelSize: voxelSize.nullable().optional(),
  mapping: mapping.optional(),
  invert: z.boolean().optional(),
});
export type SourceChange = z.infer<typeof sourceChange>;

/** One volume (or 2-D picture) of a source as the catalog knows it. */
export const volumeRecord = z.object({
  id: z.int(),
  source: z.int(),
  name: z.string(),
  kind: z.enum(['volume', 'picture']),
  reference: volumeReference,
  format: z.string(),
  shape,
  sampleType,
  voxelSize: voxelSize.nullable(),
  voxelSizeOrigin: z.enum(['file', 'given', 'none']),
  contentId: z.string(),
  /** the paper's running number of a 2-D picture in its group, from 0; null for volumes */
  pictureNumber: z.int().nullable(),
  /** found when the volume was last run; null before */
  resolvedMapping: resolvedMapping.nullable(),
  warnings: z.array(z.string()),
});
export type VolumeRecord = z.infer<typeof volumeRecord>;

/** One source with its counts: a row of the Sources screen. */
export const sourceRecord = z.object({
  id: z.int(),
  name: z.string(),
  metadata: sourceMetadata,
  mapping,
  invert: z.boolean(),
  /** most common kind and size of its volumes, for the row; volumes has them all */
  kind: z.enum(['volume', 'picture']),
  volumes: z.int(),
  voxelSize: voxelSize.nullable(),
  sampleTypes: z.array(sampleType),
  /** counts in the current cut; curated is null without a model or decision */
  raw: z.int(),
  dedup: z.int(),
  curated: z.int().nullable(),
  labels: z.int(),
  /** something changed since it was cut: run again */
  stale: z.boolean(),
  warnings: z.array(z.string()),
});
export type SourceRecord = z.infer<typeof sourceRecord>;

/** A file or folder as the picker shows it. */
export const listedFile = z.object({
  name: z.string(),
  path: z.string(),
  kind: z.enum(['folder', 'volume', 'project', 'dataset', 'other']),
  bytes: z.int().nullable(),
});
export const fileListing = z.object({
  folder: z.string(),
  parent: z.string().nullable(),
  roots: z.array(z.string()),
  entries: z.array(listedFile),
  /** entries left out because the folder holds too many */
  leftOut: z.int(),
});
export type FileListing = z.infer<typeof fileListing>;

/** A volume described before it is added. */
export const volumeDescription = z.object({
  path: z.string(),
  name: z.string(),
  /** the source it goes to when none is named: by its folder, or by its own name */
  source: z.string(),
  format: z.string(),
  shape,
  sampleType,
  voxelSize: voxelSize.nullable(),
  warnings: z.array(z.string()),
  /** patches the current settings would cut */
  plannedPatches: z.int(),
  sha256: z.string().nullable(),
  contentId: z.string().nullable(),
});
export type VolumeDescription = z.infer<typeof volumeDescription>;

export const addRequest = z.object({
  /** absolute paths of files or folders */
  paths: z.array(z.string().min(1)).min(1),
  /** what a folder of pictures is: one volume, or a group of 2-D pictures */
  as: z.enum(['stack', 'group']).nullable().default(null),
  /** source name; null takes the file's or folder's name, each its own source */
  source: z.string().min(1).max(200).nullable().default(null),
  change: sourceChange.default({}),
});
export type AddRequest = z.infer<typeof addRequest>;
