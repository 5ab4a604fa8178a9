import { createHash } from 'node:crypto';
import { lstat, readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { fail, type Outcome, succeed } from '../../../../shared/failure.ts';
import type { LabelFormat } from '../../../../shared/label-file.ts';
import { type FileLabel, labelled, labelsFromNpy } from '../../decision/label-file.ts';
import { readLabelText } from '../../decision/label-formats.ts';
import { readNpy } from '../../decision/npy.ts';
import { datasetName, labelsName, manifestName } from '../../export/dataset-layout.ts';

/** Labels as read, with the digest of the bytes or names they were read from. */
export interface ReadLabels {
  readonly format: LabelFormat;
  readonly labels: readonly FileLabel[];
  readonly sha256: string;
}

/** Largest label file read: 12,000 labels take one megabyte. */
const mostBytes = 512 * 2 ** 20;
/** Deepest folder below `informative/`: source, and one more. */
const deepest = 4;
const mostPictures = 2_000_000;

/**
 * Reads labels in whatever form they are: a text file, the paper's pair of .npy files, a folder of FiftyOne
 * (its labels.json), a data set (its table of labels), or folders of pictures named for their label. Links in folders are not followed.
 *
 * @param labelFile the .npy of labels, when `path` is the .npy of names
 */
export async function readLabelFile(
  path: string,
  labelFile: string | null,
): Promise<Outcome<ReadLabels>> {
  if (labelFile !== null) return readPair(path, labelFile);
  const found = await stat(path).catch(() => null);
  if (found?.isDirectory()) return readFolder(path);
  const bytes = await readBounded(path);
  if (!bytes.ok) return bytes;
  const read = readLabelText(new TextDecoder().decode(bytes.value), path);
  return read.ok ? succeed({ ...read.value, sha256: digestOf(bytes.value) }) : read;
}

async function readPair(path: string, labelFile: string): Promise<Outcome<ReadLabels>> {
  const names = await readTexts(path);
  if (!names.ok) return names;
  const words = await readTexts(labelFile);
  if (!words.ok) return words;
  const labels = labelsFromNpy(names.value.texts, words.value.texts, labelFile);
  if (!labels.ok) return labels;
  const sha256 = digestOf(`${names.value.sha256} ${words.value.sha256}`);
  return succeed({ format: 'npy', labels: labels.value, sha256 });
}

async function readTexts(
  path: string,
): Promise<Outcome<{ texts: readonly string[]; sha256: string }>> {
  const bytes = await readBounded(path);
  if (!bytes.ok) return bytes;
  const array = readNpy(bytes.value, path);
  if (!array.ok) return array;
  if (array.value.kind === 'text')
    return succeed({ texts: array.value.values, sha256: digestOf(bytes.value) });
  return fail({ kind: 'label-file-invalid', path, what: 'it holds numbers, not text' });
}

async function readFolder(path: string): Promise<Outcome<ReadLabels>> {
  const ofDataset = await labelsOfDataset(path);
  if (ofDataset) return readLabelFile(ofDataset, null);
  const ofFiftyone = join(path, 'labels.json');
  if (await lstat(ofFiftyone).catch(() => null)) return readLabelFile(ofFiftyone, null);
  const rows: { name: string; word: string; reason: null }[] = [];
  try {
    for (const word of ['informative', 'uninformative', 'unsure']) {
      for await (const name of picturesIn(join(path, word), deepest)) {
        if (rows.length >= mostPictures) break;
        rows.push({ name, word, reason: null });
      }
    }
  } catch (error) {
    return fail({ kind: 'file-unreadable', path, reason: reasonOf(error) });
  }
  if (rows.length === 0) {
    const what = 'it has no folders informative/ and uninformative/ with pictures';
    return fail({ kind: 'label-file-invalid', path, what });
  }
  const labels = labelled(path, rows);
  if (!labels.ok) return labels;
  const sha256 = digestOf(rows.map(({ name, word }) => `${word}/${name}`).join('\n'));
  return succeed({ format: 'folders', labels: labels.value, sha256 });
}

/** The table that tells the labels of a data set: all of its sources, or those of its patches; null for another folder. */
async function labelsOfDataset(folder: string): Promise<string | null> {
  const isFile = async (name: string) =>
    (await lstat(join(folder, name)).catch(() => null))?.isFile();
  if (!(await isFile(datasetName))) return null;
  return join(folder, (await isFile(labelsName)) ? labelsName : manifestName);
}

/** Pictures below a folder as `source/name`, in the order of their names; nothing where there is no folder. */
async function* picturesIn(folder: string, depth: number, prefix = ''): AsyncIterable<string> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  entries.sort((a, b) => (a.name < b.name ? -1 : 1));
  for (const entry of entries) {
    if (entry.isDirectory() && depth > 0) {
      yield* picturesIn(join(folder, entry.name), depth - 1, `${prefix}${entry.name}/`);
    } else if (entry.isFile() && /\.(png|tiff?|bmp|jpe?g)$/i.test(entry.name)) {
      yield `${prefix}${entry.name}`;
    }
  }
}

async function readBounded(path: string): Promise<Outcome<Uint8Array>> {
  const found = await stat(path).catch(() => null);
  if (!found) return fail({ kind: 'file-missing', path });
  if (found.size > mostBytes)
    return fail({ kind: 'label-file-invalid', path, what: 'it is too large' });
  try {
    return succeed(await readFile(path));
  } catch (error) {
    return fail({ kind: 'file-unreadable', path, reason: reasonOf(error) });
  }
}

const digestOf = (content: string | Uint8Array): string =>
  createHash('sha256').update(content).digest('hex');
const reasonOf = (error: unknown): string =>
  error instanceof Error ? error.message : String(error);
