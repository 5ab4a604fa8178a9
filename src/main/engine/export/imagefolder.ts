import type { DatasetSplit } from '../../../shared/export.ts';
import type { Exporter, ManifestRow } from './exporter.ts';
import { patchRecord } from './patch-record.ts';
import { pictureReader } from './picture-reader.ts';
import { splitName } from './split-name.ts';
import { writeBySplit } from './write-pictures.ts';

/**
 * The layout that Hugging Face's ImageFolder reads: a folder for each part of the data set, below it one for
 * each source, and in each part a `metadata.jsonl` whose `file_name` counts from there. There is no
 * `metadata.csv` beside it: the reader refuses a part that is described in two ways.
 */
export const imagefolder: Exporter = {
  name: 'imagefolder',
  title: 'ImageFolder',
  about: 'Pictures in train, validation and test folders, as Hugging Face datasets reads them.',
  pictures: ['png', 'tiff', 'webp'],
  shard: { by: 'split', patches: 256 },
  writeShard: writeBySplit,
  async writeIndex(payload, { rows }) {
    const parts = new Set<DatasetSplit | null>();
    for await (const { split } of rows()) parts.add(split);
    for (const part of parts) {
      const path = `${splitName(part)}/metadata.jsonl`;
      await payload.writePieces(path, metadataOf(rows(), part));
    }
  },
  openReader: pictureReader,
};

const linesAtOnce = 1000;

async function* metadataOf(
  rows: AsyncIterable<ManifestRow>,
  part: DatasetSplit | null,
): AsyncGenerator<string> {
  const start = splitName(part).length + 1;
  let lines: string[] = [];
  for await (const row of rows) {
    if (row.split !== part) continue;
    const line = { file_name: row.file.slice(start), ...patchRecord(row), sha256: row.sha256 };
    lines.push(`${JSON.stringify(line)}\n`);
    if (lines.length < linesAtOnce) continue;
    yield lines.join('');
    lines = [];
  }
  yield lines.join('');
}
