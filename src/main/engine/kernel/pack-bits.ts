/**
 * Unpacks PackBits runs.
 * @param out filled from the start; unpacking stops when it is full
 * @returns bytes written, fewer than `out.length` when the stream ends early
 */
export function unpackPackBits(packed: Uint8Array, out: Uint8Array): number {
  let read = 0;
  let written = 0;
  while (read < packed.length && written < out.length) {
    const head = packed[read++] ?? 128;
    if (head < 128) {
      const length = Math.min(head + 1, packed.length - read, out.length - written);
      out.set(packed.subarray(read, read + length), written);
      read += head + 1;
      written += length;
    } else if (head > 128) {
      const length = Math.min(257 - head, out.length - written);
      out.fill(packed[read++] ?? 0, written, written + length);
      written += length;
    }
  }
  return written;
}
