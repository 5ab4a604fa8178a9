import { lstat, mkdir, readdir, rename, rm, statfs } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { type Failure, fail, type Outcome } from '../../../shared/failure.ts';
import { syncFolder } from './sync-files.ts';

/**
 * Makes a folder whole or not at all: `fill` writes into a hidden sibling, `.NAME.partial`, which takes the
 * final name when `fill` succeeds and its directories are on the disk. Otherwise the sibling is removed.
 *
 * @returns what `fill` returned, or `target-exists`, `target-unwritable`, `disk-full`
 */
export async function newFolder<T>(
  folder: string,
  fill: (partial: string) => Promise<Outcome<T>>,
): Promise<Outcome<T>> {
  if (await exists(folder)) return fail({ kind: 'target-exists', path: folder });
  const partial = join(dirname(folder), `.${basename(folder)}.partial`);
  try {
    // What an earlier export left when its process was killed.
    await rm(partial, { recursive: true, force: true });
    await mkdir(partial);
  } catch (error) {
    return fail(await writeFailure(error, folder));
  }
  try {
    const outcome = await fill(partial);
    if (!outcome.ok) return outcome;
    await syncFolders(partial);
    // A rename would replace an empty folder without a word.
    if (await exists(folder)) return fail({ kind: 'target-exists', path: folder });
    await rename(partial, folder);
    await syncFolder(dirname(folder));
    return outcome;
  } catch (error) {
    return fail(await writeFailure(error, folder));
  } finally {
    await rm(partial, { recursive: true, force: true });
  }
}

/** The failure behind an error of the file system; any other error is a bug and thrown again. */
export async function writeFailure(error: unknown, path: string): Promise<Failure> {
  const code = error instanceof Error && 'code' in error ? String(error.code) : null;
  if (code === 'ENOSPC' || code === 'EDQUOT') {
    const disk = await statfs(dirname(path));
    return { kind: 'disk-full', path, needs: disk.bsize, free: disk.bavail * disk.bsize };
  }
  if (code === 'ENOTEMPTY' || code === 'EEXIST') return { kind: 'target-exists', path };
  if (code && error instanceof Error && 'syscall' in error) {
    return { kind: 'target-unwritable', path, reason: code };
  }
  throw error;
}

async function exists(path: string): Promise<boolean> {
  return lstat(path).then(
    () => true,
    () => false,
  );
}

async function syncFolders(folder: string): Promise<void> {
  const entries = await readdir(folder, { withFileTypes: true });
  for (const entry of entries) if (entry.isDirectory()) await syncFolder(join(folder, entry.name));
  await syncFolder(folder);
}
