import { statfsSync } from 'node:fs';
import type Database from 'better-sqlite3';
import { troubleOf } from './catalog-trouble.ts';

// Folding back 4,000 pages took 20 ms of the one thread that answers everybody, 1,000 take 8; in all it costs the same.
const pagesFoldedAtOnce = 1000;
/** Bytes of the write-ahead log that stay on the disk: as much as is folded back at a time. */
const largestLeftLog = pagesFoldedAtOnce * 4096;

/** Chooses how the database is journalled, where it may be written: a log beside it, but not on a network. */
export function beginLog(db: Database.Database, folder: string): void {
  db.pragma(`journal_mode = ${isNetworkFolder(folder) ? 'DELETE' : 'WAL'}`);
}

/** Keeps the log within bounds, however many statements a unit has. */
export function boundLog(db: Database.Database): void {
  // A log that is never folded back would grow without bound.
  db.pragma(`wal_autocheckpoint = ${pagesFoldedAtOnce}`);
  // What a large transaction or a slow reader made it grow to is given back once it is folded.
  db.pragma(`journal_size_limit = ${largestLeftLog}`);
}

/** One plain file also opens in a read-only folder. On a full disk the log stays beside it, as safe. */
export function leavePlainFile(db: Database.Database, folder: string): void {
  try {
    db.pragma('journal_mode = DELETE');
  } catch (error) {
    if (!troubleOf(error, folder)) throw error;
  }
}

/** Folds the log into the database. Waits for nobody: with a reader in the way, the next one gives the disk back. */
export function foldLog(db: Database.Database): void {
  db.pragma('busy_timeout = 0');
  try {
    db.pragma('wal_checkpoint(TRUNCATE)');
  } finally {
    db.pragma('busy_timeout = 5000');
  }
}

/** statfs magic numbers of file systems whose locks and shared memory a write-ahead log cannot trust. */
const networkFileSystems = new Set([
  0x6969, 0x517b, 0xff534d42, 0xfe534d42, 0x01021997, 0x65735546,
]);

/** True on NFS, SMB, 9p and FUSE mounts (linux; elsewhere the number is not comparable). */
export function isNetworkFolder(folder: string): boolean {
  return process.platform === 'linux' && networkFileSystems.has(statfsSync(folder).type);
}
