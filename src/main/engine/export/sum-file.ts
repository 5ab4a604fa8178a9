import { open } from 'node:fs/promises';
import { readSumLine } from './bag.ts';

/** One line of a bag's manifest. */
export interface SumEntry {
  /** the checksum and path; null for a line that is none */
  readonly entry: { readonly sum: string; readonly path: string } | null;
  /** where the next line begins, in bytes */
  readonly end: number;
}

/** Longest line that is read: a path of 4096 bytes and a checksum. */
const mostInLine = 8192;
const pieceBytes = 2 ** 16;

/**
 * Reads a bag's manifest line by line from a place on; the file is untrusted. Lines end with LF, CRLF or CR.
 * A line that is too long is one that makes no sense.
 */
export async function* readSums(
  path: string,
  from: number,
  digits: number,
): AsyncGenerator<SumEntry> {
  const handle = await open(path, 'r');
  try {
    let pending = Buffer.alloc(0);
    let start = from;
    let skipping = false;
    const entryOf = (line: Buffer): SumEntry['entry'] =>
      skipping || line.length > mostInLine ? null : readSumLine(line.toString('utf8'), digits);
    for (let at = from; ; ) {
      const piece = Buffer.alloc(pieceBytes);
      const { bytesRead } = await handle.read(piece, 0, pieceBytes, at);
      if (bytesRead === 0) break;
      at += bytesRead;
      pending = Buffer.concat([pending, piece.subarray(0, bytesRead)]);
      for (let end = lineEnd(pending); end >= 0; end = lineEnd(pending)) {
        const line = pending.subarray(0, end);
        pending = pending.subarray(end + 1);
        start += end + 1;
        if (line.length > 0 || skipping) yield { entry: entryOf(line), end: start };
        skipping = false;
      }
      if (pending.length > mostInLine) {
        start += pending.length;
        pending = Buffer.alloc(0);
        skipping = true;
      }
    }
    if (pending.length > 0 || skipping)
      yield { entry: entryOf(pending), end: start + pending.length };
  } finally {
    await handle.close();
  }
}

function lineEnd(text: Buffer): number {
  const [lf, cr] = [text.indexOf(0x0a), text.indexOf(0x0d)];
  return lf < 0 || cr < 0 ? Math.max(lf, cr) : Math.min(lf, cr);
}
