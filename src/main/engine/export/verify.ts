import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { lstat, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { csvReader } from '../../../shared/csv.ts';
import { type Failure, fail, type Outcome, succeed } from '../../../shared/failure.ts';
import {
  checksumLines,
  checksumName,
  datasetName,
  manifestName,
  manifestTitles,
} from './dataset-layout.ts';
import { isSafeName } from './safe-name.ts';

export interface VerifyReport {
  /** files checked */
  readonly files: number;
  readonly bytes: number;
  /** empty for an intact data set; at most 1000 */
  readonly problems: readonly Failure[];
}

/** A report nobody can read to its end helps nobody. */
const mostProblems = 1000;
const fileColumn = manifestTitles.indexOf('file');
const hashColumn = manifestTitles.indexOf('sha256');

/**
 * Checks a data set against its manifest: every file there with the checksum it was written with, the manifest,
 * the document and their checksums untouched, nothing else in the folder. Finds any changed byte.
 *
 * A manifest is untrusted: names that lead outside the folder are a problem and are not opened.
 *
 * @returns failures `manifest-missing` and `cancelled`; all else is in the report
 */
export async function verifyDataset(
  folder: string,
  onProgress?: (progress: { files: number; bytes: number }) => void,
  signal?: AbortSignal,
): Promise<Outcome<VerifyReport>> {
  const inspection = new Inspection(folder);
  const manifest = await inspection.check(manifestName, null);
  if (manifest === null) return fail({ kind: 'manifest-missing', path: folder });
  const dataset = await inspection.check(datasetName, null);
  await inspection.checkSums(checksumLines(manifest, dataset ?? ''));
  for await (const row of manifestRows(folder, inspection)) {
    if (signal?.aborted) return fail({ kind: 'cancelled' });
    await inspection.checkPatch(row);
    onProgress?.({ files: inspection.files, bytes: inspection.bytes });
  }
  await inspection.findExtraFiles();
  const { files, bytes, problems } = inspection;
  return succeed({ files, bytes, problems });
}

/** What was seen of one data set so far. */
class Inspection {
  files = 0;
  bytes = 0;
  readonly problems: Failure[] = [];
  private readonly seen = new Set<string>();
  private readonly folder: string;

  constructor(folder: string) {
    this.folder = folder;
  }

  report(problem: Failure): void {
    if (this.problems.length < mostProblems) this.problems.push(problem);
  }

  /** Hashes a file; compares when a checksum is given. Null when it is not a plain file of this folder. */
  async check(file: string, sha256: string | null): Promise<string | null> {
    this.seen.add(file);
    const path = join(this.folder, file);
    if (!(await isPlainFile(this.folder, file))) {
      this.report({ kind: 'file-missing', path });
      return null;
    }
    try {
      const hash = createHash('sha256');
      for await (const piece of createReadStream(path)) {
        hash.update(piece);
        this.bytes += piece.length;
      }
      this.files += 1;
      const found = hash.digest('hex');
      if (sha256 !== null && found !== sha256) this.report({ kind: 'checksum-differs', path });
      return found;
    } catch (error) {
      const reason = error instanceof Error && 'code' in error ? String(error.code) : String(error);
      this.report({ kind: 'file-unreadable', path, reason });
      return null;
    }
  }

  async checkPatch(row: readonly string[]): Promise<void> {
    const file = row[fileColumn] ?? '';
    const invalid = (what: string): void =>
      this.report({ kind: 'manifest-invalid', path: join(this.folder, manifestName), what });
    if (row.length !== manifestTitles.length) invalid(`a line has ${row.length} cells`);
    else if (!isPatchFile(file)) invalid(`it names the file "${file.slice(0, 200)}"`);
    else if (this.seen.has(file)) invalid(`it names ${file} twice`);
    else await this.check(file, row[hashColumn] ?? '');
  }

  /** The checksum file must be, byte for byte, what the two files it covers call for. */
  async checkSums(expected: string): Promise<void> {
    if ((await this.check(checksumName, null)) === null) return;
    const path = join(this.folder, checksumName);
    if ((await lstat(path)).size === expected.length) {
      const found = await readFile(path, 'latin1');
      if (found === expected) return;
      for (const [i, name] of [datasetName, manifestName].entries()) {
        const [theirs, ours] = [found, expected].map((text) => text.split('\n')[i]);
        if (theirs !== ours)
          this.report({ kind: 'checksum-differs', path: join(this.folder, name) });
      }
    } else this.report({ kind: 'checksum-differs', path });
  }

  async findExtraFiles(): Promise<void> {
    const folders = new Set([...this.seen].map((file) => file.split('/').slice(0, -1).join('/')));
    for (const inner of new Set(['', ...folders])) {
      if (inner !== '' && !(await isPlainFolder(join(this.folder, inner)))) continue;
      for (const entry of await readdir(join(this.folder, inner), { withFileTypes: true })) {
        const file = inner === '' ? entry.name : `${inner}/${entry.name}`;
        const isKnown = this.seen.has(file) || (entry.isDirectory() && folders.has(file));
        if (!isKnown) this.report({ kind: 'file-extra', path: join(this.folder, file) });
      }
    }
  }
}

/** The manifest's lines after its titles; damage of the text itself is reported. */
async function* manifestRows(folder: string, inspection: Inspection): AsyncGenerator<string[]> {
  const reader = csvReader();
  const path = join(folder, manifestName);
  let isTitle = true;
  const body = (rows: string[][]): string[][] => {
    const titles = isTitle ? rows.shift() : undefined;
    if (titles) {
      isTitle = false;
      if (titles.join() !== manifestTitles.join()) {
        inspection.report({ kind: 'manifest-invalid', path, what: 'its titles are others' });
      }
    }
    return rows;
  };
  for await (const piece of createReadStream(path, { encoding: 'utf8' })) {
    yield* body(reader.push(piece));
  }
  yield* body(reader.end());
  if (isTitle || reader.unfinished) {
    inspection.report({ kind: 'manifest-invalid', path, what: 'it ends too early' });
  }
}

/** `folder/name.tiff`, both as the exporter would have named them: leaves no room for any path trick. */
function isPatchFile(file: string): boolean {
  const parts = file.split('/');
  return parts.length === 2 && file.endsWith('.tiff') && parts.every(isSafeName);
}

/** Links are not followed: they may lead anywhere. */
async function isPlainFile(folder: string, file: string): Promise<boolean> {
  const inner = file.split('/').slice(0, -1).join('/');
  if (inner !== '' && !(await isPlainFolder(join(folder, inner)))) return false;
  return lstat(join(folder, file)).then(
    (status) => status.isFile(),
    () => false,
  );
}

async function isPlainFolder(path: string): Promise<boolean> {
  return lstat(path).then(
    (status) => status.isDirectory(),
    () => false,
  );
}
