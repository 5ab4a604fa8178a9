import type { Exporter, ManifestRow, WrittenShards } from './exporter.ts';
import { type PatchRecord, patchRecord } from './patch-record.ts';
import { pictureReader } from './picture-reader.ts';
import { writePictures } from './write-pictures.ts';

/**
 * The folder that FiftyOne reads as a `FiftyOneDataset`: pictures below `data`, a sample each in
 * `samples.json`. It leaves out the version of FiftyOne's own database, and FiftyOne then takes the
 * samples as plain values instead of records of one release.
 *
 * @see https://docs.voxel51.com/user_guide/import_datasets.html
 */
export const fiftyone: Exporter = {
  name: 'fiftyone',
  title: 'FiftyOne',
  about: 'Pictures and samples.json, as FiftyOne imports them.',
  pictures: ['png', 'webp', 'tiff'],
  shard: { by: 'source', patches: 512 },
  writeShard: (payload, { patches }, pictures) =>
    writePictures(payload, patches, pictures ?? 'png', ({ folder }) => `data/${folder}`),
  async writeIndex(payload, written) {
    const { title } = written.dataset.terms;
    const info = {
      description: title || 'electron microscopy patches',
      classes: ['informative', 'uninformative', 'unsure'],
    };
    const name = title || 'em-curator';
    const metadata = { name, media_type: 'image', sample_fields: sampleFields, info };
    await payload.write('metadata.json', `${JSON.stringify(metadata, null, 1)}\n`);
    await payload.writePieces('samples.json', samplesText(written));
  },
  openReader: (payload) => pictureReader(payload),
};

async function* samplesText({ rows }: WrittenShards): AsyncGenerator<string> {
  yield '{"samples":[\n';
  let isFirst = true;
  for await (const row of rows()) {
    yield `${isFirst ? '' : ',\n'}${JSON.stringify(sampleOf(row))}`;
    isFirst = false;
  }
  yield '\n]}\n';
}

const fieldOf = (name: string): string => `fiftyone.core.fields.${name}`;
const [text, int, float] = [fieldOf('StringField'), fieldOf('IntField'), fieldOf('FloatField')];

/** Types of the samples' fields: left to the first sample, a score of 1 would make the field one of whole numbers. */
const sampleFields: Readonly<Record<Exclude<keyof PatchRecord, 'split'>, string>> = {
  source: text,
  volume: text,
  plane: text,
  index: int,
  y0: int,
  y1: int,
  x0: int,
  x1: int,
  name: text,
  hash: text,
  members: int,
  score: float,
  decision: fieldOf('EmbeddedDocumentField(fiftyone.core.labels.Classification)'),
  reason: text,
  pixel_y_nm: float,
  pixel_x_nm: float,
  weight: float,
};

/** One sample; which split it is in is its tag. */
function sampleOf(row: ManifestRow): object {
  const { decision, split, ...facts } = patchRecord(row);
  return {
    filepath: row.file,
    tags: split === null ? [] : [split],
    metadata: {
      _cls: 'ImageMetadata',
      width: row.box.x1 - row.box.x0,
      height: row.box.y1 - row.box.y0,
      num_channels: 1,
    },
    decision: decision === null ? null : { _cls: 'Classification', label: decision },
    ...facts,
  };
}
