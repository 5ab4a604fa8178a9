import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { fail, type Outcome, succeed } from '../../../../shared/failure.ts';
import type { PatchReader } from '../../export/exporter.ts';
import { exporterNamed } from '../../export/exporters.ts';
import { newPack } from '../exemplar/patch-packs.ts';
import type { DecodeTasks } from '../task/decode-task.ts';
import type { PatchOfDataset, WrittenPack } from '../task/worker-material.ts';

/** Runs in a worker: copies patches out of a data set into a pack, each checked against the manifest. */
export async function packDataset({
  payload,
  format,
  patches,
  file,
}: DecodeTasks['pack-dataset']['ask']): Promise<Outcome<WrittenPack>> {
  const pack = newPack(patches.length);
  const visited = await visitDataset(payload, format, patches, (at, pixels) => {
    const box = patches[at]?.box;
    if (box) pack.put(at, pixels, box);
  });
  return visited.ok ? pack.write(file) : visited;
}

/** The pixels of some patches, in order; ends at the first that is not what the manifest says. */
async function visitDataset(
  payload: string,
  format: string,
  patches: readonly PatchOfDataset[],
  visit: (at: number, pixels: Uint8Array) => void,
): Promise<Outcome<null>> {
  const exporter = exporterNamed(format);
  if (!exporter.ok) return exporter;
  const reader = exporter.value.openReader(payload);
  try {
    for (const [at, patch] of patches.entries()) {
      const pixels = await readPatch(reader, payload, patch);
      if (!pixels.ok) return pixels;
      visit(at, pixels.value);
    }
    return succeed(null);
  } finally {
    await reader.close();
  }
}

async function readPatch(
  reader: PatchReader,
  payload: string,
  patch: PatchOfDataset,
): Promise<Outcome<Uint8Array>> {
  const path = join(payload, patch.file);
  try {
    const pixels = await reader.pixels(patch);
    if (!pixels.ok) return pixels;
    const { y0, y1, x0, x1 } = patch.box;
    const needs = (y1 - y0) * (x1 - x0);
    if (pixels.value.length !== needs) {
      return fail({ kind: 'file-truncated', path, has: pixels.value.length, needs });
    }
    const sha256 = createHash('sha256').update(pixels.value).digest('hex');
    return sha256 === patch.sha256 ? pixels : fail({ kind: 'checksum-differs', path });
  } catch (error) {
    // A library that meets a file made to mislead it throws what it likes.
    const reason = error instanceof Error ? error.message : String(error);
    return fail({ kind: 'file-unreadable', path, reason });
  }
}
