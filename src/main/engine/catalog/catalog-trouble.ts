import Database from 'better-sqlite3';
import type { Failure } from '../../../shared/failure.ts';
import { diskTrouble } from './disk-trouble.ts';

/** The failure that an error means when the disk or a damaged database caused it, else null. */
export function troubleOf(error: unknown, folder: string): Failure | null {
  const trouble = diskTrouble(error, folder);
  if (trouble) return trouble;
  if (!(error instanceof Database.SqliteError)) return null;
  if (!/^SQLITE_(CORRUPT|NOTADB)/.test(error.code)) return null;
  return { kind: 'project-damaged', folder, what: error.message };
}
