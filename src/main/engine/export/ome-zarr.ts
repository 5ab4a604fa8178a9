import { promisify } from 'node:util';
import { constants, gzip } from 'node:zlib';
import { csvLine } from '../../../shared/csv.ts';
import type { ExportedPatch, Exporter, ManifestRow, Payload } from './exporter.ts';
import { inOrder } from './in-order.ts';
import { arrayDocument, chunkPath, imageDocument, patchesPerChunk } from './ome-zarr-layout.ts';
import { omeZarrReader } from './ome-zarr-reader.ts';
import { patchRecord } from './patch-record.ts';
import { runsOf } from './runs.ts';
import { splitName } from './split-name.ts';

const compress = promisify(gzip);

/**
 * One OME-Zarr image a source (in each split): its patches stacked along the first axis, n y x, and a
 * table of the stack's planes. All planes are as large as patches are cut. Smaller patches lie in the top left corner of their plane, the rest is 0,
 * and the table gives their true size.
 *
 * @see https://ngff.openmicroscopy.org/0.5/
 */
export const omeZarr: Exporter = {
  name: 'ome-zarr',
  title: 'OME-Zarr',
  about: 'A stack of the patches of each source, with a table of its planes.',
  pictures: [],
  shard: { by: 'source', patches: 1024, multipleOf: patchesPerChunk },
  async writeShard(payload, { patches, before, edge }) {
    const chunks = Array.from({ length: Math.ceil(patches.length / patchesPerChunk) }, (_, i) =>
      patches.slice(i * patchesPerChunk, (i + 1) * patchesPerChunk),
    );
    const places: { file: string; item: string }[] = [];
    const files = inOrder(chunks, async (chunk, i) => {
      const row = before.ofSource + i * patchesPerChunk;
      const file = `${stackOfPatch(chunk[0])}/${chunkPath(row)}`;
      await payload.write(file, await packed(chunk, edge));
      return { file, row, count: chunk.length };
    });
    for await (const { file, row, count } of files) {
      for (let i = 0; i < count; i++) places.push({ file, item: String(row + i) });
    }
    return places;
  },
  async writeIndex(payload, written) {
    const edge = written.dataset.parameters.patchSize;
    for await (const { first, rows } of runsOf(written.rows(), stackOfRow)) {
      await writeStackIndex(payload, stackOfRow(first), rows, edge);
    }
  },
  openReader: (payload) => omeZarrReader(payload),
};

/** Patches one below the other in one block, 0 where there is none, compressed. */
async function packed(patches: readonly ExportedPatch[], edge: number) {
  const block = new Uint8Array(patchesPerChunk * edge * edge);
  for (const [i, { pixels, box }] of patches.entries()) {
    const width = box.x1 - box.x0;
    for (let y = 0; y < box.y1 - box.y0; y++) {
      block.set(pixels.subarray(y * width, (y + 1) * width), (i * edge + y) * edge);
    }
  }
  // In noise there are no longer matches than runs to be found, and looking for them takes its time.
  const bytes = await compress(block, { level: 1, strategy: constants.Z_RLE });
  bytes[9] = 0xff; // the system that compressed it: unknown, so that all write the same
  return bytes;
}

const stackOfPatch = (patch: ExportedPatch | undefined): string =>
  `${splitName(patch?.split ?? null)}/${patch?.folder}.ome.zarr`;

/** The folder of the stack that a chunk's file belongs to. */
const stackOfRow = ({ file }: ManifestRow): string => file.split('/').slice(0, 2).join('/');

/** What a stack is, once all of it is written: sizes, pixel size, and a line for each plane. */
async function writeStackIndex(
  payload: Payload,
  stack: string,
  rows: AsyncIterable<ManifestRow>,
  edge: number,
): Promise<void> {
  const seen = new StackFacts();
  await payload.writePieces(`${stack.replace(/\.ome\.zarr$/u, '')}.csv`, tableText(rows, seen));
  const name = seen.source;
  await payload.write(`${stack}/zarr.json`, imageDocument(name, seen.pixelNm ?? null));
  await payload.write(`${stack}/0/zarr.json`, arrayDocument([seen.count, edge, edge]));
}

/** What its rows tell of a stack. */
class StackFacts {
  source = '';
  count = 0;
  /** null when rows differ or do not know it; undefined before the first */
  pixelNm: ManifestRow['pixelNm'] | undefined;

  add({ source, pixelNm }: ManifestRow): void {
    const isSame = this.pixelNm?.y === pixelNm?.y && this.pixelNm?.x === pixelNm?.x;
    this.pixelNm = this.count === 0 || isSame ? pixelNm : null;
    this.source = source;
    this.count++;
  }
}

/** Lines of the table are gathered up to this many before they are written. */
const linesAtOnce = 1000;

async function* tableText(
  rows: AsyncIterable<ManifestRow>,
  seen: StackFacts,
): AsyncGenerator<string> {
  let lines = '';
  for await (const row of rows) {
    const record = patchRecord(row);
    if (seen.count === 0) lines = csvLine(['n', 'height', 'width', ...Object.keys(record)]);
    seen.add(row);
    const size = [row.box.y1 - row.box.y0, row.box.x1 - row.box.x0];
    lines += csvLine([row.item, ...size, ...Object.values(record)]);
    if (seen.count % linesAtOnce !== 0) continue;
    yield lines;
    lines = '';
  }
  yield lines;
}
