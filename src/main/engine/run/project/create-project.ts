import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fail, type Outcome, succeed } from '../../../../shared/failure.ts';
import { troubleOf } from '../../catalog/catalog-trouble.ts';
import { createCatalog } from '../../catalog/open-catalog.ts';
import { takeLock } from '../../catalog/project-lock.ts';
import { syncFolder } from '../../export/sync-files.ts';
import { openSession, projectFolders, type Session } from './session.ts';

/** Makes a new project folder, and opens it. Its name gets the ending .emcurator when it has none. */
export function createSession(folder: string, shell: string): Outcome<Session> {
  const { path, partial } = placesOf(folder);
  if (existsSync(path)) return fail({ kind: 'project-exists', folder: path });
  const free = isFree(partial, shell);
  if (!free.ok) return free;
  try {
    const made = makeEmpty(partial);
    if (!made.ok) return made;
    renameSync(partial, path);
  } catch (error) {
    rmSync(partial, { recursive: true, force: true });
    return fail({ kind: 'target-unwritable', path, reason: messageOf(error) });
  }
  return openSession(path, shell, false);
}

/**
 * Makes a new project and fills it; the folder appears under its name when `fill` has succeeded and all is on
 * the disk, and otherwise not at all.
 *
 * @returns the project's folder, or what `fill` refused with
 */
export async function createFilled(
  folder: string,
  shell: string,
  fill: (session: Session) => Promise<Outcome<null>>,
): Promise<Outcome<string>> {
  const { path, partial } = placesOf(folder);
  if (existsSync(path)) return fail({ kind: 'project-exists', folder: path });
  const free = isFree(partial, shell);
  if (!free.ok) return free;
  try {
    const made = makeEmpty(partial);
    if (!made.ok) return made;
    const filled = await whileOpen(partial, shell, fill);
    if (!filled.ok) return filled;
    // A rename would replace an empty folder without a word.
    if (existsSync(path)) return fail({ kind: 'project-exists', folder: path });
    renameSync(partial, path);
    await syncFolder(dirname(path));
    return succeed(path);
  } catch (error) {
    const trouble = troubleOf(error, dirname(path));
    if (trouble) return fail(trouble);
    throw error;
  } finally {
    rmSync(partial, { recursive: true, force: true });
  }
}

async function whileOpen(
  folder: string,
  shell: string,
  work: (session: Session) => Promise<Outcome<null>>,
): Promise<Outcome<null>> {
  const opened = openSession(folder, shell, false);
  if (!opened.ok) return opened;
  try {
    return await work(opened.value);
  } finally {
    await opened.value.close();
  }
}

/** Made under another name first: a program killed meanwhile leaves no half project in the way. */
function placesOf(folder: string): { path: string; partial: string } {
  const path = folder.endsWith('.emcurator') ? folder : `${folder}.emcurator`;
  return { path, partial: join(dirname(path), `.${basename(path)}.partial`) };
}

/** Another program may be filling a project of that name: its files must not be taken away. */
function isFree(partial: string, shell: string): Outcome<null> {
  if (!existsSync(partial)) return succeed(null);
  const lock = takeLock(partial, shell);
  if (!lock.ok) return lock;
  lock.value.release();
  return succeed(null);
}

function makeEmpty(folder: string): Outcome<null> {
  rmSync(folder, { recursive: true, force: true });
  for (const name of projectFolders) mkdirSync(join(folder, name), { recursive: true });
  const catalog = createCatalog(folder);
  if (!catalog.ok) return catalog;
  catalog.value.commit(() => {
    catalog.value.settings.set('key', randomBytes(8).toString('hex'));
    catalog.value.settings.set('annotator', 'curator');
  });
  catalog.value.close();
  return succeed(null);
}

const messageOf = (error: unknown): string =>
  error instanceof Error ? error.message : String(error);
