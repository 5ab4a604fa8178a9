import { createHash } from 'node:crypto';
import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readSync,
  renameSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { crc32 } from 'node:zlib';
import type { Catalog } from '../../catalog/open-catalog.ts';
import type { Steps } from '../turn/breath.ts';
import { type ExemplarColumns, emptyColumns } from './exemplar-columns.ts';

// Reading a million rows out of the database takes three seconds, out of one flat file a tenth of one.

/** A copy of the columns that follow from the catalog's cut alone; labels and scores are not in it. */
export interface ColumnsFile {
  /** The columns, when the file was written for this very stamp and is whole; else null. */
  read(stamp: string): Steps<ExemplarColumns | null>;
  /** A copy only: where it cannot be written, the next opening takes longer. */
  write(stamp: string, columns: ExemplarColumns): Steps<void>;
}

const formatVersion = 1;
const copied = [
  'ordinal',
  'source',
  'volume',
  'plane',
  'position',
  'y0',
  'y1',
  'x0',
  'x1',
  'members',
  'heldOut',
] as const;
const stampBytes = 32;
const headerBytes = stampBytes + 16;

/** Says which exemplars there are: ordinals are never given twice, and decisions alone change complete scopes. */
export function columnsStamp(catalog: Catalog, cut: number): string {
  const scopes = catalog.cuts.scopes(cut).map((s) => [s.id, s.inputs, s.complete]);
  const sources = catalog.sources.all().map((source) => source.id);
  const next = catalog.exemplars.nextOrdinal();
  const key = catalog.settings.get('key');
  const decided = catalog.groupDecisions.newest();
  return JSON.stringify([formatVersion, key, cut, next, sources, scopes, decided]);
}

/** Hash of the stamp; check of the values, rows, bytes and an empty word; then column after column. */
export function columnsFile(path: string): ColumnsFile {
  return {
    *read(stamp) {
      if (!existsSync(path)) return null;
      return yield* unlessDiskFails(readFile(path, stamp));
    },
    *write(stamp, columns) {
      yield* unlessDiskFails(writeFile(path, stamp, columns));
    },
  };
}

function* writeFile(path: string, stamp: string, columns: ExemplarColumns): Steps<void> {
  const parts = partsOf(columns);
  let check = 0;
  for (const part of parts) {
    check = crc32(part, check);
    yield;
  }
  mkdirSync(dirname(path), { recursive: true });
  const fd = openSync(`${path}.new`, 'w');
  try {
    writeFileSync(fd, hashOf(stamp));
    writeFileSync(fd, asBytes(Uint32Array.of(check, columns.count, bytesOf(parts), 0)));
    for (const part of parts) {
      writeFileSync(fd, part);
      yield;
    }
  } finally {
    closeSync(fd);
  }
  renameSync(`${path}.new`, path);
}

function* readFile(path: string, stamp: string): Steps<ExemplarColumns | null> {
  const fd = openSync(path, 'r');
  try {
    const header = Buffer.alloc(headerBytes);
    readSync(fd, header, 0, headerBytes, 0);
    const words = new Uint32Array(header.buffer, header.byteOffset + stampBytes, 4);
    const [check, count = 0, bytes = 0] = words;
    if (!header.subarray(0, stampBytes).equals(hashOf(stamp))) return null;
    if (statSync(path).size !== headerBytes + bytes) return null;
    const columns = emptyColumns(count);
    const parts = partsOf(columns);
    if (bytes !== bytesOf(parts)) return null;
    let at = headerBytes;
    let found = 0;
    for (const part of parts) {
      at += readSync(fd, part, 0, part.length, at);
      found = crc32(part, found);
      yield;
    }
    return check === found ? columns : null;
  } finally {
    closeSync(fd);
  }
}

/** Null where the system refuses: a copy that cannot be had is no failure. */
function* unlessDiskFails<T>(work: Steps<T>): Steps<T | null> {
  try {
    return yield* work;
  } catch (error) {
    if (error instanceof Error && 'code' in error) return null;
    throw error;
  }
}

const hashOf = (stamp: string): Buffer => createHash('sha256').update(stamp).digest();
const bytesOf = (parts: readonly Uint8Array[]): number =>
  parts.reduce((sum, { length }) => sum + length, 0);
const partsOf = (columns: ExemplarColumns): Uint8Array[] =>
  copied.map((name) => asBytes(columns[name]));
const asBytes = ({ buffer, byteOffset, byteLength }: Uint8Array | Uint32Array): Uint8Array =>
  new Uint8Array(buffer, byteOffset, byteLength);
