import { z } from 'zod';
import { curationSet } from './balance.ts';

/** How a patch's pixels are stored; all three give back the same 8-bit greys. */
export const pictureEncoding = z.enum(['tiff', 'png', 'webp']);
export type PictureEncoding = z.infer<typeof pictureEncoding>;

/** Part of a data set that a whole source goes to, so that no network is tested on a source it has seen. */
export const datasetSplit = z.enum(['train', 'validation', 'test']);
export type DatasetSplit = z.infer<typeof datasetSplit>;

/** Shares of all patches wished for each part; whole sources are dealt out by the seed to come near them. */
export const splitRequest = z
  .object({
    train: z.number().min(0).max(1),
    validation: z.number().min(0).max(1),
    test: z.number().min(0).max(1),
    seed: z.int().min(0).max(0xffff_ffff).default(1),
  })
  .refine(({ train, validation, test }) => Math.abs(train + validation + test - 1) < 1e-6, {
    message: 'the shares of train, validation and test must add up to 1',
  });
export type SplitRequest = z.infer<typeof splitRequest>;

/** Who made the data set and under which terms it is handed on; empty text means "not stated". */
export const datasetTerms = z.object({
  title: z.string().max(300).default(''),
  description: z.string().max(10_000).default(''),
  /** one name a line, "Family, Given" */
  creators: z.string().max(2000).default(''),
  /** SPDX identifier such as CC-BY-4.0 */
  licence: z.string().max(200).default(''),
  /** when it is published, as YYYY-MM-DD: the program puts no date of its own */
  published: z
    .string()
    .regex(/^(?:\d{4}-\d{2}-\d{2})?$/u)
    .default(''),
  /** where it will be found: a DOI or web address */
  url: z.string().max(400).default(''),
});
export type DatasetTerms = z.infer<typeof datasetTerms>;

/** What a data set is to hold, and how it is laid out. */
export const exportOptions = z.object({
  set: curationSet,
  /** id of a saved balance plan that chooses among the set's patches */
  plan: z.int().nullable().default(null),
  /** name of an exporter */
  format: z.string().max(40).default('cem'),
  /** null: the format's own */
  pictures: pictureEncoding.nullable().default(null),
  split: splitRequest.nullable().default(null),
  /** exponent of the sampling weights (spec 4); null writes none */
  gamma: z.number().min(0).max(1).nullable().default(null),
  /** every label of the exported sources, also of patches that are not in the set */
  labels: z.boolean().default(true),
  /** near-duplicates of each exported exemplar */
  groups: z.boolean().default(true),
  embeddings: z.enum(['npy', 'safetensors']).nullable().default(null),
  terms: datasetTerms.default(datasetTerms.parse({})),
});
export type ExportOptions = z.infer<typeof exportOptions>;

/** What an export would write, worked out before it starts. */
export const exportPlan = z.object({
  patches: z.int(),
  sources: z.int(),
  /** about, uncompressed: pictures and tables */
  bytes: z.int(),
  /** free on the disk of the project; null where it cannot be told */
  free: z.int().nullable(),
  /** patches and sources of each part; null without a split */
  splits: z.array(z.object({ split: datasetSplit, sources: z.int(), patches: z.int() })).nullable(),
  /** every source with patches, in the order they were added */
  bySource: z.array(
    z.object({
      id: z.int(),
      name: z.string(),
      patches: z.int(),
      split: datasetSplit.nullable(),
    }),
  ),
  /** sources left out, each with why, in words */
  leftOut: z.array(z.object({ source: z.string(), why: z.string() })),
  /** what a person should read before exporting: licences that do not fit, a split with an empty part ... */
  warnings: z.array(z.string()),
});
export type ExportPlan = z.infer<typeof exportPlan>;

/** One format the engine can write, for the window and the command line. */
export const exportFormat = z.object({
  name: z.string(),
  title: z.string(),
  about: z.string(),
  /** encodings to choose from; the first is the format's own; empty when it holds no pictures */
  pictures: z.array(pictureEncoding),
});
export type ExportFormat = z.infer<typeof exportFormat>;

/** A look at what an export would write: names of the first files, as the export itself makes them. */
export const exportPreview = z.object({
  /** beside the payload */
  beside: z.array(z.string()),
  /** below `data/`, with `/`; of a few patches of the first sources */
  payload: z.array(z.string()),
  /** these are all there will be */
  isWhole: z.boolean(),
});
export type ExportPreview = z.infer<typeof exportPreview>;

/** An export that the end of the program cut off. */
export const unfinishedExport = z.object({
  folder: z.string(),
  options: exportOptions,
  /** about how many patches are on the disk */
  patches: z.int(),
});
export type UnfinishedExport = z.infer<typeof unfinishedExport>;
