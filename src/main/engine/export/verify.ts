import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { lstat, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Failure, fail, type Outcome, succeed } from '../../../shared/failure.ts';
import { sumLine } from './bag.ts';
import { datasetName, payloadName } from './dataset-layout.ts';
import { type PathSet, pathSet } from './path-set.ts';
import { readSums } from './sum-file.ts';
import { tagFiles } from './tag-files.ts';

/** How far a check has come: plain data, so that it goes on after a pause or a kill. */
export interface VerifyState {
  /** of the bag's own lists of checksums: others start the check over */
  readonly sums: string;
  /** where the next line of that list begins */
  readonly offset: number;
  /** files and bytes checked */
  readonly files: number;
  readonly bytes: number;
  /** at most 1000 */
  readonly problems: readonly Failure[];
}

export interface VerifyProgress {
  readonly state: VerifyState;
  /** files that the data set says it has; null where it does not say */
  readonly total: number | null;
  readonly done: boolean;
}

/** A report nobody can read to its end helps nobody. */
const mostProblems = 1000;

/** Strongest first. Ours are SHA-256; bags of others may use any of these. */
const algorithms = [
  { name: 'sha512', digits: 128 },
  { name: 'sha256', digits: 64 },
  { name: 'sha1', digits: 40 },
  { name: 'md5', digits: 32 },
] as const;
type Algorithm = (typeof algorithms)[number];

/**
 * Checks a bag (RFC 8493), ours or anybody's: every file of the payload there with the checksum it was written
 * with, nothing else below the payload, everything beside it as its own list says. Links are not followed, and
 * names that lead outside are not opened. Finds any changed byte.
 *
 * @param from where an earlier check left off; it is not believed when the lists have changed since
 * @param budgetMs stops after about so long, between two files, so that a job can pause; one is checked always
 * @returns failures `manifest-missing`, `manifest-invalid`; all else is among the problems
 */
export async function verifyDataset(
  folder: string,
  from: VerifyState | null = null,
  budgetMs = Number.POSITIVE_INFINITY,
): Promise<Outcome<VerifyProgress>> {
  const algorithm = await algorithmOf(folder);
  if (!algorithm) return fail({ kind: 'manifest-missing', path: folder });
  const list = join(folder, `manifest-${algorithm.name}.txt`);
  const sums = await sumsOf(folder, algorithm);
  const until = performance.now() + budgetMs;
  const check = new Check(folder, algorithm, from?.sums === sums ? from : null);
  if (check.isNew) await check.tags();
  const total = await declaredFiles(folder);
  const done = await check.payload(list, until);
  if (done) await check.extras(list);
  return succeed({ state: check.state(sums), total, done });
}

/** One check of one bag, as far as it has come. */
class Check {
  readonly isNew: boolean;
  private offset: number;
  private files: number;
  private bytes: number;
  private readonly problems: Failure[];
  private readonly folder: string;
  private readonly algorithm: Algorithm;

  constructor(folder: string, algorithm: Algorithm, from: VerifyState | null) {
    this.folder = folder;
    this.algorithm = algorithm;
    this.isNew = from === null;
    this.offset = from?.offset ?? 0;
    this.files = from?.files ?? 0;
    this.bytes = from?.bytes ?? 0;
    this.problems = [...(from?.problems ?? [])];
  }

  state(sums: string): VerifyState {
    const { offset, files, bytes, problems } = this;
    return { sums, offset, files, bytes, problems };
  }

  /** What lies beside the payload. Ours is listed whole; a bag of others may list what it likes. */
  async tags(): Promise<void> {
    const { folder, algorithm } = this;
    const isOurs = (await plainSize(folder, datasetName)) !== null;
    const list = `tagmanifest-${algorithm.name}.txt`;
    const size = await plainSize(folder, list);
    if (size === null) {
      if (isOurs) this.report({ kind: 'file-missing', path: join(folder, list) });
      return;
    }
    const listed = pathSet();
    let expected = '';
    for await (const { entry } of readSums(join(folder, list), 0, algorithm.digits)) {
      if (!entry || !isBelow(entry.path) || entry.path.startsWith(`${payloadName}/`)) {
        this.invalid(list, entry?.path ?? null);
      } else {
        listed.add(entry.path);
        if (isOurs) expected += sumLine(entry.sum, entry.path);
        await this.file(entry.path, entry.sum);
      }
    }
    this.files += 1;
    this.bytes += size;
    if (isOurs) await this.ownTags(list, listed, expected);
  }

  /** Our own list names every file beside the payload, and is written in one way only. */
  private async ownTags(list: string, listed: PathSet, expected: string): Promise<void> {
    const { folder } = this;
    for (const name of await tagFiles(folder)) {
      if (name !== list && !listed.has(name)) {
        this.report({ kind: 'file-extra', path: join(folder, name) });
      }
    }
    const found = await sumOf(join(folder, list), 'sha256');
    if (found.sum !== createHash('sha256').update(expected).digest('hex')) {
      this.report({ kind: 'checksum-differs', path: join(folder, list) });
    }
  }

