import { createHash } from 'node:crypto';
import type { PictureEncoding } from '../../../shared/export.ts';
import type { ExportedPatch, Exporter, ManifestRow, PatchPlace, Shard } from './exporter.ts';
import { setFolder, writeShardEntry } from './journal.ts';
import { PayloadWriter } from './payload-writer.ts';

/**
 * Writes the files of one shard, waits until they are on the disk, then records it in the journal.
 *
 * @param replace the export goes on after its process was killed, so that files may be there already
 * @returns bytes written
 */
export async function writeShard(
  partial: string,
  exporter: Exporter,
  shard: Shard,
  pictures: PictureEncoding | null,
  replace: boolean,
): Promise<number> {
  const payload = new PayloadWriter(setFolder(partial), replace);
  const places = await exporter.writeShard(payload, shard, pictures);
  if (places.length !== shard.patches.length) {
    throw new Error(`${exporter.name} placed ${places.length} of ${shard.patches.length} patches.`);
  }
  await payload.sync();
  const rows = shard.patches.map((patch, i) => rowOf(patch, places[i]));
  await writeShardEntry(partial, shard.number, { files: payload.files, rows });
  return payload.files.reduce((sum, { bytes }) => sum + bytes, 0);
}

function rowOf(patch: ExportedPatch, place: PatchPlace | undefined): ManifestRow {
  const { pixels, folder: _folder, fileName: _fileName, ...facts } = patch;
  const sha256 = pixels.length === 0 ? '' : createHash('sha256').update(pixels).digest('hex');
  return { ...facts, file: place?.file ?? '', item: place?.item ?? '', sha256 };
}
