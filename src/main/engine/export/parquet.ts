import { ByteWriter, ParquetWriter } from 'hyparquet-writer';
import type { PictureEncoding } from '../../../shared/export.ts';
import type { ExportedPatch, Exporter } from './exporter.ts';
import { inOrder } from './in-order.ts';
import { parquetKeyValues, parquetSchema, recordColumns } from './parquet-columns.ts';
import { parquetReader } from './parquet-reader.ts';
import { type PatchRecord, patchRecord } from './patch-record.ts';
import { encodePatch, pictureEnding } from './picture-file.ts';
import { splitName } from './split-name.ts';

/** Rows written at once: a few milliseconds of the engine's main thread. */
const groupRows = 100;

/**
 * Parquet files as `datasets` of Hugging Face loads them: a row a patch, its picture in the column `image`,
 * its facts in typed columns under the manifest's names.
 *
 * @see https://huggingface.co/docs/datasets/about_dataset_features
 */
export const parquet: Exporter = {
  name: 'parquet',
  title: 'Parquet',
  about: 'Tables with the pictures in them, as Hugging Face datasets are.',
  pictures: ['png', 'webp', 'tiff'],
  shard: { by: 'split', patches: 1000 },
  async writeShard(payload, { patches, ofSplit }, pictures) {
    const encoding = pictures ?? 'png';
    const split = splitName(patches[0]?.split ?? null);
    const file = `${split}-${String(ofSplit).padStart(5, '0')}.parquet`;
    await payload.writePieces(file, parquetPieces(patches, encoding));
    return patches.map((_, row) => ({ file, item: String(row) }));
  },
  async writeIndex() {
    // Every file tells its own schema.
  },
  openReader: (payload) => parquetReader(payload),
};

interface Row {
  readonly record: PatchRecord;
  readonly image: { readonly bytes: Uint8Array; readonly path: string };
}

async function* parquetPieces(
  patches: readonly ExportedPatch[],
  encoding: PictureEncoding,
): AsyncGenerator<Uint8Array> {
  const bytes = new ByteWriter(2 ** 22);
  const writer = new ParquetWriter({
    writer: bytes,
    schema: parquetSchema,
    kvMetadata: parquetKeyValues,
    createdBy: 'EM Curator',
  });
  const take = (): Uint8Array => {
    const piece = bytes.getBytes().slice();
    bytes.index = 0;
    return piece;
  };
  let rows: Row[] = [];
  for await (const row of inOrder(patches, (patch) => rowOf(patch, encoding))) {
    rows.push(row);
    if (rows.length < groupRows) continue;
    await writer.write({ columnData: columnsOf(rows), rowGroupSize: groupRows });
    yield take();
    rows = [];
  }
  if (rows.length > 0) await writer.write({ columnData: columnsOf(rows), rowGroupSize: groupRows });
  await writer.finish();
  yield take();
}

async function rowOf(patch: ExportedPatch, encoding: PictureEncoding): Promise<Row> {
  const bytes = await encodePatch(patch, encoding);
  const path = `${patch.folder}/${patch.fileName}.${pictureEnding[encoding]}`;
  return { record: patchRecord(patch), image: { bytes, path } };
}

/** Pictures are compressed already, and no two are equal: no codec, no dictionary, no statistics. */
function columnsOf(rows: readonly Row[]) {
  const image = {
    name: 'image',
    data: rows.map((row) => row.image),
    codec: 'UNCOMPRESSED' as const,
    encoding: 'PLAIN' as const,
    statistics: false,
  };
  return [
    image,
    ...recordColumns.map(({ name }) => ({ name, data: rows.map(({ record }) => record[name]) })),
  ];
}
