import {
  closeSync,
  existsSync,
  fdatasyncSync,
  openSync,
  readFileSync,
  readSync,
  renameSync,
  statSync,
  writeFileSync,
  writeSync,
} from 'node:fs';

/** Float64 rows of fixed width by ordinal, in one flat file; rows never written read as NaN. */
export interface FeatureFile {
  /** Writes rows and waits until they are on the disk. `rows` is ordinals.length x width. */
  write(ordinals: ArrayLike<number>, rows: Float64Array): void;
  /** ordinals.length x width */
  read(ordinals: ArrayLike<number>): Float64Array;
}

export function featureFile(path: string, width: number): FeatureFile {
  const rowBytes = width * 8;
  return {
    write(ordinals, rows) {
      const fd = openSync(path, existsSync(path) ? 'r+' : 'w+');
      try {
        fillGap(fd, path, maxOf(ordinals) * rowBytes);
        const bytes = new Uint8Array(rows.buffer, rows.byteOffset, rows.byteLength);
        for (let i = 0; i < ordinals.length; i++) {
          writeSync(fd, bytes, i * rowBytes, rowBytes, (ordinals[i] ?? 0) * rowBytes);
        }
        fdatasyncSync(fd);
      } finally {
        closeSync(fd);
      }
    },
    read(ordinals) {
      const rows = new Float64Array(ordinals.length * width).fill(Number.NaN);
      if (!existsSync(path)) return rows;
      if (ordinals.length * fewOf < statSync(path).size / rowBytes) {
        readFew(path, ordinals, rows, rowBytes);
        return rows;
      }
      const whole = readFileSync(path);
      const stored = new Float64Array(
        whole.buffer.slice(whole.byteOffset, whole.byteOffset + Math.floor(whole.length / 8) * 8),
      );
      for (let i = 0; i < ordinals.length; i++) {
        const start = (ordinals[i] ?? 0) * width;
        if (start + width <= stored.length)
          rows.set(stored.subarray(start, start + width), i * width);
      }
      return rows;
    },
  };
}

/** So many times fewer rows than there are: read one by one they cost less than the whole file. */
const fewOf = 16;

function readFew(
  path: string,
  ordinals: ArrayLike<number>,
  rows: Float64Array,
  rowBytes: number,
): void {
  const fd = openSync(path, 'r');
  try {
    const stored = Math.floor(statSync(path).size / rowBytes);
    for (let i = 0; i < ordinals.length; i++) {
      const ordinal = ordinals[i] ?? 0;
      if (ordinal >= stored) continue;
      readSync(
        fd,
        new Uint8Array(rows.buffer, i * rowBytes, rowBytes),
        0,
        rowBytes,
        ordinal * rowBytes,
      );
    }
  } finally {
    closeSync(fd);
  }
}

/** A hole left by a jump would read as zeros, which are values; not-a-number says "not measured". */
function fillGap(fd: number, path: string, upTo: number): void {
  const written = statSync(path).size;
  // A write that was cut off may have left part of a value.
  const size = written - (written % 8);
  if (upTo <= size) return;
  writeSync(
    fd,
    new Uint8Array(new Float64Array((upTo - size) >> 3).fill(Number.NaN).buffer),
    0,
    undefined,
    size,
  );
}

const maxOf = (values: ArrayLike<number>): number => {
  let most = 0;
  for (let i = 0; i < values.length; i++) most = Math.max(most, values[i] ?? 0);
  return most;
};

/** Writes a Float32 value an ordinal, whole or not at all. */
export function writeScores(path: string, scores: Float32Array): void {
  const fd = openSync(`${path}.new`, 'w');
  try {
    // Not `writeSync`, which on a disk that fills up writes a part and says nothing.
    writeFileSync(fd, new Uint8Array(scores.buffer, scores.byteOffset, scores.byteLength));
    fdatasyncSync(fd);
  } finally {
    closeSync(fd);
  }
  renameSync(`${path}.new`, path);
}

/** Scores by ordinal; empty where there is no file. */
export function readScores(path: string): Float32Array {
  if (!existsSync(path)) return new Float32Array(0);
  const fd = openSync(path, 'r');
  try {
    const scores = new Float32Array(statSync(path).size >> 2);
    readSync(fd, new Uint8Array(scores.buffer), 0, scores.byteLength, 0);
    return scores;
  } finally {
    closeSync(fd);
  }
}
