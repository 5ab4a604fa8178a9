const clearCode = 256;
const endCode = 257;

/**
 * Unpacks TIFF's LZW (codes of 9 to 12 bits, highest bit first, width changed one code early).
 * @param out filled from the start; unpacking stops when it is full
 * @returns bytes written, fewer than `out.length` when the stream ends early, or -1 for a broken stream
 */
export function unpackLzw(packed: Uint8Array, out: Uint8Array): number {
  // A code stands for a stretch of what has been written already: its start and its length.
  const starts = new Int32Array(4097);
  const lengths = new Int32Array(4097);
  let next = 258;
  let width = 9;
  let previousStart = -1;
  let previousLength = 0;
  let written = 0;
  let held = 0;
  let heldBits = 0;
  let read = 0;
  while (written < out.length) {
    while (heldBits < width) {
      if (read >= packed.length) return written;
      held = ((held << 8) | (packed[read++] ?? 0)) & 0xffffff;
      heldBits += 8;
    }
    heldBits -= width;
    const code = (held >> heldBits) & ((1 << width) - 1);
    if (code === endCode) return written;
    if (code === clearCode) {
      next = 258;
      width = 9;
      previousStart = -1;
      continue;
    }
    const start = written;
    if (code < 256) {
      out[written++] = code;
    } else {
      // The one code that may be used before it is defined: the previous stretch and its own first byte.
      const isNew = code === next && previousStart >= 0;
      if (code >= next && !isNew) return -1;
      const from = isNew ? previousStart : (starts[code] ?? 0);
      const length = isNew ? previousLength + 1 : (lengths[code] ?? 0);
      const end = Math.min(written + length, out.length);
      // Byte by byte: the stretch may overlap its own copy.
      for (let at = from; written < end; at++) out[written++] = out[at] ?? 0;
    }
    if (previousStart >= 0 && next < 4096) {
      starts[next] = previousStart;
      lengths[next] = previousLength + 1;
      next++;
    }
    if (next >= (1 << width) - 1 && width < 12) width++;
    previousStart = start;
    previousLength = written - start;
  }
  return written;
}
