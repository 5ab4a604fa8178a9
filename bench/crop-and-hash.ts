// Cuts an 8-bit volume in memory along three axes, crops it and hashes every patch, as the workers
// of a run do. Run: node bench/crop-and-hash.ts [edge]
// Reference: the paper's Python makes 1,700 patches a CPU second on the same kind of machine.
import { MessageChannel, type MessagePort } from 'node:worker_threads';
import { crossSectionReader } from '../src/main/engine/run/cross-section-reader.ts';
import type { DecodeTask, VolumeToRead } from '../src/main/engine/run/decode-task.ts';
import { work } from '../src/main/engine/run/decode-worker.ts';
import { planCut } from '../src/main/engine/run/planned-cut.ts';
import { cutSettings } from '../src/shared/cut.ts';
import { generateSpheres } from '../test/golden/generate-image.ts';
import { printFigure } from './print-figure.ts';

const edge = Number(process.argv[2] ?? 448);
const settings = cutSettings.parse({});
const shape = { z: edge, y: edge, x: edge };
const balls = { n: 600, rmax: 60, bg: 150, noise: 4, seed: 1 };
const { voxels } = generateSpheres({ d: edge, h: edge, w: edge, ...balls });
const resident = new SharedArrayBuffer(voxels.length);
new Uint8Array(resident).set(voxels);

const volume: VolumeToRead = {
  reference: { kind: 'file', path: 'in-memory.tif' }, // never opened: the volume is resident
  shape,
  sampleType: 'uint8',
  mapping: { rule: 'identity' },
  invert: false,
};
const voxelSize = { z: 8, y: 8, x: 8 };
const plan = planCut({ kind: 'volume', name: 'spheres', shape, voxelSize }, settings);
const { port1: progress } = new MessageChannel();

const rounds = 5;
const whole = [];
const cutting = [];
for (let round = 0; round < rounds; round++) {
  const start = process.cpuUsage();
  for (const { plane, slabs } of plan.planes) {
    for (const positions of slabs) {
      const ask = { ...settings, volume, plane, positions, keepResident: true };
      // `as`: a task of the table, with what the worker gets beside it.
      await work({ name: 'hash-slab', ...ask, resident, residents: [], progress } as DecodeTask &
        Around);
    }
  }
  whole.push(cpuSecondsSince(start));
  const cut = process.cpuUsage();
  for (const { plane, slabs } of plan.planes) {
    for (const positions of slabs) {
      await crossSectionReader(volume, resident, async (read) => {
        const end = (positions.at(-1) ?? 0) + 1;
        let last = await read(plane, positions[0] ?? 0, end);
        for (const position of positions) last = await read(plane, position, end);
        return last;
      });
    }
  }
  cutting.push(cpuSecondsSince(cut));
}
progress.close();

const note = `${plan.patches} patches of 224 x 224, three axes of ${edge} cubed; cutting alone takes ${median(cutting).toFixed(2)} of ${median(whole).toFixed(2)} CPU s`;
const perSecond = plan.patches / median(whole);
printFigure('cut, crop and hash', perSecond, 'patches a CPU second', { atLeast: 10_000 }, note);

type Around = { resident: SharedArrayBuffer; residents: []; progress: MessagePort };

function cpuSecondsSince(start: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1e6;
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1] ?? Number.NaN;
}
