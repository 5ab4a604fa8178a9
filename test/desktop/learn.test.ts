import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { findTestBrowser } from '../../scripts/find-browser.ts';
import { parseCsv } from '../../src/shared/csv.ts';
import type { GridPatch } from '../../src/shared/grid.ts';
import type { Job } from '../../src/shared/job.ts';
import { type OpenWindow, openWindow } from './open-window.ts';
import { smallPhantom, writeSmallPhantom } from './small-phantom.ts';

// The model learns while a person labels page after page, in the real window.

const executablePath = await findTestBrowser();
if (!executablePath) console.log('skipped: no Chromium here for the browser window');
const run = test.skipIf(!executablePath);

const volumes = smallPhantom(5, 12);

const slow = { timeout: 20_000 };

let open: OpenWindow;
let page: Page;

beforeAll(async () => {
  if (!executablePath) return;
  open = await openWindow(executablePath);
  page = open.page;
  page.setDefaultTimeout(slow.timeout);
  const folder = join(open.folder, 'volumes');
  await writeSmallPhantom(folder, volumes);
  await ask('mutation', 'project.create', { folder: join(open.folder, 'Learning') });
  await job('sources.add', { paths: volumes.map(({ name }) => join(folder, `${name}.tif`)) });
  await job('jobs.run', {});
  await labelByTruth(join(folder, 'truth.csv'), 0.4);
  await job('models.train', {});
  await page.reload();
  await stage('Label').click();
  await tiles().first().waitFor();
}, 120_000);

afterAll(() => open?.close());

async function ask<T>(operation: 'query' | 'mutation', path: string, input?: unknown): Promise<T> {
  const answer = await page.evaluate(async (body) => {
    const headers = { 'content-type': 'application/json' };
    return (await fetch('api/call', { method: 'POST', headers, body })).json();
  }, JSON.stringify({ operation, path, input }));
  // `as`: the caller names the type that the procedure's schema promises.
  const { data } = answer as { data?: { ok?: boolean; value: T } };
  if (!data || data.ok === false) throw new Error(`${path}: ${JSON.stringify(answer)}`);
  return data.ok === undefined ? (data as T) : data.value;
}

const jobs = () => ask<readonly Job[]>('query', 'jobs.list');

/** Starts a job and waits for its end. */
async function job(path: string, input: object): Promise<void> {
  const started = await ask<{ job: number }>('mutation', path, input);
  const state = async () => (await jobs()).find(({ id }) => id === started.job)?.state;
  for (let waited = 0; (await state()) !== 'done'; waited++) {
    if (waited > 450) throw new Error(`${path} is ${await state()}`);
    await page.waitForTimeout(200);
  }
}

async function patchesOf(query: object): Promise<readonly GridPatch[]> {
  const { view } = await ask<{ view: number }>('query', 'grid.open', query);
  const asked = { view, from: 0, count: 1000 };
  return (await ask<{ patches: GridPatch[] }>('query', 'grid.page', asked)).patches;
}

/** A share of the patches, as the phantom's truth has them; the rest waits for the tests. */
async function labelByTruth(file: string, share: number): Promise<void> {
  const rows = parseCsv(readFileSync(file, 'utf8')) ?? [];
  const truth = new Map(rows.slice(1).map(([name = '', label = '']) => [name, label]));
  const patches = await patchesOf({ set: 'all', order: 'random', seed: 3 });
  const some = patches.slice(0, Math.round(patches.length * share));
  const marks = ['informative', 'uninformative'].map((value) => ({
    ordinals: some.filter(({ name }) => truth.get(name) === value).map(({ ordinal }) => ordinal),
    value,
  }));
  await ask('mutation', 'labels.decide', { marks });
}

const stage = (name: string) =>
  page.getByRole('navigation', { name: 'Flow' }).getByRole('button', { name });
const tiles = () => page.getByRole('option', { name: /, / });
const model = () => page.getByRole('button', { name: /^Model \d+: / });
const offer = () => page.getByRole('button', { name: /^New order ready/ });
const learnSwitch = () => page.getByRole('switch', { name: 'Learn while labelling' });
const suggested = () => page.locator('[data-state="suggested"]');
const names = async () =>
  (await tiles().evaluateAll((all) => all.map((tile) => tile.getAttribute('aria-label') ?? '')))
    .map((label) => label.split(',')[0] ?? '')
    .filter((name) => name !== '');
const labelsLearnt = async () => {
  const [, labels = ''] = (await model().textContent())?.match(/: ([\d,]+) labels/) ?? [];
  return Number(labels.replaceAll(',', ''));
};
const learnings = async () =>
  (await jobs()).filter(({ title }) => title === 'Learn from labels').length;

run('a committed page is learnt from, and the line tells what moved', async () => {
  await model().waitFor();
  expect(await learnSwitch().isChecked()).toBe(true);
  await page.keyboard.press('q');
  await page.getByLabel('What').selectOption('near-threshold');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Queue: Near the threshold · 10% at random' }).waitFor();
  await page.keyboard.press('a');
  await expect.poll(() => suggested().count(), slow).toBeGreaterThan(5);
  const before = await labelsLearnt();
  await page.keyboard.press('Enter');
  await expect.poll(labelsLearnt, slow).toBeGreaterThan(before);
  expect(await model().textContent()).toMatch(/AUC \d\.\d{3} \([+±−]\d\.\d{3}\)$/);
});

run(
  'what is shown does not jump: the new order is offered, and comes with the next page',
  async () => {
    await offer().waitFor();
    const shown = await names();
    expect(shown.length).toBeGreaterThan(5);
    expect(await page.locator('main [role="status"]', { hasText: 'New order ready' }).count()).toBe(
      1,
    );
    for (const colorScheme of ['dark', 'light'] as const) {
      await page.emulateMedia({ colorScheme });
      expect(await open.accessibilityFindings(), colorScheme).toEqual([]);
    }
    expect(await names()).toEqual(shown);
    await page.keyboard.press('Enter');
    // The page is learnt from in turn, so that another offer may follow at once.
    await expect
      .poll(async () => (await names()).some((name) => shown.includes(name)), slow)
      .toBe(false);
    await expect.poll(() => suggested().count(), slow).toBeGreaterThan(5);
    const now = await names();
    expect(now.filter((name) => shown.includes(name))).toEqual([]);
  },
);

run('switched off it learns no more, and stays off after a reload', async () => {
  await expect.poll(async () => (await jobs())[0]?.state, { timeout: 60_000 }).toBe('done');
  const before = await learnings();
  await page.keyboard.press('Shift+L');
  await expect.poll(() => learnSwitch().isChecked()).toBe(false);
  await page.keyboard.press('f');
  await page.keyboard.press('Enter');
  await page.waitForTimeout(3000);
  expect(await learnings()).toBe(before);
  await page.reload();
  await stage('Label').click();
  await learnSwitch().waitFor();
  expect(await learnSwitch().isChecked()).toBe(false);
});

run('nothing in all this broke the page’s policy or wrote an error', async () => {
  expect(await open.complaints()).toEqual([]);
});
