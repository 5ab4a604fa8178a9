import { open } from 'node:fs/promises';
import { embeddingHeader } from '../../export/embedding-files.ts';
import { setFolder } from '../../export/journal.ts';
import { writeTagFile } from '../../export/tag-files.ts';
import type { DecodeTasks } from '../task/decode-task.ts';

/** Rows read and written at once. */
const rowsAtOnce = 4096;
/** A half-precision not-a-number, little endian. */
const hole = [0x00, 0x7e];

/**
 * Runs in a worker: copies rows of a project's embeddings, in the order of the manifest, as they are stored.
 * A patch that was not embedded has a row of not-a-number.
 *
 * @returns how many such rows there are
 */
export async function writeEmbeddings(
  ask: DecodeTasks['write-embeddings']['ask'],
): Promise<number> {
  const { partial, fileName, format, file, width, known, ordinals } = ask;
  const rowBytes = width * 2;
  const handle = await open(file, 'r');
  let missing = 0;
  async function* pieces(): AsyncGenerator<Uint8Array> {
    yield embeddingHeader(format, ordinals.length, width);
    for (let at = 0; at < ordinals.length; at += rowsAtOnce) {
      const part = ordinals.subarray(at, at + rowsAtOnce);
      const rows = Buffer.alloc(part.length * rowBytes, Uint8Array.from(hole));
      for (const run of runsOf(part)) {
        const there = Math.min(run.count, known - run.first);
        if (run.first < 0 || there <= 0) continue;
        await handle.read(rows, run.at * rowBytes, there * rowBytes, run.first * rowBytes);
      }
      missing += countHoles(rows, rowBytes);
      yield rows;
    }
  }
  try {
    await writeTagFile(setFolder(partial), fileName, pieces());
  } finally {
    await handle.close();
  }
  return missing;
}

/** Stretches of ordinals that follow each other: read in one go. */
function* runsOf(ordinals: Int32Array): Generator<{ at: number; first: number; count: number }> {
  for (let at = 0; at < ordinals.length; ) {
    const first = ordinals[at] ?? -1;
    let count = 1;
    while (first >= 0 && ordinals[at + count] === first + count) count++;
    yield { at, first, count };
    at += count;
  }
}

/** Rows whose first value is not a number: all exponent bits set, and some of the rest. */
function countHoles(rows: Buffer, rowBytes: number): number {
  let holes = 0;
  for (let at = 0; at < rows.length; at += rowBytes) {
    const word = rows.readUInt16LE(at);
    if ((word & 0x7c00) === 0x7c00 && (word & 0x03ff) !== 0) holes++;
  }
  return holes;
}
