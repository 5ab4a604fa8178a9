import { datasetVersion } from '../../../../shared/dataset.ts';
import { fail, type Outcome, succeed } from '../../../../shared/failure.ts';
import { exporterNamed } from '../../export/exporters.ts';
import { type FinishedDataset, finishDataset } from '../../export/finish-dataset.ts';
import type { ShardEntry } from '../../export/journal.ts';
import { nameFiles } from '../../export/name-files.ts';
import { writeShard } from '../../export/write-shard.ts';
import { openPacks, type Packs } from '../exemplar/patch-packs.ts';
import { visitPatches } from '../exemplar/patch-reader.ts';
import type { DecodeTasks } from '../task/decode-task.ts';
import type { PatchesToExport } from '../task/worker-material.ts';
import { writeEmbeddings } from './export-embeddings.ts';
import { writing } from './settle-shard.ts';

/** Runs in a worker: reads the pixels of a shard, and hands it to its exporter. */
export async function writeExportShard(
  ask: DecodeTasks['write-shard']['ask'],
  residents: readonly (SharedArrayBuffer | null)[],
): Promise<Outcome<ShardEntry>> {
  const { partial, format, facts, groups, shard, pictures, replace } = ask;
  const exporter = exporterNamed(format);
  if (!exporter.ok) return exporter;
  const read = exporter.value.rowsOnly
    ? succeed(facts.map(() => new Uint8Array(0)))
    : await pixelsOf(ask.project, groups, residents);
  if (!read.ok) return read;
  const patches = facts.map((fact, i) => ({ ...fact, pixels: read.value[i] ?? new Uint8Array(0) }));
  return writing(partial, async () =>
    succeed(await writeShard(partial, exporter.value, { ...shard, patches }, pictures, replace)),
  );
}

/** Runs in a worker: copies embeddings in the order of the manifest. */
export function writeExportEmbeddings(
  ask: DecodeTasks['write-embeddings']['ask'],
): Promise<Outcome<number>> {
  return writing(ask.partial, async () => succeed(await writeEmbeddings(ask)));
}

/** Runs in a worker: what the files of a few patches would be called. */
export async function nameExportFiles({
  format,
  pictures,
  shards,
  document,
}: DecodeTasks['name-files']['ask']): Promise<DecodeTasks['name-files']['answer']> {
  const exporter = exporterNamed(format);
  if (!exporter.ok) return exporter;
  const dataset = { format: 'em-curator-dataset', version: datasetVersion, ...document } as const;
  return succeed(await nameFiles(exporter.value, shards, pictures, dataset));
}

/** Runs in a worker: writes all that follows the shards. */
export async function finishExport(
  { partial, format, shards, document }: DecodeTasks['finish-dataset']['ask'],
  signal: AbortSignal,
): Promise<Outcome<FinishedDataset>> {
  const exporter = exporterNamed(format);
  if (!exporter.ok) return exporter;
  return writing(partial, async () => {
    const mayGoOn = () => !signal.aborted;
    const finished = await finishDataset(partial, exporter.value, shards, document, mayGoOn);
    return finished ? succeed(finished) : fail({ kind: 'cancelled' });
  });
}

async function pixelsOf(
  project: string,
  groups: readonly PatchesToExport[],
  residents: readonly (SharedArrayBuffer | null)[],
): Promise<Outcome<Uint8Array[]>> {
  const packs = openPacks(project);
  try {
    const all: Uint8Array[] = [];
    for (const [i, group] of groups.entries()) {
      const read = await pixelsOfGroup(packs, group, residents[i] ?? null);
      if (!read.ok) return read;
      all.push(...read.value);
    }
    return succeed(all);
  } finally {
    packs.close();
  }
}

/** From the packs; what they do not hold, from the volume. */
async function pixelsOfGroup(
  packs: Packs,
  { name, volume, patches }: PatchesToExport,
  resident: SharedArrayBuffer | null,
): Promise<Outcome<Uint8Array[]>> {
  const pixels: Uint8Array[] = new Array(patches.length);
  const missing: number[] = [];
  for (const [i, { place, box }] of patches.entries()) {
    const packed = place && packs.read(place, (box.y1 - box.y0) * (box.x1 - box.x0));
    if (packed) pixels[i] = packed;
    else missing.push(i);
  }
  if (missing.length === 0) return succeed(pixels);
  if (volume === null) {
    const reason = 'its patches can be read neither from the packs nor from the volume';
    return fail({ kind: 'file-unreadable', path: name, reason });
  }
  const wanted = missing.flatMap((i) => patches[i] ?? []);
  const visited = await visitPatches(volume, wanted, resident, (at, found) => {
    pixels[missing[at] ?? -1] = found;
  });
  return visited.ok ? succeed(pixels) : visited;
}
