// How opening, sorting, filtering, paging and memory grow with a project. Run: node bench/scale-growth.ts [folder to keep them in]
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { GridQuery } from '../src/shared/grid.ts';
import { given, openEngine } from '../test/flow/open-engine.ts';
import { engineProcess } from '../test/flow/process-tree.ts';
import { paperSize, writeLargeProject } from './large-project.ts';

/** Of the paper's set. */
const shares = [0.02, 0.1, 0.3, 1];
const rounds = 5;
const kept = process.argv[2];
const folder = kept ?? mkdtempSync(join(tmpdir(), 'curator-growth-'));

interface Row {
  readonly patches: number;
  /** ms of CPU of the engine, MB of its memory */
  readonly costs: Readonly<Record<string, number>>;
}

const rows: Row[] = [];
for (const share of shares) rows.push(await measure(share));
const names = Object.keys(rows[0]?.costs ?? {});
console.log(
  ['', ...rows.map(({ patches }) => `${(patches / 1e6).toFixed(2)} M`), 'grows as'].join(' | '),
);
for (const name of names) {
  const costs = rows.map((row) => row.costs[name] ?? 0);
  const shown = costs.map((cost) => (cost < 10 ? cost.toFixed(1) : cost.toFixed(0)));
  console.log([name, ...shown, `n^${exponent(name).toFixed(2)}`].join(' | '));
}
if (!kept) rmSync(folder, { recursive: true });

async function measure(share: number): Promise<Row> {
  const project = join(folder, `share-${share}.emcurator`);
  if (!existsSync(join(project, 'project.sqlite'))) {
    const of = (count: number) => Math.round(count * share);
    const { volumes, pictures, labels } = paperSize;
    writeLargeProject(project, {
      volumes: of(volumes),
      pictures: of(pictures),
      labels: of(labels),
    });
  }
  const engine = openEngine(folder);
  const { client } = engine;
  await client.project.current.query(); // the process has started
  const pid = engineProcess(process.pid, 'engine')?.pid ?? 0;
  const cost = async (work: (round: number) => Promise<unknown>, times = rounds) => {
    const spent: number[] = [];
    for (let round = 0; round < times; round++) {
      const before = cpuOf(pid);
      await work(round);
      spent.push(cpuOf(pid) - before);
    }
    return spent.sort((a, b) => a - b)[times >> 1] ?? 0;
  };
  const open = (query: GridQuery) => async (round: number) =>
    given(await client.grid.open.query({ ...query, seed: round + 1 }));
  const reopen = async () => {
    await client.project.close.mutate();
    given(await client.project.open.mutate({ folder: project }));
  };
  const { funnel } = given(await client.project.open.mutate({ folder: project }));
  const costs = {
    'open, ms CPU': await cost(reopen, 3),
    'random order, new seed': await cost(open({ set: 'all', order: 'random' })),
    'one of each source in turn, new seed': await cost(open({ set: 'all', order: 'per-source' })),
    'unlabelled, a known order': await cost(open({ set: 'unlabelled', order: 'position' })),
    'score of one band': await cost(
      open({ set: 'all', order: 'score-up', scoreFrom: 0.4, scoreTo: 0.6 }),
    ),
    'page of 200': await pageCost(),
    'engine, MB': memoryOf(pid),
  };
  await engine.close();
  return { patches: funnel.raw, costs };

  async function pageCost(): Promise<number> {
    const { view, total } = given(await client.grid.open.query({ set: 'all', order: 'random' }));
    const from = (round: number) => Math.floor((total * round) / rounds);
    return cost(async (round) =>
      given(await client.grid.page.query({ view, from: from(round), count: 200 })),
    );
  }
}

/** Of cost = a * patches^e, by least squares of the logarithms. */
function exponent(name: string): number {
  const points = rows.map(({ patches, costs }) => [Math.log(patches), Math.log(costs[name] ?? 1)]);
  const mean = (at: 0 | 1) =>
    points.reduce((sum, point) => sum + (point[at] ?? 0), 0) / rows.length;
  const [x, y] = [mean(0), mean(1)];
  const sum = (of: (dx: number, dy: number) => number) =>
    points.reduce((all, [px = 0, py = 0]) => all + of(px - x, py - y), 0);
  return sum((dx, dy) => dx * dy) / sum((dx) => dx * dx);
}

/** Run time of a process's main thread, milliseconds. */
function cpuOf(pid: number): number {
  return Number(readFileSync(`/proc/${pid}/schedstat`, 'utf8').split(' ')[0]) / 1e6;
}

function memoryOf(pid: number): number {
  const sizes = readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8');
  return Number(/^Pss:\s+(?<kb>\d+)/m.exec(sizes)?.groups?.['kb'] ?? 0) / 1024;
}
