import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open, readdir } from 'node:fs/promises';
import { join } from 'node:path';

export interface WrittenText {
  readonly sha256: string;
  readonly bytes: number;
}

/** Writes a file beside the payload, over one that an export left when it was killed; on the disk when it returns. */
export async function writeTagFile(
  set: string,
  name: string,
  pieces: Iterable<string | Uint8Array> | AsyncIterable<string | Uint8Array>,
): Promise<WrittenText> {
  const hash = createHash('sha256');
  let bytes = 0;
  const handle = await open(join(set, name), 'w');
  try {
    for await (const piece of pieces) {
      const content = typeof piece === 'string' ? Buffer.from(piece) : piece;
      // Not `write`, which on a disk that fills up writes a part and says nothing.
      await handle.writeFile(content);
      hash.update(content);
      bytes += content.length;
    }
    await handle.sync();
  } finally {
    await handle.close();
  }
  return { sha256: hash.digest('hex'), bytes };
}

/** Names of the files beside the payload, in code-unit order. */
export async function tagFiles(set: string): Promise<readonly string[]> {
  const entries = await readdir(set, { withFileTypes: true });
  return entries.flatMap((entry) => (entry.isFile() ? [entry.name] : [])).sort();
}

/** Size and checksum of a file of any size. */
export async function sumOfFile(path: string): Promise<WrittenText> {
  const hash = createHash('sha256');
  let bytes = 0;
  for await (const piece of createReadStream(path, { highWaterMark: 2 ** 18 })) {
    hash.update(piece);
    bytes += piece.length;
  }
  return { sha256: hash.digest('hex'), bytes };
}
