import { readdir, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { VolumeReference } from '../../../../shared/volume.ts';
import type { StoredVolume } from '../../catalog/volumes.ts';
import { volumeNameOf } from '../../patch/patch-name.ts';
import { comparePictureNames } from '../../source/picture-order.ts';

/** A folder with its plain files, by name. */
export interface ListedFolder {
  readonly path: string;
  readonly files: readonly { readonly name: string; readonly bytes: number }[];
}

/** More than that is no folder of volumes but a whole disk. */
const mostFiles = 200_000;
const deepest = 12;

/** Folders below one, itself first, in the order of their names; links and hidden ones are passed over. */
export async function* foldersBelow(folder: string): AsyncGenerator<ListedFolder> {
  let left = mostFiles;
  const walk = async function* (path: string, depth: number): AsyncGenerator<ListedFolder> {
    const entries = await readdir(path, { withFileTypes: true }).catch(() => []);
    entries.sort((a, b) => (a.name < b.name ? -1 : 1));
    const files: { name: string; bytes: number }[] = [];
    for (const entry of entries) {
      if (entry.name.startsWith('.') || !entry.isFile() || left <= 0) continue;
      left--;
      const found = await stat(join(path, entry.name)).catch(() => null);
      if (found) files.push({ name: entry.name, bytes: found.size });
    }
    yield { path, files };
    for (const entry of entries) {
      const isOther = entry.name.startsWith('.') || entry.name.endsWith('.emcurator');
      if (!entry.isDirectory() || isOther || depth >= deepest) continue;
      yield* walk(join(path, entry.name), depth + 1);
    }
  };
  yield* walk(folder, 0);
}

/**
 * What in a folder may be the files of a volume, the likeliest first: files of its name, then of its size; for a
 * stack, a folder that has all its pictures. Only the content tells whether it is.
 */
export function candidatesIn(
  folder: ListedFolder,
  volume: StoredVolume,
): readonly VolumeReference[] {
  const { reference, name, bytes, shape } = volume;
  const file = (found: string): VolumeReference => ({
    kind: 'file',
    path: join(folder.path, found),
  });
  if (reference.kind === 'stack') {
    const names = new Set(folder.files.map((each) => each.name));
    const isWhole = reference.files.every((each) => names.has(each));
    return isWhole ? [{ ...reference, folder: folder.path }] : [];
  }
  if (reference.kind === 'file') {
    const own = basename(reference.path.replaceAll('\\', '/'));
    const named = folder.files.filter((each) => each.name === own);
    const sized = folder.files.filter((each) => each.name !== own && each.bytes === bytes);
    return [...named, ...sized].map((each) => file(each.name));
  }
  // Numbers that a second volume of one name got are not part of its file's name.
  const plain = name.replace(/~\d+$/, '');
  const likely = folder.files.filter((each) => volumeNameOf(each.name) === plain);
  const isStack = shape.z > 1 && folder.files.length === shape.z && basename(folder.path) === plain;
  const files = folder.files.map((each) => each.name).sort(comparePictureNames);
  const stack: VolumeReference = { kind: 'stack', folder: folder.path, files };
  return [...likely.map((each) => file(each.name)), ...(isStack ? [stack] : [])];
}