  /** @returns whether the list was gone through to its end */
  async payload(list: string, until: number): Promise<boolean> {
    let isFirst = true;
    for await (const { entry, end } of readSums(list, this.offset, this.algorithm.digits)) {
      if (!isFirst && performance.now() > until) return false;
      isFirst = false;
      if (!entry || !isBelow(entry.path) || !entry.path.startsWith(`${payloadName}/`)) {
        this.invalid(`manifest-${this.algorithm.name}.txt`, entry?.path ?? null);
      } else await this.file(entry.path, entry.sum);
      this.offset = end;
    }
    return true;
  }

  /** Nothing below the payload that is not listed, and nothing listed twice. */
  async extras(list: string): Promise<void> {
    const listed = pathSet();
    for await (const { entry } of readSums(list, 0, this.algorithm.digits)) {
      if (entry && !listed.add(entry.path)) {
        const what = `it names ${entry.path} twice`;
        this.report({ kind: 'manifest-invalid', path: list, what });
      }
    }
    await this.walk(payloadName, listed);
  }

  private async walk(path: string, listed: PathSet): Promise<void> {
    const entries = await readdir(join(this.folder, path), { withFileTypes: true }).catch(() => []);
    for (const entry of entries) {
      const inner = `${path}/${entry.name}`;
      if (entry.isDirectory()) await this.walk(inner, listed);
      else if (!listed.has(inner)) {
        this.report({ kind: 'file-extra', path: join(this.folder, inner) });
      }
    }
  }

  private async file(path: string, sum: string): Promise<void> {
    const { folder, algorithm } = this;
    const absolute = join(folder, path);
    if ((await plainSize(folder, path)) === null) {
      this.report({ kind: 'file-missing', path: absolute });
      return;
    }
    try {
      const found = await sumOf(absolute, algorithm.name);
      this.files += 1;
      this.bytes += found.bytes;
      if (found.sum !== sum) this.report({ kind: 'checksum-differs', path: absolute });
    } catch (error) {
      const reason = error instanceof Error && 'code' in error ? String(error.code) : String(error);
      this.report({ kind: 'file-unreadable', path: absolute, reason });
    }
  }

  private invalid(list: string, path: string | null): void {
    const what =
      path === null ? 'a line is no checksum' : `it names the file "${path.slice(0, 200)}"`;
    this.report({ kind: 'manifest-invalid', path: join(this.folder, list), what });
  }

  private report(problem: Failure): void {
    if (this.problems.length < mostProblems) this.problems.push(problem);
  }
}

async function algorithmOf(folder: string): Promise<Algorithm | null> {
  if ((await plainSize(folder, 'bagit.txt')) === null) return null;
  for (const algorithm of algorithms) {
    if ((await plainSize(folder, `manifest-${algorithm.name}.txt`)) !== null) return algorithm;
  }
  return null;
}

/** Of both lists together: a check that was interrupted goes on only while they are the same. */
async function sumsOf(folder: string, { name }: Algorithm): Promise<string> {
  const lists = [`manifest-${name}.txt`, `tagmanifest-${name}.txt`];
  const sums: string[] = [];
  for (const list of lists) {
    const isThere = (await plainSize(folder, list)) !== null;
    sums.push(isThere ? (await sumOf(join(folder, list), 'sha256')).sum : '');
  }
  return sums.join(' ');
}

/** What `Payload-Oxum` says; a guide for the progress alone. */
async function declaredFiles(folder: string): Promise<number | null> {
  const size = await plainSize(folder, 'bag-info.txt');
  if (size === null || size > 2 ** 20) return null;
  const text = await readFile(join(folder, 'bag-info.txt'), 'utf8').catch(() => '');
  const count = /^Payload-Oxum:\s*\d+\.(?<count>\d+)\s*$/imu.exec(text)?.groups?.['count'];
  return count === undefined ? null : Number(count);
}

async function sumOf(path: string, algorithm: Algorithm['name']) {
  const hash = createHash(algorithm);
  let bytes = 0;
  for await (const piece of createReadStream(path, { highWaterMark: 2 ** 18 })) {
    hash.update(piece);
    bytes += piece.length;
  }
  return { sum: hash.digest('hex'), bytes };
}

/** True for a relative path without any trick; foreign bags may use names that ours never have. */
function isBelow(path: string): boolean {
  if (path.length > 4096 || /^[A-Za-z]:|\\|\0/u.test(path)) return false;
  return path.split('/').every((part) => part !== '' && part !== '.' && part !== '..');
}

/** Size of a plain file below plain folders; null for anything else. Links may lead anywhere. */
async function plainSize(folder: string, path: string): Promise<number | null> {
  const parts = path.split('/');
  for (let depth = 1; depth < parts.length; depth++) {
    const status = await lstat(join(folder, ...parts.slice(0, depth))).catch(() => null);
    if (!status?.isDirectory()) return null;
  }
  const status = await lstat(join(folder, path)).catch(() => null);
  return status?.isFile() ? status.size : null;
}
