import { mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type Database from 'better-sqlite3';

const keptBackups = 3;

/** Copies the open database into backups/ under the next number, and removes all but the newest. */
export async function backUp(db: Database.Database, folder: string): Promise<void> {
  const backups = join(folder, 'backups');
  mkdirSync(backups, { recursive: true });
  const number = numbered(backups).length === 0 ? 1 : Math.max(...numbered(backups)) + 1;
  // Under another name until it is whole: an unfinished copy must not push a good one out.
  const unfinished = join(backups, 'unfinished');
  await db.backup(unfinished);
  renameSync(unfinished, join(backups, `${number}.sqlite`));
  for (const old of numbered(backups)
    .sort((a, b) => b - a)
    .slice(keptBackups)) {
    rmSync(join(backups, `${old}.sqlite`), { force: true });
  }
}

const numbered = (folder: string): number[] =>
  readdirSync(folder).flatMap((name) =>
    /^\d+\.sqlite$/.test(name) ? [Number.parseInt(name, 10)] : [],
  );

/** Copies the database into backups/ under a name of its own, in place of an earlier copy of that name. */
export function copyTo(db: Database.Database, folder: string, name: string): void {
  const backups = join(folder, 'backups');
  mkdirSync(backups, { recursive: true });
  rmSync(join(backups, name), { force: true });
  db.prepare('VACUUM INTO ?').run(join(backups, name));
}
