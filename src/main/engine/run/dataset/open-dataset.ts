import { createHash } from 'node:crypto';
import { constants } from 'node:fs';
import { lstat, open } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import {
  currentDataset,
  type DatasetFile,
  datasetFile,
  datasetVersion,
} from '../../../../shared/dataset.ts';
import { fail, type Outcome, succeed } from '../../../../shared/failure.ts';
import { readSumLine } from '../../export/bag.ts';
import { datasetName, manifestName, tagSumsName } from '../../export/dataset-layout.ts';

/** A data set whose document was read and checked; of its other files only the checksums are known. */
export interface OpenDataset {
  readonly folder: string;
  readonly dataset: DatasetFile;
  /** SHA-256 of the files beside the payload, by name */
  readonly sums: ReadonlyMap<string, string>;
}

/** Ten thousand pictures take six megabytes. */
const mostDocumentBytes = 256 * 2 ** 20;
const mostSumsBytes = 2 ** 20;
/** What every version since the first says of itself. */
const anyVersion = z.object({ format: z.literal('em-curator-dataset'), version: z.int() });
const readVersions: ReadonlySet<number> = new Set([2, datasetVersion]);

/**
 * Reads what a data set says of itself; the folder is untrusted.
 *
 * @returns failures `manifest-missing`, `dataset-invalid`, `dataset-version`, `checksum-differs`, `file-unreadable`
 */
export async function openDataset(folder: string): Promise<Outcome<OpenDataset>> {
  const status = await lstat(folder).catch(() => null);
  if (!status) return fail({ kind: 'file-missing', path: folder });
  if (!status.isDirectory() || !(await lstat(join(folder, manifestName)).catch(() => null))) {
    return fail({ kind: 'manifest-missing', path: folder });
  }
  const path = join(folder, datasetName);
  const bytes = await readTagFile(folder, datasetName, mostDocumentBytes);
  if (!bytes.ok) return bytes;
  const dataset = parseDocument(path, bytes.value);
  if (!dataset.ok) return dataset;
  const sums = await readSums(folder);
  if (!sums.ok) return sums;
  const sha256 = createHash('sha256').update(bytes.value).digest('hex');
  if (sums.value.get(datasetName) !== sha256) return fail({ kind: 'checksum-differs', path });
  return succeed({ folder, dataset: dataset.value, sums: sums.value });
}

/** A file that lies beside the payload, read whole; links are not followed. */
export async function readTagFile(
  folder: string,
  name: string,
  mostBytes: number,
): Promise<Outcome<Uint8Array>> {
  const path = join(folder, name);
  try {
    const handle = await open(path, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0));
    try {
      const status = await handle.stat();
      if (!status.isFile()) return fail({ kind: 'file-missing', path });
      if (status.size > mostBytes)
        return fail({ kind: 'dataset-invalid', path, what: 'it is too large' });
      return succeed(await handle.readFile());
    } finally {
      await handle.close();
    }
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : null;
    if (code === null) throw error;
    if (code === 'ENOENT') return fail({ kind: 'file-missing', path });
    return fail({ kind: 'file-unreadable', path, reason: code });
  }
}

function parseDocument(path: string, bytes: Uint8Array): Outcome<DatasetFile> {
  const invalid = (what: string) => fail({ kind: 'dataset-invalid', path, what });
  const plain = plainOf(bytes);
  if (plain === undefined) return invalid('it is no JSON text');
  const about = anyVersion.safeParse(plain).data;
  if (!about) return invalid('it does not say that it is a data set of EM Curator');
  if (!readVersions.has(about.version)) {
    const { version } = about;
    return fail({ kind: 'dataset-version', path, version, known: datasetVersion });
  }
  const parsed = checked(plain);
  if (!parsed) return invalid('its values are nested too deeply');
  if (parsed.success) return succeed(parsed.data);
  const [issue] = parsed.error.issues;
  return invalid(`${issue?.path.join('.') || 'it'}: ${issue?.message.slice(0, 200) ?? ''}`);
}

/** Null for values inside of values that go deeper than the call stack. */
function checked(plain: unknown) {
  try {
    return datasetFile.safeParse(currentDataset(plain));
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

function plainOf(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    return undefined;
  }
}

async function readSums(folder: string): Promise<Outcome<ReadonlyMap<string, string>>> {
  const bytes = await readTagFile(folder, tagSumsName, mostSumsBytes);
  if (!bytes.ok) return bytes;
  const sums = new Map<string, string>();
  for (const line of Buffer.from(bytes.value).toString('utf8').split('\n')) {
    if (line === '') continue;
    const read = readSumLine(line, 64);
    if (!read) {
      const path = join(folder, tagSumsName);
      return fail({ kind: 'dataset-invalid', path, what: 'a line of it is no checksum' });
    }
    sums.set(read.path, read.sum);
  }
  return succeed(sums);
}
