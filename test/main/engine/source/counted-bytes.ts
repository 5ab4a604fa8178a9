import { readFileSync } from 'node:fs';
import type { ByteSource } from '../../../../src/main/engine/source/file-bytes.ts';
import { fail, succeed } from '../../../../src/shared/failure.ts';

/** A file in memory that counts what is read of it. */
export function countedBytes(content: string | Uint8Array): ByteSource & {
  reads: number;
  bytesRead: number;
} {
  const path = typeof content === 'string' ? content : 'memory';
  const bytes = typeof content === 'string' ? new Uint8Array(readFileSync(content)) : content;
  const counted = {
    path,
    size: bytes.length,
    reads: 0,
    bytesRead: 0,
    async read(offset: number, length: number, room?: Uint8Array<ArrayBuffer>) {
      if (offset < 0 || offset + length > bytes.length) {
        return fail({
          kind: 'file-truncated',
          path,
          has: bytes.length,
          needs: offset + length,
        });
      }
      counted.reads++;
      counted.bytesRead += length;
      const read = room ?? new Uint8Array(length);
      read.set(bytes.subarray(offset, offset + length));
      return succeed(read);
    },
    async close() {},
  };
  return counted;
}
