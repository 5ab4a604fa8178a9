// A project as large as the paper's set, through the real engine process. Run: node bench/scale.ts [folder to keep it in]
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { GridQuery } from '../src/shared/grid.ts';
import { given, openEngine } from '../test/flow/open-engine.ts';
import { engineProcess, processTree } from '../test/flow/process-tree.ts';
import { paperSize, writeLargeProject } from './large-project.ts';
import { printFigure } from './print-figure.ts';

const rounds = 20;
const queries: Record<string, GridQuery> = {
  'all, random': { set: 'all', order: 'random' },
  'all, by position': { set: 'all', order: 'position' },
  'all, score up': { set: 'all', order: 'score-up' },
  'all, score down': { set: 'all', order: 'score-down' },
  'all, group size': { set: 'all', order: 'group-size' },
  'unlabelled, random': { set: 'unlabelled', order: 'random' },
  'labelled, by position': { set: 'labelled', order: 'position' },
  'kept, score down': { set: 'kept', order: 'score-down' },
  'dropped, score up': { set: 'dropped', order: 'score-up' },
  'near the threshold': { set: 'near-threshold', order: 'score-up' },
  overridden: { set: 'overridden', order: 'score-up' },
  'one source, random': { set: 'all', order: 'random', sources: [3] },
  'hold-out, random': { set: 'unlabelled', order: 'random', heldOut: true },
  'each source in turn': { set: 'unlabelled', order: 'per-source' },
  'unlabelled, near the threshold': { set: 'unlabelled', order: 'near-threshold' },
  'uncertain and different': { set: 'unlabelled', order: 'uncertain-diverse' },
  'a sample of 200': { set: 'all', order: 'random', sample: 200 },
  'the first queue of a window': { set: 'unlabelled', order: 'random', again: 0.02 },
  'some at random among the best': { set: 'unlabelled', order: 'score-down', randomShare: 0.1 },
  'the best of each source': { set: 'unlabelled', order: 'score-down', eachSource: true },
  'a band of scores': { set: 'all', order: 'score-up', scoreFrom: 0.4, scoreTo: 0.6 },
};

const scratch = mkdtempSync(join(tmpdir(), 'curator-scale-'));
const kept = process.argv[2];
const folder = join(kept ?? scratch, 'large.emcurator');
if (!existsSync(join(folder, 'project.sqlite'))) writeLargeProject(folder, paperSize);

const engine = openEngine(scratch);
const { client } = engine;
await client.project.current.query(); // the process has started
const pid = engineProcess(process.pid, 'engine')?.pid ?? 0;
let largestLog = 0;
try {
  await measureOpening();
  await measureGrids();
  await measureWaits();
  await measureGroups();
  await measureLabels();
  await measureLabelsMeanwhile();
  measureMemory('memory of our processes, after all this');
  printFigure('largest write-ahead log', largestLog / 2 ** 20, 'MB', null);
} finally {
  await engine.close();
  rmSync(scratch, { recursive: true, force: true });
}

async function measureOpening(): Promise<void> {
  const opened = await timed(async () => given(await client.project.open.mutate({ folder })));
  const { raw, dedup } = opened.value.funnel;
  console.log(`${raw} raw patches, ${dedup} exemplars`);
  printFigure('open the project', opened.wall, 'ms', 1000, `${opened.engine.toFixed(0)} ms CPU`);
  await wait(3000); // the backup after opening
  await spread('project (funnel)', 200, () => client.project.current.query());
  await spread('list of sources', 200, async () => given(await client.sources.list.query()));
}

async function measureGrids(): Promise<void> {
  const page = { view: 0, from: 0, count: 200 };
  for (const [name, query] of Object.entries(queries)) {
    await spread(`grid.open ${name}`, 200, async (round) => {
      const view = given(await client.grid.open.query({ ...query, seed: round }));
      page.view = view.view;
    });
  }
  await spread('grid.page of 200', 33, async (round) =>
    given(await client.grid.page.query({ ...page, from: round * 200 })),
  );
}

/** How long a small question waits while orders are worked out that nobody asked for before. */
async function measureWaits(): Promise<void> {
  const waits: number[] = [];
  let isDone = false;
  const asking = (async () => {
    while (!isDone) waits.push((await timed(() => client.jobs.list.query())).wall);
  })();
  for (let seed = 1000; seed < 1010; seed++) {
    for (const order of ['random', 'per-source'] as const) {
      given(await client.grid.open.query({ set: 'unlabelled', order, seed }));
    }
  }
  isDone = true;
  await asking;
  waits.sort((a, b) => a - b);
  const note = `p50 ${middle(waits)}, longest ${waits.at(-1)?.toFixed(1)} ms of ${waits.length}`;
  printFigure('a question while views open, p95', at95(waits), 'ms', 20, note);
}

/** Groups largest first, and what is in each. */
async function measureGroups(): Promise<void> {
  const view = given(await client.grid.open.query({ set: 'all', order: 'group-size' }));
  await spread('groups, page of 200 of the largest', 33, async (round) =>
    given(await client.grid.page.query({ view: view.view, from: round * 200, count: 200 })),
  );
  const shown = given(await client.grid.page.query({ view: view.view, from: 0, count: 100 }));
  await spread('members of a group', 200, async (round) => {
    const ordinal = shown.patches[round]?.ordinal ?? 0;
    return given(await client.groups.members.query({ ordinal, from: 0, count: 50 }));
  });
}

