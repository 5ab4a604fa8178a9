import type { ExportedPatch, Exporter, ManifestRow, WrittenShards } from './exporter.ts';
import { patchRecord } from './patch-record.ts';
import { pictureReader } from './picture-reader.ts';
import { splitName } from './split-name.ts';
import { writeBySplit } from './write-pictures.ts';

/** A picture is one annotation of one of these, as large as the picture. */
const categories = ['informative', 'uninformative', 'unsure', 'unlabelled'] as const;

/**
 * Pictures by split and source, and for each split the JSON of COCO: every picture carries one
 * annotation that covers it whole and says what it was labelled. Facts of the patch are further keys of
 * its image.
 *
 * @see https://cocodataset.org/#format-data
 */
export const coco: Exporter = {
  name: 'coco',
  title: 'COCO',
  about: 'Pictures by split and source, with the annotation file of COCO for each split.',
  pictures: ['png', 'tiff', 'webp'],
  shard: { by: 'source', patches: 512 },
  writeShard: writeBySplit,
  async writeIndex(payload, written) {
    const splits = new Set<ExportedPatch['split']>();
    for await (const { split } of written.rows()) splits.add(split);
    for (const split of splits) {
      await payload.writePieces(`annotations/${splitName(split)}.json`, cocoText(written, split));
    }
  },
  openReader: (payload) => pictureReader(payload),
};

/** The file in pieces: a data set of millions of patches is never held. */
async function* cocoText(
  { rows, dataset }: WrittenShards,
  split: ExportedPatch['split'],
): AsyncGenerator<string> {
  const { title, description, licence } = dataset.terms;
  const info = { description: description || title || 'electron microscopy patches', version: '1' };
  const licenses = licence === '' ? [] : [{ id: 1, name: licence, url: '' }];
  const named = categories.map((name, i) => ({ id: i + 1, name, supercategory: 'patch' }));
  yield `{"info":${JSON.stringify(info)},\n"licenses":${JSON.stringify(licenses)},\n`;
  yield `"categories":${JSON.stringify(named)},\n"images":[\n`;
  yield* listed(rows(), split, (row, id) => imageOf(row, id, licenses.length > 0));
  yield '\n],\n"annotations":[\n';
  yield* listed(rows(), split, annotationOf);
  yield '\n]}\n';
}

/** Entries of one split; an entry's number is that of its line in the manifest, from 1. */
async function* listed(
  rows: AsyncIterable<ManifestRow>,
  split: ExportedPatch['split'],
  entry: (row: ManifestRow, id: number) => object,
): AsyncGenerator<string> {
  let id = 0;
  let isFirst = true;
  for await (const row of rows) {
    id++;
    if (row.split !== split) continue;
    yield `${isFirst ? '' : ',\n'}${JSON.stringify(entry(row, id))}`;
    isFirst = false;
  }
}

function imageOf(row: ManifestRow, id: number, hasLicence: boolean): object {
  const { width, height } = sizeOf(row);
  const file_name = row.file.slice(splitName(row.split).length + 1);
  const license = hasLicence ? { license: 1 } : {};
  return { id, file_name, width, height, ...license, ...patchRecord(row) };
}

function annotationOf(row: ManifestRow, id: number): object {
  const { width, height } = sizeOf(row);
  return {
    id,
    image_id: id,
    category_id: categories.indexOf(row.decision ?? 'unlabelled') + 1,
    bbox: [0, 0, width, height],
    area: width * height,
    segmentation: [[0, 0, width, 0, width, height, 0, height]],
    iscrowd: 0,
  };
}

const sizeOf = ({ box }: ManifestRow) => ({ width: box.x1 - box.x0, height: box.y1 - box.y0 });
