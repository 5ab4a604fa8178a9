import {
  closeSync,
  existsSync,
  fdatasyncSync,
  openSync,
  readSync,
  statSync,
  writeSync,
} from 'node:fs';
import { fromFloat16, toFloat16 } from '../../kernel/float16.ts';

/**
 * Embeddings by exemplar ordinal in one flat file: rows of half-precision values, nothing else. How many
 * rows count stands in the catalog; what lies behind them was cut off by a crash and is written again.
 */
export interface EmbeddingFile {
  readonly path: string;
  readonly width: number;
  /** Writes rows from an ordinal on and waits until they are on the disk; rows of NaN mean "not measured". */
  write(first: number, rows: Float32Array): void;
  /** The same for rows that are half-precision already. */
  writeWords(first: number, words: Uint16Array): void;
  /** ordinals.length x width; NaN for those the file lacks */
  read(ordinals: ArrayLike<number>): Float32Array;
}

export function embeddingFile(path: string, width: number): EmbeddingFile {
  const rowBytes = width * 2;
  const writeWords = (first: number, words: Uint16Array): void => {
    const fd = openSync(path, existsSync(path) ? 'r+' : 'w+');
    try {
      const bytes = new Uint8Array(words.buffer, words.byteOffset, words.byteLength);
      let done = 0;
      // A disk that fills up takes a part and says nothing; the next write then fails.
      while (done < bytes.length) {
        done += writeSync(fd, bytes, done, bytes.length - done, first * rowBytes + done);
      }
      fdatasyncSync(fd);
    } finally {
      closeSync(fd);
    }
  };
  return {
    path,
    width,
    write: (first, rows) => writeWords(first, toFloat16(rows)),
    writeWords,
    read(ordinals) {
      const words = new Uint16Array(ordinals.length * width).fill(notANumber);
      if (!existsSync(path)) return fromFloat16(words);
      const stored = Math.floor(statSync(path).size / rowBytes);
      const fd = openSync(path, 'r');
      try {
        for (const { at, count } of runsOf(ordinals)) {
          const ordinal = ordinals[at] ?? 0;
          const there = Math.min(count, stored - ordinal);
          if (there <= 0) continue;
          const bytes = new Uint8Array(words.buffer, at * rowBytes, there * rowBytes);
          readSync(fd, bytes, 0, bytes.length, ordinal * rowBytes);
        }
      } finally {
        closeSync(fd);
      }
      return fromFloat16(words);
    },
  };
}

const notANumber = 0x7e00;

/** Stretches of ordinals that follow each other: read in one go. */
function* runsOf(ordinals: ArrayLike<number>): Generator<{ at: number; count: number }> {
  let at = 0;
  while (at < ordinals.length) {
    let count = 1;
    while (ordinals[at + count] === (ordinals[at] ?? 0) + count) count++;
    yield { at, count };
    at += count;
  }
}
