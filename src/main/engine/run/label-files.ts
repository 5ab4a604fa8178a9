import { readFile, stat } from 'node:fs/promises';
import { fail, type Outcome, succeed } from '../../../shared/failure.ts';
import type { Label, PatchAddress } from '../catalog/labels.ts';
import {
  type FileLabel,
  labelsFromNpy,
  parseLabelCsv,
  writeLabelCsv,
} from '../decision/label-file.ts';
import { readNpy, writeTextNpy } from '../decision/npy.ts';
import { patchNames } from './patch-names.ts';
import type { Session } from './session.ts';
import { writeWhole } from './write-whole.ts';

/** Largest label file read: 12,000 labels take one megabyte. */
const mostBytes = 512 * 2 ** 20;
const mostNamed = 5;

/**
 * Reads a CSV or the paper's pair of .npy files and records all of it as one undoable action, or
 * nothing when any name or word is unknown.
 */
export async function importLabels(
  session: Session,
  file: string,
  labelFile: string | null,
): Promise<Outcome<{ action: number; matched: number; changed: number; summary: string }>> {
  const read = labelFile ? await readPair(file, labelFile) : await readCsv(file);
  if (!read.ok) return read;
  const names = patchNames(session);
  const unknown: string[] = [];
  const matched: { label: FileLabel; address: PatchAddress }[] = [];
  for (const label of read.value) {
    const address = names.addressOf(label.name);
    if (address) matched.push({ label, address });
    else unknown.push(label.name);
  }
  if (unknown.length > 0) {
    return fail({
      kind: 'label-names-unknown',
      path: file,
      names: unknown.slice(0, mostNamed),
      count: unknown.length,
    });
  }
  const { labels, actions } = session.catalog;
  const changes = matched.filter(
    ({ label, address }) => (labels.labelOf(address)?.value ?? 'none') !== label.value,
  );
  const summary = `Imported ${changes.length.toLocaleString('en-US')} labels`;
  const action = session.catalog.commit(() => {
    const id = actions.add(session.annotator(), Date.now(), 'import', summary);
    for (const { label, address } of changes) {
      labels.decide(id, { address, value: label.value, reason: label.reason, origin: 'import' });
    }
    labels.settle(id);
    return id;
  });
  session.forgetColumns();
  const same = matched.length - changes.length;
  return succeed({
    action,
    matched: matched.length,
    changed: changes.length,
    summary: `${summary}; ${same.toLocaleString('en-US')} were there already.`,
  });
}

async function readCsv(path: string): Promise<Outcome<readonly FileLabel[]>> {
  const bytes = await readBounded(path);
  return bytes.ok ? parseLabelCsv(new TextDecoder().decode(bytes.value), path) : bytes;
}

async function readPair(file: string, labelFile: string): Promise<Outcome<readonly FileLabel[]>> {
  const paths = await readTexts(file);
  if (!paths.ok) return paths;
  const words = await readTexts(labelFile);
  return words.ok ? labelsFromNpy(paths.value, words.value, labelFile) : words;
}

async function readTexts(path: string): Promise<Outcome<readonly string[]>> {
  const bytes = await readBounded(path);
  if (!bytes.ok) return bytes;
  const array = readNpy(bytes.value, path);
  if (!array.ok) return array;
  if (array.value.kind === 'text') return succeed(array.value.values);
  return fail({ kind: 'label-file-invalid', path, what: 'it holds numbers, not text' });
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

/** Writes all effective labels as CSV, or as the pair of .npy files with the paper's words. */
export async function exportLabels(
  session: Session,
  file: string,
  labelFile: string | null,
): Promise<Outcome<{ labels: number }>> {
  const names = patchNames(session);
  const volumeOf = new Map(session.catalog.volumes.all().map((v) => [v.contentId, v.id]));
  const rows = session.catalog.labels.all().flatMap((label): FileLabel[] => {
    const volume = volumeOf.get(label.address.contentId);
    return volume === undefined
      ? []
      : [{ name: nameOf(label), value: label.value, reason: label.reason }];
  });
  function nameOf({ address }: Label): string {
    const volume = volumeOf.get(address.contentId) ?? -1;
    return names.stableName(volume, address.plane, address.position, address);
  }
  const written = labelFile
    ? await writeBoth(file, labelFile, rows)
    : await writeWhole(file, new TextEncoder().encode(writeLabelCsv(rows)));
  return written.ok ? succeed({ labels: rows.length }) : written;
}

const paperWords = {
  informative: 'good',
  uninformative: 'bad',
  unsure: 'none',
  none: 'none',
} as const;

async function writeBoth(
  file: string,
  labelFile: string,
  rows: readonly FileLabel[],
): Promise<Outcome<null>> {
  const paths = await writeWhole(file, writeTextNpy(rows.map(({ name }) => `${name}.tiff`)));
  if (!paths.ok) return paths;
  return writeWhole(labelFile, writeTextNpy(rows.map(({ value }) => paperWords[value])));
}

const reasonOf = (error: unknown): string =>
  error instanceof Error ? error.message : String(error);
