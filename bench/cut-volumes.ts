// The whole stage "cut and hash" of a run, with its catalog and the real decode process: patches a wall
// second with one worker and with all in turn, and the memory of all processes. On a machine with other
// work, wall times say nothing of how well workers share; there the share of time that all have something
// to do, times what a CPU second yields beside one worker's, stands for the efficiency.
// Run: node bench/cut-volumes.ts [--shape 896,896,896] [--rounds 3] [--samples uint16] [--folder FOLDER]
// A volume larger than the memory that may be used: --shape 2048,2048,2048 --rounds 1 (8.6 GB of disk).
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { cutVolumes } from '../src/main/engine/run/cut/cut-volumes.ts';
import { addSources } from '../src/main/engine/run/source/add-sources.ts';
import type { TaskClient } from '../src/main/engine/run/task/task-client.ts';
import { clearVolume } from '../src/main/engine/run/volume/section-stretches.ts';
import { cutSettings } from '../src/shared/cut.ts';
import { succeed } from '../src/shared/failure.ts';
import { addRequest } from '../src/shared/source.ts';
import { processTree } from '../test/flow/process-tree.ts';
import { startTaskProcesses } from '../test/main/engine/run/process/task-processes.ts';
import { must, newProject } from '../test/main/engine/run/small-project.ts';
import { cpuByThread } from './cpu-by-thread.ts';
import { cpuSecondsOf } from './cpu-seconds-of.ts';
import { sampleMemory } from './memory-sampler.ts';
import { printFigure } from './print-figure.ts';
import { type MachineEfficiency, machineEfficiency } from './two-at-once.ts';
import { type WrittenType, writeSpheresVolume, writtenTypes } from './volume-file.ts';

