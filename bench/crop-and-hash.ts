// Cuts volumes from an uncompressed file along three axes, crops and hashes every patch, as the workers
// of a run do; reading counts. Run: node bench/crop-and-hash.ts [--edge 448] [--rounds 5] [--python FILE]
// Reference, in turn with it: the paper's way in Python (NumPy, Pillow), with an interpreter that has
// both; the plain twin where none is given.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { MessageChannel, type MessagePort } from 'node:worker_threads';
import type { PartHashes } from '../src/main/engine/hash/hash-part.ts';
import { differenceHash } from '../src/main/engine/kernel/difference-hash.ts';
import { work } from '../src/main/engine/run/process/decode-worker.ts';
import type { DecodeTask } from '../src/main/engine/run/task/decode-task.ts';
import type { VolumeToRead } from '../src/main/engine/run/task/worker-material.ts';
import { planCut } from '../src/main/engine/run/volume/planned-cut.ts';
import { cutSettings } from '../src/shared/cut.ts';
import type { Outcome } from '../src/shared/failure.ts';
import type { Shape } from '../src/shared/volume.ts';
import { wavyPicture } from './cpu-milliseconds.ts';
import { printFigure } from './print-figure.ts';
import { headerBytes, writeSpheresVolume } from './volume-file.ts';

type Around = { resident: null; residents: []; progress: MessagePort };

const options = {
  edge: { type: 'string', default: '448' },
  rounds: { type: 'string', default: '5' },
  python: { type: 'string' },
} as const;
const { values: given } = parseArgs({ options });
const edge = Number(given.edge);
const rounds = Number(given.rounds);
const settings = cutSettings.parse({});
const isotropic = { z: 8, y: 8, x: 8 };
const { port1: progress } = new MessageChannel();
const folder = mkdtempSync(join(tmpdir(), 'crop-and-hash-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));

const cubed = volumeOf({ z: edge, y: edge, x: edge }, 'cube.mrc');
const thin = volumeOf({ z: 20, y: 1024, x: 1024 }, 'thin.mrc');
const [ours, theirs, flat, partial] = [[], [], [], []] as number[][];
let sameHashes = 'no Python was given, so the plain twin is the reference';
for (let round = 0; round < rounds; round++) {
  const cut = await hashAll(cubed, ['xy', 'xz', 'yz']);
  ours?.push(cut.perSecond);
  if (given.python === undefined) theirs?.push(plainTwin());
  else {
    const paper = paperCut(given.python);
    theirs?.push(paper.perSecond);
    const isSame = paper.digest === cut.digest && paper.patches === cut.patches;
    sameHashes = isSame ? 'every hash is equal' : 'HASHES DIFFER';
    if (!isSame) process.exitCode = 1;
  }
  flat?.push((await hashAll(cubed, ['xy'])).perSecond);
  partial?.push((await hashAll(thin, ['xy', 'xz', 'yz'])).perSecond);
}
progress.close();

const unit = 'patches a CPU second';
const reference = given.python === undefined ? 'the plain twin' : "the paper's Python";
const [fast, slow] = [median(ours), median(theirs)];
const ratio = `${(fast / slow).toFixed(1)} times ${reference} in turn with it; ${sameHashes}`;
printFigure(
  `cut, crop and hash three axes of ${edge} cubed`,
  fast,
  unit,
  { atLeast: 10_000 },
  ratio,
);
printFigure(`${reference}, the same`, slow, unit, null);
printFigure('along xy alone', median(flat), unit, { atLeast: 10_000 });
printFigure(
  '20 planes of 1024 x 1024, three axes',
  median(partial),
  unit,
  null,
  'patches of 20 rows',
);

function volumeOf(shape: Shape, name: string): VolumeToRead {
  const path = join(folder, name);
  writeSpheresVolume(path, shape);
  const mapping = { rule: 'identity' } as const;
  return { reference: { kind: 'file', path }, shape, sampleType: 'uint8', mapping, invert: false };
}

async function hashAll(volume: VolumeToRead, planes: ('xy' | 'xz' | 'yz')[]) {
  const { shape } = volume;
  const subject = { kind: 'volume', name: 'spheres', shape, voxelSize: isotropic } as const;
  const plan = planCut(subject, { ...settings, planes });
  const found: { row: number; hashes: PartHashes }[] = [];
  const start = process.cpuUsage();
  for (const part of plan.parts) {
    const ask = { ...settings, volume, part, keepResident: false };
    const around: Around = { resident: null, residents: [], progress };
    const task: DecodeTask & Around = { name: 'hash-part', ...ask, ...around };
    // `as`: the answer of this task.
    const hashed = (await work(task)) as Outcome<PartHashes>;
    if (!hashed.ok) throw new Error(hashed.failure.kind);
    found.push({ row: part.row ?? 0, hashes: hashed.value });
  }
  const { user, system } = process.cpuUsage(start);
  const perSecond = plan.patches / ((user + system) / 1e6);
  return { perSecond, patches: plan.patches, digest: digestOf(found, plan.rows) };
}

/** In the order of the paper: along xz and yz the rows of boxes of a cross-section follow one another. */
function digestOf(found: readonly { row: number; hashes: PartHashes }[], rows: number): string {
  const digest = createHash('sha256');
  for (const { hashes } of found) digest.update(hashes.xy);
  for (const plane of ['xz', 'yz'] as const) {
    const parts = found.map(({ hashes }) => hashes[plane]).filter(({ length }) => length > 0);
    const each = (parts[0]?.length ?? 0) / edge;
    for (let section = 0; section < edge && rows > 0; section++) {
      for (const part of parts) digest.update(part.subarray(section * each, (section + 1) * each));
    }
  }
  return digest.digest('hex');
}

function paperCut(python: string): { perSecond: number; patches: number; digest: string } {
  if (cubed.reference.kind !== 'file') throw new Error('the volume is a file');
  const script = join(import.meta.dirname, 'paper-cut.py');
  const sizes = [headerBytes, edge, edge, edge, 1].map(String);
  const run = spawnSync(python, [script, cubed.reference.path, ...sizes], { encoding: 'utf8' });
  if (run.status !== 0) throw new Error(run.stderr);
  const [seconds, patches, digest = ''] = run.stdout.trim().split(' ');
  return { perSecond: Number(patches) / Number(seconds), patches: Number(patches), digest };
}

function plainTwin(): number {
  const size = { patchSize: 224, hashSize: 8 };
  const pixels = wavyPicture(224);
  const start = process.cpuUsage();
  for (let i = 0; i < 50; i++) differenceHash(pixels, 224, 224, size);
  const { user, system } = process.cpuUsage(start);
  return 50 / ((user + system) / 1e6);
}

function median(values: readonly number[] | undefined): number {
  return values?.toSorted((a, b) => a - b)[values.length >> 1] ?? Number.NaN;
}
