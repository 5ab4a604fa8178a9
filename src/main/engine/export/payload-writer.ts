import { createHash } from 'node:crypto';
import { mkdir, open, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { isPayloadPath, payloadName } from './dataset-layout.ts';
import type { Payload } from './exporter.ts';
import { foldersUpTo, syncFiles, syncFolder } from './sync-files.ts';

/** A file of the payload as it was written. */
export interface WrittenFile {
  /** relative to the payload */
  readonly path: string;
  readonly bytes: number;
  readonly sha256: string;
}

/** Writes files of the payload and keeps their checksums. Nothing is surely on the disk before `sync`. */
export class PayloadWriter implements Payload {
  private readonly written: WrittenFile[] = [];
  private readonly root: string;
  private readonly flag: 'w' | 'wx';
  private readonly folders = new Set<string>();

  /**
   * @param bag folder that the payload folder lies in
   * @param replace whether a file may be there already, left by an export that was killed; without,
   *   one that is written twice is an error
   */
  constructor(bag: string, replace: boolean) {
    this.root = join(bag, payloadName);
    this.flag = replace ? 'w' : 'wx';
  }

  /** What was written, by path: files that are written side by side are done in any order. */
  get files(): readonly WrittenFile[] {
    return this.written.toSorted((a, b) => (a.path < b.path ? -1 : 1));
  }

  async write(path: string, content: Uint8Array | string): Promise<void> {
    const bytes = typeof content === 'string' ? Buffer.from(content) : content;
    const target = await this.placeFor(path);
    await writeFile(target, bytes, { flag: this.flag });
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    this.written.push({ path, bytes: bytes.length, sha256 });
  }

  async writePieces(path: string, pieces: AsyncIterable<Uint8Array | string>): Promise<void> {
    const hash = createHash('sha256');
    let bytes = 0;
    const handle = await open(await this.placeFor(path), this.flag);
    try {
      for await (const piece of pieces) {
        const content = typeof piece === 'string' ? Buffer.from(piece) : piece;
        // Not `write`, which on a disk that fills up writes a part and says nothing.
        await handle.writeFile(content);
        hash.update(content);
        bytes += content.length;
      }
    } finally {
      await handle.close();
    }
    this.written.push({ path, bytes, sha256: hash.digest('hex') });
  }

  /** Waits until all that was written, and the folders' own lists of names, are on the disk. */
  async sync(): Promise<void> {
    const paths = this.written.map(({ path }) => join(this.root, path));
    await syncFiles(paths);
    for (const folder of foldersUpTo(this.root, paths)) await syncFolder(folder);
  }

  private async placeFor(path: string): Promise<string> {
    if (!isPayloadPath(path)) throw new Error(`"${path}" is no place in a data set.`);
    const target = join(this.root, path);
    const folder = dirname(target);
    if (!this.folders.has(folder)) {
      await mkdir(folder, { recursive: true });
      this.folders.add(folder);
    }
    return target;
  }
}
