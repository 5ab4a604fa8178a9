import { type FileHandle, lstat, open } from 'node:fs/promises';
import { join } from 'node:path';
import { type Failure, fail, type Outcome, succeed } from '../../../shared/failure.ts';
import { isPayloadPath } from './dataset-layout.ts';

/** A file of an untrusted payload, open for reading. */
export interface PayloadFile {
  /** for messages */
  readonly path: string;
  readonly size: number;
  /** Exactly `length` bytes at `offset`, or `file-truncated`. */
  read(offset: number, length: number): Promise<Outcome<Uint8Array<ArrayBuffer>>>;
  close(): Promise<void>;
}

/**
 * Opens a file of a payload by its place, which is untrusted: only plain files in plain folders below
 * the payload are opened, under names that an exporter may have written.
 */
export async function openPayloadFile(
  payload: string,
  place: string,
): Promise<Outcome<PayloadFile>> {
  const parts = place.split('/');
  const path = join(payload, ...parts);
  if (!isPayloadPath(place)) {
    return fail({
      kind: 'manifest-invalid',
      path: payload,
      what: `it names "${place.slice(0, 200)}"`,
    });
  }
  try {
    for (let depth = 1; depth < parts.length; depth++) {
      const folder = await lstat(join(payload, ...parts.slice(0, depth)));
      if (!folder.isDirectory()) return fail({ kind: 'file-missing', path });
    }
    if (!(await lstat(path)).isFile()) return fail({ kind: 'file-missing', path });
    const handle = await open(path, 'r');
    return succeed(payloadFile(path, (await handle.stat()).size, handle));
  } catch (error) {
    return fail(readFailure(path, error));
  }
}

/** The whole of a small file. @param most bytes; a larger file is refused and not read */
export async function readPayloadFile(
  payload: string,
  place: string,
  most: number,
): Promise<Outcome<Uint8Array<ArrayBuffer>>> {
  const file = await openPayloadFile(payload, place);
  if (!file.ok) return file;
  const { path, size } = file.value;
  try {
    if (size <= most) return await file.value.read(0, size);
    return fail({ kind: 'file-unreadable', path, reason: `it is larger than ${most} bytes` });
  } finally {
    await file.value.close();
  }
}

function payloadFile(path: string, size: number, handle: FileHandle): PayloadFile {
  return {
    path,
    size,
    async read(offset, length) {
      // Checked before the allocation: a damaged header must not cost memory.
      const isInside = offset >= 0 && length >= 0 && offset + length <= size;
      const needs = offset + length;
      if (!isInside) return fail({ kind: 'file-truncated', path, has: size, needs });
      const bytes = new Uint8Array(length);
      try {
        for (let done = 0; done < length; ) {
          const { bytesRead } = await handle.read(bytes, done, length - done, offset + done);
          if (bytesRead === 0)
            return fail({ kind: 'file-truncated', path, has: offset + done, needs });
          done += bytesRead;
        }
        return succeed(bytes);
      } catch (error) {
        return fail(readFailure(path, error));
      }
    },
    close: () => handle.close(),
  };
}

function readFailure(path: string, error: unknown): Failure {
  const code = error instanceof Error && 'code' in error ? String(error.code) : String(error);
  if (code === 'ENOENT' || code === 'ENOTDIR') return { kind: 'file-missing', path };
  return { kind: 'file-unreadable', path, reason: code };
}
