import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { z } from 'zod';
import { fail, type Outcome, succeed } from '../../../shared/failure.ts';
import { diskTrouble } from './disk-trouble.ts';

const holder = z.object({ host: z.string(), pid: z.int(), shell: z.string() });

export interface ProjectLock {
  release(): void;
}

/**
 * Takes a project for writing. The lock is SQLite's own exclusive file lock, which the operating
 * system drops when the process dies, so no stale lock ever needs clearing; the file beside it only
 * says who holds it.
 */
export function takeLock(folder: string, shell: string): Outcome<ProjectLock> {
  const holderFile = join(folder, 'holder.json');
  let lock: Database.Database | undefined;
  try {
    lock = new Database(join(folder, 'lock.sqlite'), { timeout: 0 });
    lock.pragma('journal_mode = DELETE');
    lock.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    lock?.close();
    if (isBusy(error)) return fail({ kind: 'project-held', folder, ...readHolder(holderFile) });
    const reason = reasonOf(error);
    return fail(diskTrouble(error, folder) ?? { kind: 'target-unwritable', path: folder, reason });
  }
  const held = lock;
  sayHolder(folder, holderFile, { host: hostname(), pid: process.pid, shell });
  return succeed({
    release() {
      rmSync(holderFile, { force: true });
      held.exec('ROLLBACK');
      held.close();
    },
  });
}

/** The lock holds without it; a full disk must not keep a project shut. */
function sayHolder(folder: string, file: string, who: z.infer<typeof holder>): void {
  try {
    writeFileSync(`${file}.new`, JSON.stringify(who));
    renameSync(`${file}.new`, file);
  } catch (error) {
    if (!diskTrouble(error, folder)) throw error;
  }
}

function readHolder(file: string): z.infer<typeof holder> {
  const unknown = { host: 'another computer', pid: 0, shell: 'program' };
  if (!existsSync(file)) return unknown;
  try {
    return holder.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    return unknown;
  }
}

const isBusy = (error: unknown): boolean =>
  error instanceof Database.SqliteError && /^SQLITE_(BUSY|LOCKED)/.test(error.code);

const reasonOf = (error: unknown): string =>
  error instanceof Error ? error.message : String(error);
