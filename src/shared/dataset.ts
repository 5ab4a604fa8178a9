import { z } from 'zod';
import { cutSettings } from './cut.ts';
import { sourceMetadata } from './source.ts';
import { resolvedMapping, sampleType, shape, voxelSize } from './volume.ts';

/** How many patches a source has in each set; curated is null without a model or decision. */
const counts = z.object({ raw: z.int(), dedup: z.int(), curated: z.int().nullable() });

const datasetSource = z.object({
  name: z.string(),
  ...sourceMetadata.omit({ notes: true, withheld: true }).shape,
  voxelSize: voxelSize.nullable(),
  volumes: z.array(
    z.object({
      name: z.string(),
      contentId: z.string(),
      shape,
      sampleType,
      mapping: resolvedMapping.nullable(),
    }),
  ),
  counts,
});

/** How a data set came about. Holds no time, user, host or absolute path, so equal work gives equal bytes. */
export const datasetDocument = z.object({
  /** which patches are in it */
  set: z.enum(['raw', 'dedup', 'curated']),
  parameters: cutSettings,
  /** program and library versions, by name */
  versions: z.record(z.string(), z.string()),
  /** seeds of every random choice, by what it was drawn for */
  seeds: z.record(z.string(), z.int()),
  model: z
    .object({
      id: z.string(),
      kind: z.string(),
      labelsHash: z.string(),
      threshold: z.number(),
      /** of sources that have their own, by name */
      sourceThresholds: z.record(z.string(), z.number()).default({}),
    })
    .nullable(),
  labelSetHash: z.string().nullable(),
  sources: z.array(datasetSource),
  /** Gini coefficients over the sources (spec 4) */
  gini: z.object({
    raw: z.number().nullable(),
    dedup: z.number().nullable(),
    curated: z.number().nullable(),
  }),
});
export type DatasetDocument = z.infer<typeof datasetDocument>;

/** `dataset.json` as it is written: the document, and the manifest it belongs to. */
export const datasetFile = z.object({
  format: z.literal('em-curator-dataset'),
  version: z.literal(1),
  ...datasetDocument.shape,
  manifest: z.object({ file: z.literal('manifest.csv'), sha256: z.string(), patches: z.int() }),
});
export type DatasetFile = z.infer<typeof datasetFile>;
