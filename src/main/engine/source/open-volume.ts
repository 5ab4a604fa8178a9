import type { Dirent } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { type Failure, fail, type Outcome, succeed } from '../../../shared/failure.ts';
import type { VolumeReference, VolumeSummary } from '../../../shared/volume.ts';
import { openBytes, readFailure } from './file-bytes.ts';
import { volumeFormats } from './formats.ts';
import { compareCodePoints } from './picture-order.ts';
import { describePictureStack, openPictureStack } from './picture-stack.ts';
import type { OpenVolume, VolumeFormat } from './volume-format.ts';

/** Opens a file or a stack of pictures; the header is checked, no sample is read. */
export async function openVolume(reference: VolumeReference): Promise<Outcome<OpenVolume>> {
  if (reference.kind === 'absent') {
    return fail({ kind: 'volume-not-here', volume: reference.name });
  }
  return reference.kind === 'file'
    ? openFile(reference.path)
    : openPictureStack(reference.folder, reference.files, openFile);
}

/** What the headers say of a volume. For a stack the header of every picture is looked at. */
export async function describeVolume(reference: VolumeReference): Promise<Outcome<VolumeSummary>> {
  if (reference.kind === 'stack') {
    return describePictureStack(reference.folder, reference.files, openFile);
  }
  const opened = await openVolume(reference);
  if (!opened.ok) return opened;
  await opened.value.close();
  return succeed(opened.value.summary);
}

/**
 * Full paths of a folder's files that are volumes or pictures, by content or by name ending, in
 * code-point order of their names. Hidden files, folders and other files are passed over.
 * Failures: `file-missing`, `file-unreadable`, `folder-empty`, `folder-of-folders`.
 */
export async function listVolumes(folder: string): Promise<Outcome<readonly string[]>> {
  try {
    const entries = await readdir(folder, { withFileTypes: true });
    const names = entries
      .filter((entry) => !entry.name.startsWith('.') && !entry.isDirectory())
      .map((entry) => entry.name)
      .sort(compareCodePoints);
    const found: string[] = [];
    for (const name of names) {
      const path = join(folder, name);
      // By name too: a damaged or empty volume must be reported, not passed over.
      if (formatByEnding(path) !== undefined || (await isRecognised(path))) found.push(path);
    }
    return found.length > 0 ? succeed(found) : fail(nothingIn(folder, entries));
  } catch (error) {
    return fail(readFailure(folder, error));
  }
}

/** Folders told when a folder holds nothing else. */
const mostFolders = 8;

function nothingIn(path: string, entries: readonly Dirent[]): Failure {
  const folders = entries
    .filter((entry) => entry.isDirectory() && !entry.name.startsWith('.'))
    .map((entry) => entry.name)
    .sort(compareCodePoints);
  if (folders.length === 0) return { kind: 'folder-empty', path };
  const count = folders.length;
  return { kind: 'folder-of-folders', path, folders: folders.slice(0, mostFolders), count };
}

async function openFile(path: string): Promise<Outcome<OpenVolume>> {
  const head = await readHead(path);
  if (!head.ok) return head;
  const format = volumeFormats.find((candidate) => candidate.recognises(path, head.value));
  if (format !== undefined) return format.open(path);
  const promised = formatByEnding(path);
  if (promised !== undefined) {
    const name = promised.name.toUpperCase();
    const what =
      head.value.length === 0 ? 'it is empty' : `it does not begin as a ${name} file does`;
    return fail({ kind: 'header-invalid', path, what });
  }
  return fail({ kind: 'format-unknown', path, tried: volumeFormats.map(({ name }) => name) });
}

function formatByEnding(path: string): VolumeFormat | undefined {
  const lower = path.toLowerCase();
  return volumeFormats.find(({ endings }) => endings.some((ending) => lower.endsWith(ending)));
}

async function isRecognised(path: string): Promise<boolean> {
  const head = await readHead(path);
  return head.ok && volumeFormats.some((format) => format.recognises(path, head.value));
}

async function readHead(path: string): Promise<Outcome<Uint8Array>> {
  const bytes = await openBytes(path);
  if (!bytes.ok) return bytes;
  const head = await bytes.value.read(0, Math.min(1024, bytes.value.size));
  await bytes.value.close();
  return head;
}
