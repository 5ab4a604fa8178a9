import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { fail, type Outcome } from '../../../../shared/failure.ts';
import { Refusal } from '../refusal.ts';

/** A file that is read here and there, never as a whole. */
export interface FileBytes {
  readonly path: string;
  /** bytes */
  readonly size: number;
  /** Exactly `length` bytes at `offset`. Refuses what reaches outside the file, before allocating. */
  read(offset: number, length: number): Buffer<ArrayBuffer>;
}

/** Opens a file for `use` and closes it afterwards. Failures: `file-missing`, `file-unreadable`, and those of `use`. */
export function withFileBytes<T>(path: string, use: (bytes: FileBytes) => Outcome<T>): Outcome<T> {
  let file: number | null = null;
  try {
    file = openSync(path, 'r');
    const status = fstatSync(file);
    if (status.isFile()) return use(fileBytes(path, status.size, file));
    return fail({ kind: 'file-unreadable', path, reason: 'it is not a file' });
  } catch (error) {
    const { code, syscall } = error as { code?: string; syscall?: string };
    if (code === undefined || syscall === undefined) throw error;
    if (code === 'ENOENT' || code === 'ENOTDIR') return fail({ kind: 'file-missing', path });
    return fail({ kind: 'file-unreadable', path, reason: code });
  } finally {
    if (file !== null) closeSync(file);
  }
}

function fileBytes(path: string, size: number, file: number): FileBytes {
  return {
    path,
    size,
    read(offset, length) {
      if (!(offset >= 0 && length >= 0 && offset + length <= size)) {
        throw new Refusal('the file ends too early', { has: size, needs: offset + length });
      }
      const bytes = Buffer.from(new ArrayBuffer(length));
      for (let done = 0; done < length; ) {
        const count = readSync(file, bytes, done, length - done, offset + done);
        // The file was cut short after it was opened.
        if (count === 0) {
          throw new Refusal('the file ends too early', { has: offset + done, needs: size });
        }
        done += count;
      }
      return bytes;
    },
  };
}
