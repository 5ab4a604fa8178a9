import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import type { ReadRows } from '../../kernel/float16-rows-wasm.ts';

/**
 * Computes a value of each row of a file of half-precision rows; NaN for rows that the file lacks.
 *
 * @param from the first row
 */
export function readingRows(
  file: string,
  width: number,
  rows: number,
  compute: (count: number, read: ReadRows) => Float32Array,
  from = 0,
): Float32Array {
  const values = new Float32Array(rows).fill(Number.NaN);
  const fd = openSync(file, 'r');
  try {
    const there = Math.floor(fstatSync(fd).size / (2 * width)) - from;
    const stored = Math.max(0, Math.min(rows, there));
    values.set(
      compute(stored, (words, first) => {
        const bytes = new Uint8Array(words.buffer, words.byteOffset, words.byteLength);
        for (let at = 0; at < bytes.length; ) {
          const read = readSync(fd, bytes, at, bytes.length - at, (from + first) * width * 2 + at);
          if (read === 0) throw new Error('The embeddings ended while they were read.');
          at += read;
        }
      }),
    );
    return values;
  } finally {
    closeSync(fd);
  }
}
