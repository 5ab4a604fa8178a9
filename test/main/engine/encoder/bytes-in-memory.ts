import type { FileBytes } from '../../../../src/main/engine/encoder/checkpoint/file-bytes.ts';
import { Refusal } from '../../../../src/main/engine/encoder/refusal.ts';

/** A file that is in memory and keeps what was read of it: offset and length. */
export function bytesInMemory(
  bytes: Uint8Array,
): FileBytes & { readonly reads: [number, number][] } {
  const reads: [number, number][] = [];
  return {
    path: 'memory',
    size: bytes.length,
    reads,
    read(offset, length) {
      if (!(offset >= 0 && length >= 0 && offset + length <= bytes.length)) {
        throw new Refusal('ends early', { has: bytes.length, needs: offset + length });
      }
      reads.push([offset, length]);
      return Buffer.from(new Uint8Array(bytes.subarray(offset, offset + length)).buffer);
    },
  };
}
