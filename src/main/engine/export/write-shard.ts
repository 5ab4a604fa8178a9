import { createHash } from 'node:crypto';
import { join } from 'node:path';
import type { PictureEncoding } from '../../../shared/export.ts';
import { payloadName } from './dataset-layout.ts';
import type { ExportedPatch, Exporter, ManifestRow, PatchPlace, Shard } from './exporter.ts';
import { type ShardEntry, setFolder, writeShardEntry } from './journal.ts';
import { PayloadWriter } from './payload-writer.ts';
import { foldersUpTo, syncFiles, syncFolder } from './sync-files.ts';

/**
 * Writes the files of one shard. It does not count before `settleShard`: nothing is surely on the disk.
 *
 * @param replace the export goes on after its process was killed, so that files may be there already
 */
export async function writeShard(
  partial: string,
  exporter: Exporter,
  shard: Shard,
  pictures: PictureEncoding | null,
  replace: boolean,
): Promise<ShardEntry> {
  const payload = new PayloadWriter(setFolder(partial), replace);
  const places = await exporter.writeShard(payload, shard, pictures);
  if (places.length !== shard.patches.length) {
    throw new Error(`${exporter.name} placed ${places.length} of ${shard.patches.length} patches.`);
  }
  return { files: payload.files, rows: shard.patches.map((patch, i) => rowOf(patch, places[i])) };
}

/**
 * Waits until a shard's files, and the folders' lists of names, are on the disk, and records it in the
 * journal. Takes no time of a processor: the next shard is read and encoded meanwhile.
 */
export async function settleShard(
  partial: string,
  shard: number,
  entry: ShardEntry,
): Promise<void> {
  const payload = join(setFolder(partial), payloadName);
  const paths = entry.files.map(({ path }) => join(payload, path));
  await syncFiles(paths);
  for (const folder of foldersUpTo(payload, paths)) await syncFolder(folder);
  await syncFolder(payload);
  await writeShardEntry(partial, shard, entry);
}

function rowOf(patch: ExportedPatch, place: PatchPlace | undefined): ManifestRow {
  const { pixels, folder: _folder, fileName: _fileName, ...facts } = patch;
  const sha256 = pixels.length === 0 ? '' : createHash('sha256').update(pixels).digest('hex');
  return { ...facts, file: place?.file ?? '', item: place?.item ?? '', sha256 };
}
