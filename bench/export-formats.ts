// Megabytes of pixels a CPU second, share of the main thread and size on the disk of each export format:
// patches of the demonstration's sections through the exporter alone, and read back.
// Run: node bench/export-formats.ts [name ...]
import { mkdir, mkdtemp, open, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { performance } from 'node:perf_hooks';
import type {
  ExportedPatch,
  Exporter,
  ManifestRow,
  PatchPlace,
  Payload,
} from '../src/main/engine/export/exporter.ts';
import { exporters } from '../src/main/engine/export/exporters.ts';
import { phantomVolumes } from '../src/main/engine/phantom/phantom-volumes.ts';
import { renderPhantom } from '../src/main/engine/phantom/render.ts';
import { printFigure } from './print-figure.ts';

const edge = 224;
const count = 2048;
const facts = {
  source: 'source',
  volume: 'volume',
  plane: 'xy' as const,
  box: { y0: 0, y1: edge, x0: 0, x1: edge },
  hash: '00ff00ff00ff00ff',
  members: 1,
  score: 0.5,
  decision: null,
  reason: null,
  pixelNm: { y: 8, x: 8 },
  split: null,
  weight: null,
  folder: 'source',
};
const patches = phantomPatches();
const megabytes = (count * edge * edge) / 1e6;
const asked = process.argv.slice(2);

for (const exporter of exporters) {
  if (exporter.rowsOnly || (asked.length > 0 && !asked.includes(exporter.name))) continue;
  for (const pictures of exporter.pictures.length > 0 ? exporter.pictures : [null]) {
    const folder = await mkdtemp(join(tmpdir(), 'bench-export-'));
    const name = pictures ? `${exporter.name}, ${pictures}` : exporter.name;
    const started = performance.now();
    const start = process.cpuUsage();
    const busy = performance.eventLoopUtilization();
    const places = await write(exporter, folder, pictures);
    const wall = `${Math.round(megabytes / ((performance.now() - started) / 1000))} MB/s by the clock`;
    const share = performance.eventLoopUtilization(busy).utilization;
    printFigure(`${name}: written`, megabytes / secondsSince(start), 'MB a CPU second', null, wall);
    printFigure(`${name}: main thread busy`, share * 100, '% of the time', null);
    const size = ((await bytesOf(folder)) / 1e6 / megabytes) * 100;
    printFigure(`${name}: size`, size, '% of the pixels', null);
    const again = process.cpuUsage();
    await read(exporter, folder, places);
    printFigure(`${name}: read`, megabytes / secondsSince(again), 'MB a CPU second', null);
    await rm(folder, { recursive: true });
  }
}

/** CPU seconds of all threads since then. */
function secondsSince(start: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1e6;
}

async function write(exporter: Exporter, folder: string, pictures: 'png' | 'tiff' | 'webp' | null) {
  const places: PatchPlace[] = [];
  const payload = payloadIn(folder);
  for (let from = 0; from < count; from += exporter.shard.patches) {
    const number = from / exporter.shard.patches;
    const shard = {
      number,
      ofSplit: number,
      ofSource: number,
      before: { ofSplit: from, ofSource: from },
      edge,
      patches: patches.slice(from, from + exporter.shard.patches),
    };
    places.push(...(await exporter.writeShard(payload, shard, pictures)));
  }
  async function* rows(): AsyncGenerator<ManifestRow> {
    for (const [i, { pixels: _, folder: __, fileName: ___, ...row }] of patches.entries()) {
      const place = places[i];
      if (place) yield { ...row, ...place, sha256: '' };
    }
  }
  // `as`: of the document the exporters look at the terms alone.
  const dataset = {
    parameters: { patchSize: edge },
    terms: { title: '', description: '', creators: '', licence: '' },
  } as never;
  await exporter.writeIndex(payload, { rows, dataset });
  return places;
}

async function read(exporter: Exporter, folder: string, places: readonly PatchPlace[]) {
  const reader = exporter.openReader(folder);
  const box = { y0: 0, y1: edge, x0: 0, x1: edge };
  for (let from = 0; from < places.length; from += 8) {
    const some = places.slice(from, from + 8).map((place) => reader.pixels({ ...place, box }));
    for (const pixels of await Promise.all(some)) if (!pixels.ok) throw new Error('not read back');
  }
  await reader.close();
}

function payloadIn(folder: string): Payload {
  const inFolder = async (path: string) => {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    return join(folder, path);
  };
  return {
    write: async (path, bytes) => writeFile(await inFolder(path), bytes),
    async writePieces(path, pieces) {
      const file = await open(await inFolder(path), 'w');
      for await (const piece of pieces) await file.writeFile(piece);
      await file.close();
    },
  };
}

async function bytesOf(folder: string): Promise<number> {
  let bytes = 0;
  for (const name of await readdir(folder, { recursive: true })) {
    const status = await stat(join(folder, name));
    if (status.isFile()) bytes += status.size;
  }
  return bytes;
}

/** Patches cut from sections of all demonstration volumes, the same ones again until there are enough. */
function phantomPatches(): ExportedPatch[] {
  const cut: Uint8Array[] = [];
  for (const volume of phantomVolumes(1)) {
    for (const { section, samples } of renderPhantom(volume).sections) {
      if (section >= 6) break;
      for (let y = 0; y + edge <= volume.shape.y; y += edge) {
        for (let x = 0; x + edge <= volume.shape.x; x += edge) {
          const pixels = new Uint8Array(edge * edge);
          for (let row = 0; row < edge; row++) {
            const start = (y + row) * volume.shape.x + x;
            pixels.set(samples.subarray(start, start + edge), row * edge);
          }
          cut.push(pixels);
        }
      }
    }
  }
  return Array.from({ length: count }, (_, index) => ({
    ...facts,
    index,
    name: `volume-LOC-0_${index}_0-${edge}_0-${edge}`,
    fileName: `volume-LOC-0_${index}_0-${edge}_0-${edge}`,
    pixels: cut[index % cut.length] ?? new Uint8Array(edge * edge),
  }));
}
