import { lstat, mkdir, readdir, readFile, rename, rm, rmdir, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { type Failure, fail, type Outcome, succeed } from '../../../../shared/failure.ts';
import { type ProjectLock, takeLock } from '../../catalog/project-lock.ts';
import { setFolder } from '../../export/journal.ts';
import { writeFailure } from '../../export/new-folder.ts';
import { syncFolder } from '../../export/sync-files.ts';

/** A data set that is being written, in a hidden folder beside the one that it will be. */
export interface PartialSet {
  /** its folder; see export/journal.ts */
  readonly folder: string;
  /** an export of the same patches in the same way was killed here before: what it finished stays */
  readonly resumed: boolean;
  /** The set takes its name, whole and at once. */
  finish(): Promise<Outcome<null>>;
  /** Lets go of it. What is left is removed, unless it is to be gone on with: one that took its name never is. */
  close(keep?: boolean): Promise<void>;
}

const fingerprintName = 'fingerprint';

/** Where a data set lies while it is being written. */
export const partialFolder = (target: string): string =>
  join(dirname(target), `.${basename(target)}.partial`);

/**
 * Opens the partial folder of a data set, held against any other export to the same place.
 *
 * @param target final path; must not exist, its parent must
 * @param fingerprint the same for the same export: with another one, what is there is removed first
 * @returns failures `target-exists`, `target-busy`, `target-unwritable`, `disk-full`
 */
export async function openPartialSet(
  target: string,
  fingerprint: string,
  shell: string,
): Promise<Outcome<PartialSet>> {
  if (await exists(target)) return fail({ kind: 'target-exists', path: target });
  const folder = partialFolder(target);
  try {
    await mkdir(folder).catch(async (error: unknown) => {
      if (!(await lstat(folder).catch(() => null))?.isDirectory()) throw error;
    });
    if (!(await isOwn(folder))) {
      const reason = `${basename(folder)} beside it holds other files: move it away`;
      return fail({ kind: 'target-unwritable', path: target, reason });
    }
  } catch (error) {
    return fail(await writeFailure(error, target));
  }
  const lock = takeLock(folder, shell);
  if (!lock.ok) return fail(busyOr(lock.failure, target));
  const remove = () => removeHeld(folder, lock.value);
  let isFinished = false;
  try {
    const resumed = await renew(folder, fingerprint);
    await mkdir(join(setFolder(folder), 'data'), { recursive: true });
    return succeed({
      folder,
      resumed,
      async finish() {
        const named = await takeName(folder, target);
        isFinished = named.ok;
        return named;
      },
      close: async (keep = false) => (keep && !isFinished ? lock.value.release() : remove()),
    });
  } catch (error) {
    const failure = await writeFailure(error, target);
    await remove();
    return fail(failure);
  }
}

/** The lock's own failure speaks of a project. */
function busyOr(failure: Failure, target: string): Failure {
  if (failure.kind !== 'project-held')
    return 'path' in failure ? { ...failure, path: target } : failure;
  const { host, pid, shell } = failure;
  return { kind: 'target-busy', path: target, host, pid, shell };
}

/**
 * Removes what an export that was cut off has written.
 *
 * @param target final path of that export; nothing is removed but a partial folder that is held by nobody
 */
export async function discardPartialSet(target: string): Promise<Outcome<null>> {
  const folder = partialFolder(target);
  // Nothing but a folder that `openPartialSet` made.
  if (!(await exists(join(folder, fingerprintName)))) return succeed(null);
  const lock = takeLock(folder, 'discard');
  if (!lock.ok) return fail(busyOr(lock.failure, target));
  try {
    await removeHeld(folder, lock.value);
    return succeed(null);
  } catch (error) {
    return fail(await writeFailure(error, target));
  }
}

const lockFiles = new Set(['lock.sqlite', 'lock.sqlite-journal', 'holder.json', 'holder.json.new']);

/** Whether nothing in the folder is anybody else's: other programs name theirs so, too. */
async function isOwn(folder: string): Promise<boolean> {
  const names = (await readdir(folder)).filter((name) => !lockFiles.has(name));
  return (
    names.includes(fingerprintName) || names.every((name) => name === `${fingerprintName}.new`)
  );
}

/** The lock is held until all else is gone: an export that began meanwhile would lose its files. */
async function removeHeld(folder: string, lock: ProjectLock): Promise<void> {
  try {
    await empty(folder);
  } finally {
    lock.release();
  }
  for (const name of lockFiles) await rm(join(folder, name), { force: true });
  await rmdir(folder).catch((error: unknown) => {
    const code = error instanceof Error && 'code' in error ? error.code : null;
    // Another export is in it by now.
    if (code !== 'ENOTEMPTY' && code !== 'EEXIST' && code !== 'ENOENT') throw error;
  });
}

/** The fingerprint goes last: killed on the way, this is done again. */
async function empty(folder: string): Promise<void> {
  const names = (await readdir(folder)).filter(
    (name) => !lockFiles.has(name) && name !== fingerprintName,
  );
  for (const name of [...names, fingerprintName]) {
    await rm(join(folder, name), { recursive: true, force: true });
  }
}

/** Empties the folder unless it holds the same export. @returns whether it does */
async function renew(folder: string, fingerprint: string): Promise<boolean> {
  const file = join(folder, fingerprintName);
  const found = await readFile(file, 'utf8').catch(() => null);
  if (found === fingerprint) return true;
  await empty(folder);
  await writeFile(`${file}.new`, fingerprint, { flush: true });
  await rename(`${file}.new`, file);
  await syncFolder(folder);
  return false;
}

async function takeName(folder: string, target: string): Promise<Outcome<null>> {
  try {
    // A rename would replace an empty folder without a word.
    if (await exists(target)) return fail({ kind: 'target-exists', path: target });
    await rename(setFolder(folder), target);
    await syncFolder(dirname(target));
    return succeed(null);
  } catch (error) {
    return fail(await writeFailure(error, target));
  }
}

const exists = (path: string): Promise<boolean> =>
  lstat(path).then(
    () => true,
    () => false,
  );
