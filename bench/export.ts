// Exports 100,000 patches, kills such an export and goes on, verifies it. Run: node bench/export.ts [patches] [format] [folder]
import { execFileSync } from 'node:child_process';
import { linkSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { deflateRawSync } from 'node:zlib';
import { openCatalog } from '../src/main/engine/catalog/open-catalog.ts';
import { type JobContext, jobRunner } from '../src/main/engine/job/job-runner.ts';
import { xorshift32 } from '../src/main/engine/kernel/xorshift32.ts';
import { packFile } from '../src/main/engine/run/exemplar/patch-packs.ts';
import { exportDataset } from '../src/main/engine/run/export/export-dataset.ts';
import { verifyFolder } from '../src/main/engine/run/export/verify-folder.ts';
import { openSession } from '../src/main/engine/run/project/session.ts';
import { exportOptions } from '../src/shared/export.ts';
import { explain, type Outcome } from '../src/shared/failure.ts';
import type { Job } from '../src/shared/job.ts';
import { given } from '../test/flow/open-engine.ts';
import { processTree } from '../test/flow/process-tree.ts';
import { startTaskProcesses } from '../test/main/engine/run/process/task-processes.ts';
import { wavyPicture } from './cpu-milliseconds.ts';
import { writeLargeProject } from './large-project.ts';
import { sampleMemory } from './memory-sampler.ts';
import { printFigure } from './print-figure.ts';

const patches = Number(process.argv[2] ?? 100_000);
const format = process.argv[3] ?? 'cem';
const scratch = mkdtempSync(join(process.argv[4] ?? tmpdir(), 'curator-export-'));
const edge = 224;
const inPack = 512;

/** As many exemplars as are asked for, and every pack a link to one of 512 pictures. */
function writeProject(folder: string): void {
  // A volume of 88 sections gives about 1,830 exemplars.
  writeLargeProject(folder, { volumes: Math.ceil(patches / 1830), pictures: 0, labels: 500 });
  const picture = wavyPicture(edge);
  const { byte } = xorshift32(5);
  const packed = Array.from({ length: inPack }, () =>
    deflateRawSync(
      picture.map((value) => value ^ (byte() & 7)),
      { level: 1 },
    ),
  );
  mkdirSync(join(folder, 'patches'));
  writeFileSync(packFile(folder, 0), Buffer.concat(packed));
  let offset = 0;
  const places = packed.map(({ length: bytes }) => {
    offset += bytes;
    return { offset: offset - bytes, bytes };
  });
  const catalog = given(openCatalog(folder, { readOnly: false }));
  const count = catalog.exemplars.nextOrdinal();
  catalog.commitUnit(() => {
    for (let ordinal = 0; ordinal < count; ordinal++) {
      const place = places[ordinal % inPack];
      const pack = ordinal - (ordinal % inPack);
      if (place) catalog.exemplars.setPlace(ordinal, { pack, ...place });
    }
  });
  catalog.close();
  for (let pack = inPack; pack < count; pack += inPack) {
    linkSync(packFile(folder, 0), packFile(folder, pack));
  }
}

const project = join(scratch, 'large.emcurator');
writeProject(project);
const session = given(openSession(project, 'bench', false));
const processes = startTaskProcesses();

/** Runs a job and measures what it costs: this process stands for the engine's, its workers are the real ones. */
async function measured(work: (context: JobContext) => Promise<Outcome<string>>) {
  const delay = monitorEventLoopDelay({ resolution: 5 });
  let last: Job | null = null;
  const runner = jobRunner(
    () => session.catalog.jobs,
    (job) => {
      last = job;
    },
  );
  const sampler = sampleMemory();
  const [from, cpu, workers] = [performance.now(), process.cpuUsage(), workerCpu()];
  delay.enable();
  given(runner.start('export', 'bench', work));
  while (runner.running()) await new Promise((resolve) => setTimeout(resolve, 20));
  delay.disable();
  const used = process.cpuUsage(cpu);
  const seconds = (performance.now() - from) / 1000;
  // `as`: a job tells of itself at least once.
  const job = last as unknown as Job;
  if (job.failure) throw new Error(explain(job.failure));
  return {
    seconds,
    engineCpu: (used.user + used.system) / 1e6,
    workerCpu: workerCpu() - workers,
    memory: await sampler.stop(),
    delay,
    result: job.result ?? '',
  };
}

/** CPU seconds that the processes started by this one have used so far. */
function workerCpu(): number {
  let ticks = 0;
  for (const { pid } of processTree(process.pid).slice(1)) {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    ticks += Number(fields[11]) + Number(fields[12]);
  }
  return ticks / 100;
}

try {
  const target = join(scratch, 'set');
  const options = exportOptions.parse({ set: 'dedup', format, gamma: 0.5 });
  const exported = await measured((context) =>
    exportDataset(session, processes.tasks, target, options, context),
  );
  const bytes = Number(execFileSync('du', ['-sb', target], { encoding: 'utf8' }).split('\t')[0]);
  const count = session.columns().count;
  const { seconds, memory, delay, engineCpu } = exported;
  console.log(`${count} patches, ${(bytes / 1e9).toFixed(2)} GB as ${format}: ${exported.result}`);
  printFigure('export', bytes / 1e6 / seconds, 'MB/s', { atLeast: 50 }, `${seconds.toFixed(0)} s`);
  printFigure('patches', count / seconds, '1/s', null);
  printFigure(
    'longest wait of the engine',
    delay.max / 1e6,
    'ms',
    20,
    `p99 ${(delay.percentile(99) / 1e6).toFixed(0)} ms`,
  );
  printFigure('CPU of the engine’s own process', engineCpu, 's', null);
  const ofWorkers = `${((bytes / 1e6 / exported.workerCpu) * 2).toFixed(0)} MB/s on two idle cores`;
  printFigure('CPU of the workers', exported.workerCpu, 's', null, ofWorkers);
  printFigure('memory, most', Math.max(...memory), 'MB', null, curve(memory));
  const verified = await measured((context) =>
    verifyFolder(session, processes.tasks, target, scratch, context),
  );
  console.log(verified.result);
  printFigure(
    'verify',
    bytes / 1e6 / verified.seconds,
    'MB/s',
    null,
    `${verified.seconds.toFixed(0)} s`,
  );
  printFigure(
    'memory of verify, most',
    Math.max(...verified.memory),
    'MB',
    null,
    curve(verified.memory),
  );
} finally {
  processes.close();
  await session.close();
  rmSync(scratch, { recursive: true, force: true });
}

/** Ten points over the whole time. */
function curve(memory: readonly number[]): string {
  const points = Array.from({ length: 10 }, (_, i) => memory[Math.floor((i * memory.length) / 10)]);
  return points.map((point) => (point ?? 0).toFixed(0)).join(' ');
}
