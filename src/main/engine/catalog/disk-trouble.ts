import { statfsSync } from 'node:fs';
import type { Failure } from '../../../shared/failure.ts';

/** What a job and the log of the database want to have free; a run of a large volume may need more. */
const workingBytes = 2 ** 24;

const full = /^(SQLITE_FULL|ENOSPC|EDQUOT)/;
const unwritable = /^(SQLITE_IOERR|SQLITE_READONLY|EROFS|EIO|EACCES|EPERM)/;

/**
 * The failure behind an error that the disk caused, not the program: `disk-full` or
 * `target-unwritable`; null for any other error, which is a bug.
 *
 * @param folder what the person knows the disk by.
 */
export function diskTrouble(error: unknown, folder: string): Failure | null {
  if (!(error instanceof Error && 'code' in error)) return null;
  const code = String(error.code);
  const free = full.test(code) || code.startsWith('SQLITE_IOERR') ? freeBytes(folder) : null;
  // A full disk shows as an I/O error where SQLite maps its shared memory.
  if (free !== null && (full.test(code) || free < 2 ** 16)) {
    return { kind: 'disk-full', path: folder, needs: free + workingBytes, free };
  }
  if (!unwritable.test(code)) return null;
  return { kind: 'target-unwritable', path: folder, reason: error.message };
}

function freeBytes(folder: string): number | null {
  try {
    const { bavail, bsize } = statfsSync(folder);
    return bavail * bsize;
  } catch {
    return null; // the disk itself is gone
  }
}
