import { mkdir, open, readdir, readFile, rename, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { payloadName } from './dataset-layout.ts';
import type { ManifestRow } from './exporter.ts';
import type { WrittenFile } from './payload-writer.ts';
import { syncFolder } from './sync-files.ts';

// While a data set is being written its folder is `.NAME.partial`: the set grows in `set`, and `journal` has
// one file for each shard that is whole and on the disk. All that comes after the shards is made from these.

/** The data set as far as it is written. */
export const setFolder = (partial: string): string => join(partial, 'set');
const journalFolder = (partial: string): string => join(partial, 'journal');

const entryName = (shard: number): string => `${String(shard).padStart(9, '0')}.json`;

/** A shard that is whole: its files, and its patches' lines of the manifest. */
export interface ShardEntry {
  readonly files: readonly WrittenFile[];
  readonly rows: readonly ManifestRow[];
}

/** Records a shard whose files are on the disk. */
export async function writeShardEntry(
  partial: string,
  shard: number,
  entry: ShardEntry,
): Promise<void> {
  const folder = journalFolder(partial);
  await mkdir(folder, { recursive: true });
  const path = join(folder, entryName(shard));
  const handle = await open(`${path}.new`, 'w');
  try {
    await handle.writeFile(JSON.stringify(entry));
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(`${path}.new`, path);
  await syncFolder(folder);
}

/** About how many patches a killed export left in whole shards; null where its set is gone, or whole and named. */
export async function patchesWritten(partial: string): Promise<number | null> {
  if (!(await stat(setFolder(partial)).catch(() => null))) return null;
  const names = await readdir(journalFolder(partial)).catch(() => []);
  const shards = names.filter((each) => /^\d+\.json$/u.test(each)).sort();
  const first = shards[0] === undefined ? null : Number.parseInt(shards[0], 10);
  // All shards of an export but a few are of one size.
  return first === null ? 0 : shards.length * (await readShardEntry(partial, first)).rows.length;
}

export async function readShardEntry(partial: string, shard: number): Promise<ShardEntry> {
  const text = await readFile(join(journalFolder(partial), entryName(shard)), 'utf8');
  // `as`: written by `writeShardEntry`, in a folder that is held under a lock.
  return JSON.parse(text) as ShardEntry;
}

/** Numbers of the shards that are recorded and whose files are all there in the size they were written. */
export async function wholeShards(partial: string): Promise<readonly number[]> {
  const names = await readdir(journalFolder(partial)).catch(() => []);
  const whole: number[] = [];
  for (const name of names.filter((each) => /^\d+\.json$/u.test(each)).sort()) {
    const shard = Number.parseInt(name, 10);
    const { files } = await readShardEntry(partial, shard);
    if (await allThere(partial, files)) whole.push(shard);
  }
  return whole;
}

async function allThere(partial: string, files: readonly WrittenFile[]): Promise<boolean> {
  const payload = join(setFolder(partial), payloadName);
  const sizes = await Promise.all(
    files.map(({ path }) =>
      stat(join(payload, path)).then(
        ({ size }) => size,
        () => -1,
      ),
    ),
  );
  return files.every(({ bytes }, i) => sizes[i] === bytes);
}

/** Lines of the manifest, shard by shard, in order. @param shards how many there are */
export async function* journalledRows(
  partial: string,
  shards: number,
): AsyncGenerator<ManifestRow> {
  for (let shard = 0; shard < shards; shard++) yield* (await readShardEntry(partial, shard)).rows;
}