/** Labels while somebody else opens view after view. */
async function measureLabelsMeanwhile(): Promise<void> {
  const view = given(await client.grid.open.query({ set: 'unlabelled', order: 'random' }));
  const shown = given(await client.grid.page.query({ view: view.view, from: 0, count: 200 }));
  let isDone = false;
  const opening = (async () => {
    for (let seed = 2000; !isDone; seed++) {
      given(await client.grid.open.query({ set: 'unlabelled', order: 'random', seed }));
    }
  })();
  const mark = { value: 'informative', origin: 'hand', reason: null } as const;
  await report('label durable while views open', 100, 100, async (round) => {
    await wait(50);
    const ordinals = [shown.patches[round]?.ordinal ?? 0];
    return timed(async () =>
      given(await client.labels.decide.mutate({ marks: [{ ...mark, ordinals }] })),
    );
  });
  isDone = true;
  await opening;
}

/** With a listener, as a window is: every label makes the engine tell the project's new counts. */
async function measureLabels(): Promise<void> {
  const events = client.events.subscribe(undefined, { onData: () => {} });
  const view = given(await client.grid.open.query({ set: 'unlabelled', order: 'random' }));
  const shown = given(await client.grid.page.query({ view: view.view, from: 0, count: 1000 }));
  const labels = { value: 'informative', origin: 'hand', reason: null } as const;
  const decide = async (round: number, count: number) => {
    await wait(80); // a quick hand
    const ordinals = shown.patches.slice(round * count, (round + 1) * count).map((p) => p.ordinal);
    return timed(async () =>
      given(await client.labels.decide.mutate({ marks: [{ ...labels, ordinals }] })),
    );
  };
  const before = cpuMilliseconds();
  await report('label durable', 100, 100, (round) => decide(round, 1));
  const each = (cpuMilliseconds() - before) / 100;
  printFigure('engine main thread a label, events included', each, 'ms CPU', 20);
  await report('page of 40 labels durable', rounds, 100, (round) => decide(round, 40));
  await report('counts of labels', rounds, 100, () => timed(() => client.labels.counts.query()));
  await report('undo durable', rounds, 100, async () => {
    await wait(80);
    return timed(async () => given(await client.labels.undo.mutate()));
  });
  events.unsubscribe();
}

interface Timed<T> {
  readonly value: T;
  readonly wall: number;
  /** CPU of the engine's main thread meanwhile */
  readonly engine: number;
}

async function timed<T>(work: () => Promise<T>): Promise<Timed<T>> {
  const cpu = cpuMilliseconds();
  const start = performance.now();
  const value = await work();
  return { value, wall: performance.now() - start, engine: cpuMilliseconds() - cpu };
}

async function spread(name: string, budget: number, work: (round: number) => Promise<unknown>) {
  await report(name, rounds, budget, (round) => timed(() => work(round)));
}

async function report(
  name: string,
  count: number,
  budget: number,
  work: (round: number) => Promise<Timed<unknown>>,
): Promise<void> {
  const times: Timed<unknown>[] = [];
  for (let round = 0; round < count; round++) times.push(await work(round));
  const first = times[0]?.wall.toFixed(0) ?? '';
  const wall = times.map((time) => time.wall).sort((a, b) => a - b);
  const cpu = times.map((time) => time.engine).sort((a, b) => a - b);
  const note = `p50 ${middle(wall)} ms; CPU p50 ${middle(cpu)}, p95 ${at95(cpu).toFixed(1)} ms; the first ${first} ms`;
  printFigure(`${name}, p95`, at95(wall), 'ms', budget, note);
  const log = join(folder, 'project.sqlite-wal');
  if (existsSync(log)) largestLog = Math.max(largestLog, statSync(log).size);
}

/** @param ascending not empty */
function at95(ascending: readonly number[]): number {
  return ascending[Math.ceil(ascending.length * 0.95) - 1] ?? 0;
}

function middle(ascending: readonly number[]): string {
  return (ascending[ascending.length >> 1] ?? 0).toFixed(1);
}

/** Run time of the engine's main thread; 0 where the system does not tell. */
function cpuMilliseconds(): number {
  const path = `/proc/${pid}/schedstat`;
  return existsSync(path) ? Number(readFileSync(path, 'utf8').split(' ')[0]) / 1e6 : 0;
}

function measureMemory(name: string): void {
  if (!existsSync('/proc/self/smaps_rollup')) return;
  let total = 0;
  for (const { pid: one, command } of processTree(process.pid)) {
    const sizes = readFileSync(`/proc/${one}/smaps_rollup`, 'utf8');
    const megabytes = (key: string) =>
      Number(new RegExp(`^${key}:\\s+(\\d+)`, 'm').exec(sizes)?.[1] ?? 0) / 1024;
    const process = /(\w+)-process/.exec(command)?.[1] ?? 'shell';
    console.log(
      `  ${process}: PSS ${megabytes('Pss').toFixed(0)} MB, RSS ${megabytes('Rss').toFixed(0)} MB`,
    );
    total += megabytes('Pss');
  }
  printFigure(name, total, 'MB', 1000);
}