const options = {
  shape: { type: 'string', default: '896,896,896' },
  rounds: { type: 'string', default: '3' },
  samples: { type: 'string', default: 'uint8' },
  folder: { type: 'string', default: tmpdir() },
} as const;
const { values: given } = parseArgs({ options });
const [z = 0, y = 0, x = 0] = given.shape.split(',').map(Number);
const folder = mkdtempSync(join(given.folder, 'cut-volumes-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
mkdirSync(join(folder, 'project'));
const path = join(folder, 'spheres.mrc');
const type: WrittenType | undefined = writtenTypes.find((known) => known === given.samples);
if (!type) throw new Error(`samples are ${writtenTypes.join(', ')}`);
writeSpheresVolume(path, { z, y, x }, { type });

const processes = startTaskProcesses();
const project = newProject(processes, join(folder, 'project'));
const { session } = project;
await project.job((context) =>
  addSources(
    session,
    processes.tasks,
    addRequest.parse({ paths: [path], source: 'spheres' }),
    context,
  ),
);
const settings = cutSettings.parse({});
const cut = session.catalog.cuts.find(settings);

interface Measured {
  readonly perSecond: number;
  readonly perCpuSecond: number;
  readonly megabytes: number;
  /** share of the time of all workers in which there is a unit for them */
  readonly busy: number;
  /** shares of the CPU time */
  readonly workers: number;
  readonly main: number;
  readonly files: number;
}
const one: Measured[] = [];
const all: Measured[] = [];
const machines: MachineEfficiency[] = [];
let patches = 0;
for (let round = 0; round < Number(given.rounds); round++) {
  all.push(await cutWith(watched(processes.tasks)));
  one.push(await cutWith(watched(oneAtATime(processes.tasks))));
  // In between, since a machine that is shared gives now more, now less.
  machines.push(await machineEfficiency(1));
}
const machine = {
  arithmetic: median(machines, 'arithmetic'),
  streaming: median(machines, 'streaming'),
};
await project.close();
processes.close();

const [alone, together] = [median(one, 'perSecond'), median(all, 'perSecond')];
const workers = availableParallelism();
const load = `load ${loadavg()[0]?.toFixed(1)}`;
const note = `${patches.toLocaleString('en-US')} patches of ${z} x ${y} x ${x}; ${load}`;
printFigure('cut and hash, all workers', together, 'patches a second', null, note);
printFigure('cut and hash, one worker', alone, 'patches a second', null);
printFigure(
  'the same',
  median(all, 'perCpuSecond'),
  'patches a CPU second',
  { atLeast: 10_000 },
  'of all processes',
);
const wall = (100 * together) / alone / workers;
printFigure(
  `wall efficiency of ${workers} workers`,
  wall,
  '%',
  null,
  `on an idle machine alone; ${load}`,
);
printFigure(
  'what the machine gives them, arithmetic alone',
  machine.arithmetic,
  '%',
  null,
  `reading and writing memory ${machine.streaming.toFixed(0)} %`,
);
printFigure(
  'wall efficiency of that',
  (100 * wall) / machine.arithmetic,
  '%',
  null,
  `on an idle machine alone; of memory's ${((100 * wall) / machine.streaming).toFixed(0)} %`,
);
const share = (of: 'workers' | 'main' | 'files') => `${(100 * median(one, of)).toFixed(0)} %`;
printFigure(
  `most that ${workers} workers can be`,
  workers * median(one, 'workers'),
  'times as fast as one',
  null,
  `of the CPU time workers have ${share('workers')}, catalog and messages ${share('main')}, files ${share('files')}`,
);
const yieldShare = median(all, 'perCpuSecond') / median(one, 'perCpuSecond');
const busy = median(all, 'busy');
const shares = `busy ${(100 * busy).toFixed(1)} % of the time, ${(100 * yieldShare).toFixed(1)} % of the patches a CPU second`;
printFigure(
  `efficiency of ${workers} workers`,
  100 * busy * yieldShare,
  '%',
  { atLeast: 90 },
  shares,
);
printFigure(
  'memory of all processes, most',
  Math.max(...all.map(({ megabytes }) => megabytes)),
  'MB',
  1024,
);

async function cutWith({ tasks, busyMs }: Watched): Promise<Measured> {
  for (const { id } of session.catalog.volumes.all()) await clearVolume(session, cut, id, '');
  const sampler = sampleMemory();
  const started = performance.now();
  const pids = processTree(process.pid).map(({ pid }) => pid);
  const cpu = cpuSecondsOf(pids);
  const before = cpuByThread(pids);
  let after = before;
  let seconds = 0;
  let cpuSeconds = 0;
  await project.job(async (context) => {
    must(succeed(await cutVolumes(session, tasks, cut, settings, context)));
    seconds = (performance.now() - started) / 1000;
    cpuSeconds = cpuSecondsOf(pids) - cpu;
    after = cpuByThread(pids);
    return succeed('cut');
  });
  patches = 0;
  for (const count of session.catalog.crossSections.patchesOfVolumes(cut).values())
    patches += count;
  const megabytes = Math.max(...(await sampler.stop()), 0);
  const busy = busyMs() / 1000 / seconds / availableParallelism();
  const [perSecond, perCpuSecond] = [patches / seconds, patches / cpuSeconds];
  const shareOf = (name: string) => ((after.get(name) ?? 0) - (before.get(name) ?? 0)) / cpuSeconds;
  const [workers, main, files] = ['WorkerThread', 'MainThread', 'libuv-worker'].map(shareOf);
  return {
    perSecond,
    perCpuSecond,
    megabytes,
    busy,
    workers: workers ?? 0,
    main: main ?? 0,
    files: files ?? 0,
  };
}

interface Watched {
  readonly tasks: TaskClient;
  /** milliseconds in which workers had a unit, of all workers together */
  busyMs(): number;
}

function watched(tasks: TaskClient): Watched {
  const workers = availableParallelism();
  let [sent, since, busy] = [0, performance.now(), 0];
  const count = (by: number) => {
    busy += Math.min(sent, workers) * (performance.now() - since);
    since = performance.now();
    sent += by;
  };
  return {
    busyMs: () => busy,
    tasks: {
      ...tasks,
      async decode(name, ...asked) {
        if (name !== 'hash-part') return tasks.decode(name, ...asked);
        count(1);
        try {
          return await tasks.decode(name, ...asked);
        } finally {
          count(-1);
        }
      },
    },
  };
}

/** Sends units one after another, so that one worker has all there is. */
function oneAtATime(tasks: TaskClient): TaskClient {
  let last: Promise<unknown> = Promise.resolve();
  return {
    ...tasks,
    decode(...asked) {
      const answer = last.then(() => tasks.decode(...asked));
      last = answer.catch(() => {});
      return answer;
    },
  };
}

function median<K extends string>(
  measured: readonly { readonly [k in K]: number }[],
  of: K,
): number {
  const values = measured.map((each) => each[of]).sort((a, b) => a - b);
  return values[values.length >> 1] ?? Number.NaN;
}
