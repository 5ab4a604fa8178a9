import { join } from 'node:path';
import { csvLine } from '../../../shared/csv.ts';
import { type DatasetDocument, type DatasetFile, datasetFile } from '../../../shared/dataset.ts';
import { bagDeclaration, bagInfo, sumLine } from './bag.ts';
import {
  datasetName,
  manifestLine,
  manifestName,
  manifestTitles,
  payloadName,
  payloadSumsName,
  tagSumsName,
} from './dataset-layout.ts';
import { documents, type PayloadTotals } from './documents.ts';
import type { Exporter } from './exporter.ts';
import { journalledRows, readShardEntry, setFolder } from './journal.ts';
import { totalsCounter } from './payload-totals.ts';
import { PayloadWriter, type WrittenFile } from './payload-writer.ts';
import { syncFolder } from './sync-files.ts';
import { sha256Of, sumOfSizes, tagFiles, writeTagFile } from './tag-files.ts';

export interface FinishedDataset {
  readonly manifestSha256: string;
  readonly patches: number;
  /** of all files */
  readonly bytes: number;
}

/**
 * Writes all that comes after the shards, from the journal alone: the manifest, the exporter's own index, the
 * document, what tells people about it, and the checksums. Done again after a kill, it writes the same.
 *
 * @param shards how many there are, all of them whole
 * @param mayGoOn asked between the parts
 * @returns null when it was stopped
 */
export async function finishDataset(
  partial: string,
  exporter: Exporter,
  shards: number,
  document: DatasetDocument,
  mayGoOn: () => boolean,
): Promise<FinishedDataset | null> {
  const set = setFolder(partial);
  const counted = { patches: 0 };
  const { sha256 } = await writeTagFile(set, manifestName, manifestText(partial, shards, counted));
  if (!mayGoOn()) return null;
  const header = { format: 'em-curator-dataset', version: 2, ...document } as const;
  const index = new PayloadWriter(set, true);
  const rows = () => journalledRows(partial, shards);
  await exporter.writeIndex(index, { rows, dataset: header });
  await index.sync();
  if (!mayGoOn()) return null;
  const manifest = { file: manifestName, sha256, patches: counted.patches } as const;
  const dataset = datasetFile.parse({ ...header, manifest });
  await writeTagFile(set, datasetName, [`${JSON.stringify(dataset, null, 2)}\n`]);
  const counter = totalsCounter();
  await writeTagFile(set, payloadSumsName, payloadSums(partial, shards, index.files, counter.add));
  const { totals } = counter;
  await writeDocuments(set, exporter, dataset, totals);
  await writeBagTags(set, dataset, totals);
  await syncFolder(join(set, payloadName));
  await syncFolder(set);
  const bytes = totals.bytes + (await sumOfSizes(set, await tagFiles(set)));
  return { manifestSha256: sha256, patches: counted.patches, bytes };
}

async function* manifestText(
  partial: string,
  shards: number,
  counted: { patches: number },
): AsyncGenerator<string> {
  yield csvLine(manifestTitles);
  for (let shard = 0; shard < shards; shard++) {
    const { rows } = await readShardEntry(partial, shard);
    counted.patches += rows.length;
    yield rows.map(manifestLine).join('');
  }
}

async function* payloadSums(
  partial: string,
  shards: number,
  index: readonly WrittenFile[],
  count: (file: WrittenFile) => void,
): AsyncGenerator<string> {
  const linesOf = (files: readonly WrittenFile[]): string => {
    for (const file of files) count(file);
    return files.map(({ path, sha256 }) => sumLine(sha256, `${payloadName}/${path}`)).join('');
  };
  for (let shard = 0; shard < shards; shard++) {
    yield linesOf((await readShardEntry(partial, shard)).files);
  }
  yield linesOf(index);
}

async function writeDocuments(
  set: string,
  { name, title, about, pictures }: Exporter,
  dataset: DatasetFile,
  files: PayloadTotals,
): Promise<void> {
  const format = { name, title, about, pictures: [...pictures] };
  for (const document of documents) {
    const written = document.write({ dataset, format, files });
    if (written) await writeTagFile(set, written.path, [written.text]);
  }
}

/** What makes the folder a bag; the checksums of all else beside the payload come last. */
async function writeBagTags(
  set: string,
  { terms, versions }: DatasetFile,
  { bytes, count }: PayloadTotals,
): Promise<void> {
  const software = `EM Curator ${versions['em-curator'] ?? ''}`.trim();
  await writeTagFile(set, 'bagit.txt', [bagDeclaration]);
  const info = bagInfo({ title: terms.title, software, bytes, files: count });
  await writeTagFile(set, 'bag-info.txt', [info]);
  const sums: string[] = [];
  for (const tag of await tagFiles(set)) {
    if (tag !== tagSumsName) sums.push(sumLine(await sha256Of(join(set, tag)), tag));
  }
  await writeTagFile(set, tagSumsName, sums);
}
