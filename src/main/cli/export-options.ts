import { type Command, Option } from 'commander';
import { type CurationSet, curationSet } from '../../shared/balance.ts';
import {
  type ExportOptions,
  exportOptions,
  type PictureEncoding,
  pictureEncoding,
  type SplitRequest,
} from '../../shared/export.ts';
import { type Outcome, succeed } from '../../shared/failure.ts';
import type { Client } from './client.ts';
import { type CommonOptions, parseSplit, share, wholeNumber } from './option.ts';
import { planNamed } from './plan-named.ts';
import { type TermsOptions, termsOf, withTermsOptions } from './terms-option.ts';

/** The options of `export`, as they are given. */
export interface GivenExport extends CommonOptions, TermsOptions {
  readonly format: string;
  readonly set: CurationSet;
  readonly pictures?: PictureEncoding;
  readonly plan?: string;
  readonly split?: Omit<SplitRequest, 'seed'>;
  readonly splitSeed: number;
  readonly gamma?: number;
  readonly labels: boolean;
  readonly groups: boolean;
  readonly embeddings?: 'npy' | 'safetensors';
  readonly dryRun?: boolean;
}

/** Gives a command the options that say what a data set holds and how it is laid out. */
export function withExportOptions(command: Command): Command {
  return withTermsOptions(
    command
      .option(
        '--format <name>',
        'layout of the data set: cem, imagefolder, webdataset, parquet, coco, ome-zarr, fiftyone, csv, jsonl',
        'cem',
      )
      .addOption(
        new Option('--set <set>', 'which patches').choices(curationSet.options).default('curated'),
      )
      .addOption(
        new Option('--pictures <encoding>', 'how pixels are stored, all without loss').choices(
          pictureEncoding.options,
        ),
      )
      .option('--plan <name>', 'a saved balance plan that chooses among the patches')
      .option(
        '--split <percent>',
        'parts for training, validation and test by whole sources, such as 80,10,10',
        parseSplit,
      )
      .option(
        '--split-seed <seed>',
        'how sources are dealt out',
        wholeNumber('--split-seed', exportOptions.shape.split.unwrap().unwrap().shape.seed),
        1,
      )
      .option(
        '--gamma <exponent>',
        'write sampling weights: 0 even over patches, 1 over sources',
        share('--gamma'),
      )
      .option('--no-labels', 'leave out the table of all labels')
      .option('--no-groups', 'leave out the table of near-duplicates')
      .addOption(
        new Option('--embeddings <format>', 'write embeddings of the patches').choices([
          'npy',
          'safetensors',
        ]),
      ),
  );
}

/** What the engine is asked for. */
export async function exportRequest(
  client: Client,
  options: GivenExport,
): Promise<Outcome<ExportOptions>> {
  const plan = options.plan === undefined ? null : await planNamed(client, options.plan);
  if (plan && !plan.ok) return plan;
  const remembered = await client.exports.terms.query();
  if (!remembered.ok) return remembered;
  const terms = termsOf(options, remembered.value);
  if (!terms.ok) return terms;
  return succeed({
    set: options.set,
    plan: plan?.value.id ?? null,
    format: options.format,
    pictures: options.pictures ?? null,
    split: options.split ? { ...options.split, seed: options.splitSeed } : null,
    gamma: options.gamma ?? null,
    labels: options.labels,
    groups: options.groups,
    embeddings: options.embeddings ?? null,
    terms: terms.value,
  });
}
