import { z } from 'zod';
import { curationSet } from './balance.ts';
import { cutSettings } from './cut.ts';
import { datasetSplit, datasetTerms, pictureEncoding, splitRequest } from './export.ts';
import { sourceMetadata } from './source.ts';
import { mapping, resolvedMapping, sampleType, shape, voxelSize } from './volume.ts';

/** How many patches a source has in each set; curated is null without a model or decision. */
const counts = z.object({
  raw: z.int(),
  dedup: z.int(),
  curated: z.int().nullable(),
  /** in this data set */
  exported: z.int(),
});

/** The same for one volume of it. */
const volumeCounts = counts.omit({ exported: true });

const datasetSource = z.object({
  name: z.string(),
  ...sourceMetadata.omit({ notes: true, withheld: true }).shape,
  voxelSize: voxelSize.nullable(),
  /** how samples become grey, and whether black and white change places */
  mapping,
  invert: z.boolean(),
  volumes: z.array(
    z.object({
      name: z.string(),
      kind: z.enum(['volume', 'picture']),
      /** the paper's running number of a 2-D picture in its group */
      pictureNumber: z.int().nullable(),
      contentId: z.string(),
      shape,
      sampleType,
      voxelSize: voxelSize.nullable(),
      mapping: resolvedMapping.nullable(),
      counts: volumeCounts,
    }),
  ),
  counts,
  /**
   * Patches that were de-duplicated together, each by the names of its volumes: first those of the first step, then
   * those of each later one, behind the exemplars that were there. Null where it is not known.
   */
  scopes: z.array(z.object({ steps: z.array(z.array(z.string())) })).nullable(),
  /** part of the data set that the whole source went to; null without a split, or with no patch */
  split: datasetSplit.nullable(),
});

/** How evenly the sources contribute to the data set itself (spec 4); null without sources. */
const datasetBalance = z.object({
  gini: z.number().nullable(),
  topFifthShare: z.number().nullable(),
  holdingEighty: z.number().nullable(),
  /** inverse Simpson index of the shares */
  effectiveSources: z.number().nullable(),
  /** patches of each source with any, ascending: the Lorenz curve is their running sum */
  counts: z.array(z.int()),
});

/** How a data set came about. Holds no time, user, host or absolute path, so equal work gives equal bytes. */
export const datasetDocument = z.object({
  /** which patches are in it */
  set: curationSet,
  /** the saved balance plan that chose among them */
  plan: z.object({ name: z.string(), rules: z.json() }).nullable(),
  /** how it is laid out; pictures is null where the format holds none */
  layout: z.object({ format: z.string(), pictures: pictureEncoding.nullable() }),
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
  /** what people decided on groups of near-duplicates, in the order it is laid over; null where it is not known */
  groupDecisions: z
    .array(
      z.object({
        kind: z.enum(['choose', 'split', 'merge']),
        /** by the name that tables give it */
        patch: z.string(),
        /** of the group joined to; null but for `merge` */
        other: z.string().nullable(),
      }),
    )
    .nullable(),
  sources: z.array(datasetSource),
  /** how many sources of the project may not be handed on: nothing else is told of them */
  withheld: z.int(),
  split: z
    .object({
      request: splitRequest,
      parts: z.array(z.object({ split: datasetSplit, sources: z.int(), patches: z.int() })),
    })
    .nullable(),
  /** exponent of the sampling weights in the manifest (spec 4) */
  weights: z.object({ gamma: z.number() }).nullable(),
  /** files beside the manifest, and the vectors' shape */
  labels: z.object({ file: z.string(), labels: z.int() }).nullable(),
  groups: z.object({ file: z.string(), members: z.int() }).nullable(),
  embeddings: z
    .object({
      file: z.string(),
      encoder: z.string(),
      architecture: z.string(),
      hash: z.string(),
      rows: z.int(),
      width: z.int(),
      type: z.literal('float16'),
      /** rows of not-a-number: patches that were not embedded */
      missing: z.int(),
    })
    .nullable(),
  terms: datasetTerms,
  /** Gini coefficients over the sources above (spec 4) */
  gini: z.object({
    raw: z.number().nullable(),
    dedup: z.number().nullable(),
    curated: z.number().nullable(),
    exported: z.number().nullable(),
  }),
  balance: datasetBalance,
});
export type DatasetDocument = z.infer<typeof datasetDocument>;

/** Of `dataset.json` as it is written now. */
export const datasetVersion = 3;

/** `dataset.json` as it is written: the document, and the manifest it belongs to. */
export const datasetFile = z.object({
  format: z.literal('em-curator-dataset'),
  version: z.literal(datasetVersion),
  ...datasetDocument.shape,
  manifest: z.object({ file: z.literal('manifest.csv'), sha256: z.string(), patches: z.int() }),
});
/** Before version 3 nothing was said of steps and of decisions on groups. */
const silent = z.looseObject({
  version: z.literal(2),
  sources: z.array(z.looseObject({})),
});

/** `dataset.json` of a version before in the form of the present one; anything else as it is. */
export function currentDataset(plain: unknown): unknown {
  const before = silent.safeParse(plain).data;
  if (!before) return plain;
  const sources = before.sources.map((source) => ({ ...source, scopes: null }));
  return { ...before, version: datasetVersion, groupDecisions: null, sources };
}

export type DatasetFile = z.infer<typeof datasetFile>;
