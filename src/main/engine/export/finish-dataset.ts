import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { csvLine } from '../../../shared/csv.ts';
import {
  type DatasetDocument,
  type DatasetFile,
  datasetFile,
  datasetVersion,
} from '../../../shared/dataset.ts';
import { writeBagTags } from './bag-tags.ts';
import {
  datasetName,
  embeddingsName,
  groupsName,
  labelsName,
  manifestLine,
  manifestName,
  manifestTitles,
  payloadName,
  payloadSumsName,
} from './dataset-layout.ts';
import type { PayloadTotals, TagFile } from './dataset-package.ts';
import { documents } from './documents.ts';
import type { Exporter } from './exporter.ts';
import { journalledRows, readShardEntry, setFolder } from './journal.ts';
import { payloadSums } from './payload-sums.ts';
import { totalsCounter } from './payload-totals.ts';
import { PayloadWriter } from './payload-writer.ts';
import { syncFolder } from './sync-files.ts';
import { sumOfFile, tagFiles, writeTagFile } from './tag-files.ts';

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
  const header = { format: 'em-curator-dataset', version: datasetVersion, ...document } as const;
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
  const tags = await tagsOf(set);
  if (!mayGoOn()) return null;
  const documented = await writeDocuments(set, exporter, dataset, totals, tags);
  const about = {
    title: dataset.terms.title,
    version: dataset.versions['em-curator'] ?? '',
    bytes: totals.bytes,
    files: totals.count,
  };
  const bagged = await writeBagTags(set, about, [...tags, ...documented]);
  await syncFolder(join(set, payloadName));
  await syncFolder(set);
  const bytes = bagged.reduce((sum, tag) => sum + tag.bytes, totals.bytes);
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

/** Files that lie beside the payload so far; what an earlier, killed attempt wrote after them is taken away. */
async function tagsOf(set: string): Promise<readonly TagFile[]> {
  const own = [datasetName, manifestName, payloadSumsName, labelsName, groupsName];
  const tags: TagFile[] = [];
  for (const path of await tagFiles(set)) {
    if (own.includes(path) || path.startsWith(`${embeddingsName}.`)) {
      tags.push({ path, ...(await sumOfFile(join(set, path))) });
    } else await rm(join(set, path));
  }
  return tags;
}

async function writeDocuments(
  set: string,
  { name, title, about, pictures }: Exporter,
  dataset: DatasetFile,
  files: PayloadTotals,
  tags: readonly TagFile[],
): Promise<readonly TagFile[]> {
  const format = { name, title, about, pictures: [...pictures] };
  const all: TagFile[] = [];
  for (const document of documents) {
    const written = document.write({ dataset, format, files, tags });
    if (!written) continue;
    const { path, text } = written;
    all.push({ path, ...(await writeTagFile(set, path, [text])) });
  }
  return all;
}
