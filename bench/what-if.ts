// How soon a moved slider shows, and what choosing the most diverse patches takes. Run: node bench/what-if.ts
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { findTestBrowser } from '../scripts/find-browser.ts';
import { xorshift32 } from '../src/main/engine/kernel/xorshift32.ts';
import { diverseInBlocks } from '../src/main/engine/score/diverse-in-blocks.ts';
import { farthestFirst } from '../src/main/engine/score/farthest-first.ts';
import {
  type BalancePlanRules,
  balancePlanRules,
  type PlanSource,
} from '../src/shared/balance-plan.ts';
import { plannedCounts } from '../src/shared/planned-counts.ts';
import { openWindow } from '../test/desktop/open-window.ts';
import { cpuMilliseconds } from './cpu-milliseconds.ts';
import { writeLargeProject } from './large-project.ts';
import { printFigure } from './print-figure.ts';

/** As many sources and exemplars as the paper has volumes and 1.1 million patches, unevenly spread. */
const sourceCount = 600;
const budgetMs = 50;
const steps = 40;
const sources = paperLikeSources();

measureCounts();
await measureDiverse();
const executablePath = await findTestBrowser();
if (executablePath) await measureWindow(executablePath);

function paperLikeSources(): readonly PlanSource[] {
  const { next } = xorshift32(3);
  const techniques = ['FIB-SEM', 'TEM', 'SBF-SEM', 'ssTEM', ''];
  return Array.from({ length: sourceCount }, (_, id) => {
    // Pareto with index 1.16: a fifth holds four fifths.
    const count = Math.min(150_000, Math.ceil(150 * (next() / 2 ** 32) ** (-1 / 1.16)));
    return {
      id: id + 1,
      name: `source-${id + 1}`,
      technique: techniques[next() % 5] ?? '',
      organism: ['mouse', 'human', ''][next() % 3] ?? '',
      tissue: '',
      available: { dedup: count, curated: Math.ceil(count / 2) },
    };
  });
}

function measureCounts(): void {
  const all = sources.reduce((sum, { available }) => sum + available.dedup, 0);
  const quotas: BalancePlanRules['quotas'] = [
    { by: 'technique', value: 'FIB-SEM', mostShare: 0.15 },
    { by: 'technique', value: 'TEM', mostShare: 0.15 },
    { by: 'organism', value: 'mouse', mostShare: 0.25 },
  ];
  const tried: Readonly<Record<string, Partial<BalancePlanRules>>> = {
    'a cap': { cap: 500 },
    'a target Gini coefficient': { targetGini: 0.3 },
    'target, gamma, minimum and three limits': { targetGini: 0.3, gamma: 0.3, minimum: 50, quotas },
  };
  for (const [name, some] of Object.entries(tried)) {
    const rules = balancePlanRules.parse({ base: 'dedup', ...some });
    const ms = cpuMilliseconds(() => void plannedCounts(sources, rules), 20);
    const note = `${sourceCount} sources, ${all.toLocaleString('en-US')} exemplars`;
    printFigure(`planned counts: ${name}`, ms, 'CPU ms', budgetMs, note);
  }
}

/** Half of a large source, in this thread alone; the engine uses one worker a core. */
async function measureDiverse(): Promise<void> {
  const [count, width] = [100_000, 64];
  const { next } = xorshift32(7);
  const values = Float32Array.from({ length: count * width }, () => next() / 2 ** 32);
  const farthest = async (rows: readonly number[], taken: readonly number[], most: number) => {
    const both = [...taken, ...rows];
    const of = new Float32Array(both.length * width);
    both.forEach((row, i) => {
      of.set(values.subarray(row * width, (row + 1) * width), i * width);
    });
    const found = farthestFirst(of, width, taken.length, Math.min(most, rows.length));
    return Array.from(found, (at) => both[at] ?? 0);
  };
  const rows = Array.from({ length: count }, (_, row) => row);
  const start = process.cpuUsage();
  await diverseInBlocks(rows, [], count / 2, farthest, async (blocks, work) => {
    for (const block of blocks) await work(block);
  });
  const { user, system } = process.cpuUsage(start);
  const seconds = (user + system) / 1e6;
  printFigure('the most diverse half of 100,000', seconds, 'CPU s', null, '64 values each');
}

/** The window asks its engine for sources, and gets the 600 of above. */
async function measureWindow(path: string): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'curator-what-if-'));
  const open = await openWindow(path);
  const { page } = open;
  try {
    const project = join(open.folder, 'large.emcurator');
    writeLargeProject(project, { volumes: 20, pictures: 100, labels: 10 });
    await page.route('**/api/call', async (route) => {
      const { path: asked } = route.request().postDataJSON();
      if (asked !== 'balance.plans.sources') return route.fallback();
      return route.fulfill({ json: { data: { ok: true, value: sources } } });
    });
    await page.evaluate(
      async (body) => {
        await fetch('api/call', {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body,
        });
      },
      JSON.stringify({ operation: 'mutation', path: 'project.open', input: { folder: project } }),
    );
    await page.reload();
    const flow = page.getByRole('navigation', { name: 'Flow' });
    await flow.getByRole('button', { name: 'Balance' }).click();
    await page.getByRole('radiogroup', { name: 'Part' }).getByText('What-if').click();
    for (const name of ['At most, of each source', 'Gini coefficient, at most', 'Gamma']) {
      await page.getByRole('slider', { name }).focus();
      await measureSlider(page, name, name === 'Gamma' ? 'ArrowRight' : 'ArrowLeft');
    }
  } finally {
    await open.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** From the key going down to the second frame after it, which shows what it changed. */
async function measureSlider(page: Page, name: string, key: string): Promise<void> {
  await page.evaluate(`
    window.moved = [];
    if (!window.listens) document.addEventListener('keydown', () => {
      const down = performance.now();
      requestAnimationFrame(() => setTimeout(() => window.moved.push(performance.now() - down)));
    }, true);
    window.listens = true;`);
  const client = await page.context().newCDPSession(page);
  await client.send('Performance.setTimeDomain', { timeDomain: 'threadTicks' });
  await client.send('Performance.enable');
  const busy = async () => {
    const { metrics } = await client.send('Performance.getMetrics');
    return 1000 * (metrics.find((metric) => metric.name === 'TaskDuration')?.value ?? Number.NaN);
  };
  const before = await busy();
  for (let i = 0; i < steps; i++) {
    await page.keyboard.press(key);
    await page.waitForTimeout(60);
  }
  const each = ((await busy()) - before) / steps;
  await client.detach();
  const moved = (await page.evaluate<number[]>('window.moved')).sort((a, b) => a - b);
  const at = (share: number) => moved[Math.floor(share * moved.length)] ?? Number.NaN;
  const what = `slider "${name}" to paint`;
  printFigure(`slider "${name}", a step`, each, 'CPU ms', budgetMs, 'main thread of the window');
  printFigure(`${what}, p50`, at(0.5), 'ms', null, `${moved.length} steps`);
  printFigure(`${what}, p95`, at(0.95), 'ms', budgetMs);
}
