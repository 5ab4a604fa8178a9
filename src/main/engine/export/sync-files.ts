import { open } from 'node:fs/promises';
import { dirname } from 'node:path';

/** So many wait for the disk at once: file systems then write them down together. */
const atOnce = 16;

/** Waits until files that were written are on the disk. */
export async function syncFiles(paths: readonly string[]): Promise<void> {
  let next = 0;
  const lane = async (): Promise<void> => {
    for (let path = paths[next++]; path !== undefined; path = paths[next++]) await syncFile(path);
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, paths.length) }, lane));
}

async function syncFile(path: string): Promise<void> {
  const handle = await open(path, 'r+');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/**
 * The same for a folder's own list of names. A renamed file whose folder is not synced may be gone after a
 * power cut, while something else already points at it.
 */
export async function syncFolder(folder: string): Promise<void> {
  // Windows cannot open a folder for this, and does not need it.
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** The folders that files lie in, and those around them below the root: a new folder is a name in another one. */
export function foldersUpTo(root: string, files: readonly string[]): ReadonlySet<string> {
  const folders = new Set<string>();
  for (const file of files) {
    let folder = dirname(file);
    while (folder.length > root.length && !folders.has(folder)) {
      folders.add(folder);
      folder = dirname(folder);
    }
  }
  return folders;
}
