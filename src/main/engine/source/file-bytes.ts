import { type FileHandle, open } from 'node:fs/promises';
import { type Failure, fail, type Outcome, succeed } from '../../../shared/failure.ts';

/** Bytes that can be read anywhere: an open file, or a counting wrapper around one in tests. */
export interface ByteSource {
  readonly path: string;
  readonly size: number;
  /**
   * Exactly `length` bytes at `offset`; `file-truncated` when the file ends before.
   * @param room to read them into, of that length; new memory when left out
   */
  read(
    offset: number,
    length: number,
    room?: Uint8Array<ArrayBuffer>,
  ): Promise<Outcome<Uint8Array<ArrayBuffer>>>;
  close(): Promise<void>;
}

// One system call cannot read 2 GiB or more.
const largestRead = 1 << 30;

/** Opens a file for random access. Failures: `file-missing`, `file-unreadable`. */
export async function openBytes(path: string): Promise<Outcome<ByteSource>> {
  try {
    const handle = await open(path, 'r');
    const status = await handle.stat();
    if (status.isFile()) return succeed(byteSource(path, status.size, handle));
    await handle.close();
    return fail({ kind: 'file-unreadable', path, reason: 'it is not a file' });
  } catch (error) {
    return fail(readFailure(path, error));
  }
}

/** What the operating system's refusal means to the user. */
export function readFailure(path: string, error: unknown): Failure {
  const { code, message } = error as { code?: string; message?: string };
  if (code === 'ENOENT' || code === 'ENOTDIR') return { kind: 'file-missing', path };
  return { kind: 'file-unreadable', path, reason: code ?? message ?? 'unknown error' };
}

function byteSource(path: string, size: number, handle: FileHandle): ByteSource {
  return {
    path,
    size,
    async read(offset, length, room) {
      // Checked before the allocation: a damaged header must not cost memory.
      if (offset < 0 || offset + length > size) {
        return fail({ kind: 'file-truncated', path, has: size, needs: offset + length });
      }
      try {
        return await readAll(path, handle, offset, room ?? new Uint8Array(length));
      } catch (error) {
        return fail(readFailure(path, error));
      }
    },
    close: () => handle.close(),
  };
}

async function readAll(
  path: string,
  handle: FileHandle,
  offset: number,
  bytes: Uint8Array<ArrayBuffer>,
): Promise<Outcome<Uint8Array<ArrayBuffer>>> {
  let done = 0;
  while (done < bytes.length) {
    const length = Math.min(largestRead, bytes.length - done);
    const { bytesRead } = await handle.read(bytes, done, length, offset + done);
    if (bytesRead === 0) {
      // The file was cut short after it was opened.
      const needs = offset + bytes.length;
      return fail({ kind: 'file-truncated', path, has: offset + done, needs });
    }
    done += bytesRead;
  }
  return succeed(bytes);
}
