// Cuts the same volume along three axes from files of other samples and packings than plain bytes, as the
// workers of a run do: unpacked once into memory that is kept, then cropped and hashed. Beside each packing
// stands what its own library takes for the same strips (zlib's inflate, zstd): the rest is ours.
// Run: node bench/cut-formats.ts [--edge 448] [--rounds 3] [--only NAME]
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { MessageChannel, type MessagePort } from 'node:worker_threads';
import { inflateSync, zstdDecompressSync } from 'node:zlib';
import { fillResident, work } from '../src/main/engine/run/process/decode-worker.ts';
import type { DecodeTask } from '../src/main/engine/run/task/decode-task.ts';
import type { VolumeToRead } from '../src/main/engine/run/task/worker-material.ts';
import { planCut } from '../src/main/engine/run/volume/planned-cut.ts';
import { cutSettings } from '../src/shared/cut.ts';
import type { Outcome } from '../src/shared/failure.ts';
import type { ResolvedMapping } from '../src/shared/volume.ts';
import { type Packing, packings, writePackedVolume } from './packed-volume.ts';
import { printFigure } from './print-figure.ts';
import { type WrittenType, writeSpheresVolume } from './volume-file.ts';

const options = {
  edge: { type: 'string', default: '448' },
  rounds: { type: 'string', default: '3' },
  only: { type: 'string', default: '' },
} as const;
const { values: given } = parseArgs({ options });
const edge = Number(given.edge);
const shape = { z: edge, y: edge, x: edge };
const settings = cutSettings.parse({});
const { port1: progress } = new MessageChannel();
const folder = mkdtempSync(join(tmpdir(), 'cut-formats-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));

interface Written {
  readonly name: string;
  readonly type: WrittenType;
  readonly packing: Packing | null;
  readonly predictor: 1 | 2;
}
const plain = (['uint8', 'uint16', 'int16', 'float32'] as const).map(
  (type): Written => ({ name: type, type, packing: null, predictor: 1 }),
);
const packed = packings.flatMap((packing) =>
  (['uint8', 'uint16'] as const).flatMap((type) =>
    ([1, 2] as const)
      .filter((predictor) => predictor === 1 || packing !== 'PackBits')
      .map((predictor): Written => {
        const name = `${packing} of ${type}${predictor === 2 ? ', differences' : ''}`;
        return { name, type, packing, predictor };
      }),
  ),
);
for (const written of [...plain, ...packed].filter(({ name }) => name.includes(given.only))) {
  const path = join(folder, written.packing ? 'volume.tif' : 'volume.mrc');
  const { packing, type, predictor } = written;
  if (packing) writePackedVolume(path, shape, { packing, type, predictor });
  else writeSpheresVolume(path, shape, { type });
  await measure(written, path);
  rmSync(path);
}
progress.close();

async function measure({ name, type, packing }: Written, path: string): Promise<void> {
  const mapping: ResolvedMapping = { rule: type === 'uint8' ? 'identity' : 'volume' };
  const reference = { kind: 'file', path } as const;
  const volume: VolumeToRead = { reference, shape, sampleType: type, mapping, invert: false };
  const [all, filling, library] = [[], [], []] as number[][];
  let patches = 0;
  for (let round = 0; round < Number(given.rounds); round++) {
    const start = process.cpuUsage();
    const isKept = packing !== null || type !== 'uint8';
    const resident = isKept ? await filled(volume) : null;
    filling?.push(secondsSince(start));
    patches = await hashAll(volume, resident);
    all?.push(secondsSince(start));
    if (packing) library?.push(librarySeconds(path, packing));
  }
  const [seconds, fill, inside] = [median(all), median(filling), median(library)];
  const notes = [`reading to 8 bits in memory ${((100 * fill) / seconds).toFixed(0)} % of it`];
  if (inside > 0) notes.push(`the library alone ${((100 * inside) / seconds).toFixed(0)} %`);
  printFigure(
    name,
    patches / seconds,
    'patches a CPU second',
    packing ? null : { atLeast: 10_000 },
    notes.join(', '),
  );
}

async function filled(volume: VolumeToRead): Promise<SharedArrayBuffer> {
  const buffer = new SharedArrayBuffer(edge ** 3);
  const done = await fillResident({ volume, buffer, from: 0, to: edge });
  if (!done.ok) throw new Error(JSON.stringify(done.failure));
  return buffer;
}

async function hashAll(volume: VolumeToRead, resident: SharedArrayBuffer | null): Promise<number> {
  const isotropic = { z: 8, y: 8, x: 8 };
  const subject = { kind: 'volume', name: 'spheres', shape, voxelSize: isotropic } as const;
  const plan = planCut(subject, settings);
  for (const part of plan.parts) {
    const ask = { ...settings, volume, part, keepResident: resident !== null };
    const task: DecodeTask & {
      resident: SharedArrayBuffer | null;
      residents: [];
      progress: MessagePort;
    } = { name: 'hash-part', ...ask, resident, residents: [], progress };
    // `as`: the answer of this task.
    const hashed = (await work(task)) as Outcome<unknown>;
    if (!hashed.ok) throw new Error(JSON.stringify(hashed.failure));
  }
  return plan.patches;
}

/** What Node's libraries take for the strips of a file, without anything of ours; 0 where there is none. */
function librarySeconds(path: string, packing: Packing): number {
  const unpack =
    packing === 'deflate' ? inflateSync : packing === 'Zstandard' ? zstdDecompressSync : null;
  if (!unpack) return 0;
  const file = readFileSync(path);
  const strips = [...stripsOf(file)];
  const start = process.cpuUsage();
  for (const strip of strips) unpack(strip, { chunkSize: 2 ** 17 });
  return secondsSince(start);
}

/** As `writePackedVolume` lays them out. */
function* stripsOf(file: Buffer): Generator<Uint8Array> {
  for (let at = file.readUInt32LE(4); at > 0; ) {
    const entries = file.readUInt16LE(at);
    const entry = (tag: number) => {
      for (let i = 0; i < entries; i++) {
        const from = at + 2 + 12 * i;
        if (file.readUInt16LE(from) === tag)
          return [file.readUInt32LE(from + 4), file.readUInt32LE(from + 8)];
      }
      throw new Error(`no tag ${tag}`);
    };
    const [[count = 0, offsets = 0], [, lengths = 0]] = [entry(273), entry(279)];
    for (let i = 0; i < count; i++) {
      const [offset, length] =
        count === 1
          ? [offsets, lengths]
          : [file.readUInt32LE(offsets + 4 * i), file.readUInt32LE(lengths + 4 * i)];
      yield file.subarray(offset, offset + length);
    }
    at = file.readUInt32LE(at + 2 + 12 * entries);
  }
}

function secondsSince(start: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1e6;
}

function median(values: readonly number[] | undefined): number {
  return values?.toSorted((a, b) => a - b)[values.length >> 1] ?? 0;
}
