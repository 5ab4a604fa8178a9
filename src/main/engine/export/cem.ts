import { createHash } from 'node:crypto';
import { type FileHandle, mkdir, open, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { csvLine } from '../../../shared/csv.ts';
import { type DatasetDocument, datasetFile } from '../../../shared/dataset.ts';
import { fail, succeed } from '../../../shared/failure.ts';
import { encodeGreyTiff } from '../../../shared/tiff-encoder.ts';
import {
  checksumLines,
  checksumName,
  datasetName,
  manifestName,
  manifestTitles,
} from './dataset-layout.ts';
import type { ExportedPatch, Exporter, ExportProgress, ExportSummary } from './exporter.ts';
import { newFolder } from './new-folder.ts';
import { NameRegister } from './safe-name.ts';

/** Files on their way to the disk at once; each is a patch, so memory stays small. */
const writesAtOnce = 16;

/**
 * The layout of the published CEM data (spec 1.8): a folder per source, an 8-bit grey `.tiff` per patch under its
 * paper name; with it a manifest, the document and their checksums. Patches keep the order they come in.
 */
export const cem: Exporter = {
  name: 'cem',
  write: (folder, patches, document, onProgress, signal) =>
    newFolder(folder, async (partial) => {
      const writer = await DatasetWriter.open(partial);
      try {
        for await (const patch of patches) {
          if (signal?.aborted) return fail({ kind: 'cancelled' });
          const progress = await writer.add(patch);
          onProgress?.(progress);
        }
        if (signal?.aborted) return fail({ kind: 'cancelled' });
        return succeed({ ...(await writer.finish(document)), folder });
      } finally {
        await writer.close();
      }
    }),
};

/** Writes one data set into one new folder. */
class DatasetWriter {
  private readonly root: string;
  private readonly manifest: FileHandle;
  private readonly manifestHash = createHash('sha256');
  private readonly folders = new NameRegister();
  private readonly sources = new Map<string, { folder: string; names: NameRegister }>();
  private readonly pending = new Set<Promise<void>>();
  private lines: string[] = [];
  private patches = 0;
  private bytes = 0;

  private constructor(root: string, manifest: FileHandle) {
    this.root = root;
    this.manifest = manifest;
  }

  static async open(root: string): Promise<DatasetWriter> {
    const writer = new DatasetWriter(root, await open(join(root, `${manifestName}.partial`), 'wx'));
    writer.lines.push(csvLine(manifestTitles));
    return writer;
  }

  async add(patch: ExportedPatch): Promise<ExportProgress> {
    const { box } = patch;
    const source = await this.sourceOf(patch.source);
    const file = `${source.folder}/${source.names.claim(patch.name)}.tiff`;
    const bytes = encodeGreyTiff(patch.pixels, box.x1 - box.x0, box.y1 - box.y0);
    this.lines.push(manifestLine(patch, file, createHash('sha256').update(bytes).digest('hex')));
    this.patches += 1;
    this.bytes += bytes.length;
    if (this.lines.length >= 1000) await this.flushLines();
    if (this.pending.size >= writesAtOnce) await Promise.race(this.pending);
    this.start(writeFile(join(this.root, file), bytes, { flag: 'wx', flush: true }));
    return { patches: this.patches, bytes: this.bytes };
  }

  async finish(document: DatasetDocument): Promise<Omit<ExportSummary, 'folder'>> {
    await Promise.all(this.pending);
    await this.flushLines();
    await this.manifest.sync();
    const manifest = this.manifestHash.digest('hex');
    const dataset = datasetText(document, { sha256: manifest, patches: this.patches });
    const checksums = checksumLines(manifest, createHash('sha256').update(dataset).digest('hex'));
    await this.writeText(datasetName, dataset);
    await this.writeText(checksumName, checksums);
    await rename(join(this.root, `${manifestName}.partial`), join(this.root, manifestName));
    return { patches: this.patches, bytes: this.bytes };
  }

  /** Waits for what is being written, so that the folder can be removed after a failure. */
  async close(): Promise<void> {
    await Promise.allSettled(this.pending);
    await this.manifest.close();
  }

  private async sourceOf(name: string): Promise<{ folder: string; names: NameRegister }> {
    const known = this.sources.get(name);
    if (known) return known;
    const source = { folder: this.folders.claim(name), names: new NameRegister() };
    await mkdir(join(this.root, source.folder));
    this.sources.set(name, source);
    return source;
  }

  /** A failed write stays pending, so that the next `add` or `finish` meets its error. */
  private start(write: Promise<void>): void {
    this.pending.add(write);
    write.then(
      () => this.pending.delete(write),
      () => undefined,
    );
  }

  private async flushLines(): Promise<void> {
    const text = this.lines.join('');
    this.lines = [];
    this.manifestHash.update(text);
    this.bytes += Buffer.byteLength(text);
    await this.manifest.writeFile(text);
  }

  private async writeText(name: string, text: string): Promise<void> {
    this.bytes += Buffer.byteLength(text);
    await writeFile(join(this.root, name), text, { flag: 'wx', flush: true });
  }
}

function manifestLine(patch: ExportedPatch, file: string, sha256: string): string {
  const { source, volume, plane, index, box, hash, score, decision } = patch;
  const place = [box.y0, box.y1, box.x0, box.x1];
  return csvLine([source, volume, plane, index, ...place, hash, score, decision, file, sha256]);
}

function datasetText(
  document: DatasetDocument,
  manifest: { sha256: string; patches: number },
): string {
  const file = datasetFile.parse({
    format: 'em-curator-dataset',
    version: 1,
    ...document,
    manifest: { file: manifestName, ...manifest },
  });
  return `${JSON.stringify(file, null, 2)}\n`;
}
