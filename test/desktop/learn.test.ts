import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { findTestBrowser } from '../../scripts/find-browser.ts';
import { parseCsv } from '../../src/shared/csv.ts';
import { type OpenWindow, openWindow } from './open-window.ts';
import { smallPhantom, writeSmallPhantom } from './small-phantom.ts';
import { slow } from './window-hands.ts';

// The model learns while a person labels page after page, in the real window.

const executablePath = await findTestBrowser();
if (!executablePath) console.log('skipped: no Chromium here for the browser window');
const run = test.skipIf(!executablePath);

const volumes = smallPhantom(5, 12);

let open: OpenWindow;
let page: Page;

beforeAll(async () => {
  if (!executablePath) return;
  open = await openWindow(executablePath);
  page = open.page;
  page.setDefaultTimeout(slow.timeout);
  const folder = join(open.folder, 'volumes');
  await writeSmallPhantom(folder, volumes);
  await open.ask('mutation', 'project.create', { folder: join(open.folder, 'Learning') });
  await open.job('sources.add', { paths: volumes.map(({ name }) => join(folder, `${name}.tif`)) });
  await open.job('jobs.run', {});
  await labelByTruth(join(folder, 'truth.csv'), 0.4);
  await open.job('models.train', {});
  await page.reload();
  await open.stage('Label').click();
  await open.gridReady();
}, 240_000);

afterAll(() => open?.close());

/** A share of the patches, as the phantom's truth has them; the rest waits for the tests. */
async function labelByTruth(file: string, share: number): Promise<void> {
  const rows = parseCsv(readFileSync(file, 'utf8')) ?? [];
  const truth = new Map(rows.slice(1).map(([name = '', label = '']) => [name, label]));
  const patches = await open.patchesOf({ set: 'all', order: 'random', seed: 3 });
  const some = patches.slice(0, Math.round(patches.length * share));
  const marks = ['informative', 'uninformative'].map((value) => ({
    ordinals: some.filter(({ name }) => truth.get(name) === value).map(({ ordinal }) => ordinal),
    value,
  }));
  await open.ask('mutation', 'labels.decide', { marks });
}

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
const counted = async () => ({
  waiting: (await open.patchesOf({ set: 'unlabelled', order: 'position' })).length,
});
const learnings = async () =>
  (await open.jobs()).filter(({ title }) => title === 'Learn from labels').length;

run('a committed page is learnt from, and the line tells what moved', async () => {
  await model().waitFor();
  expect(await learnSwitch().isChecked()).toBe(true);
  await page.keyboard.press('q');
  await page.getByLabel('What').selectOption('near-threshold');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Queue: Near the threshold · 10% at random' }).waitFor();
  await open.gridReady();
  await page.keyboard.press('a');
  await expect.poll(() => suggested().count(), slow).toBeGreaterThan(5);
  await open.ready();
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
    await open.ready();
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
  const atRest = async () => (await open.jobs()).every(({ state }) => state !== 'running');
  await expect.poll(atRest, { timeout: 60_000 }).toBe(true);
  await open.ready();
  const before = await learnings();
  await page.keyboard.press('Shift+L');
  await expect.poll(() => learnSwitch().isChecked(), slow).toBe(false);
  const { waiting } = await counted();
  await page.keyboard.press('Enter');
  await expect.poll(async () => (await counted()).waiting, slow).toBeLessThan(waiting);
  await open.ready();
  expect(await learnings()).toBe(before);
  // Switched on again it takes up the page that was left out: it was not learnt from before.
  await page.keyboard.press('Shift+L');
  await expect.poll(learnings, slow).toBe(before + 1);
  await page.keyboard.press('Shift+L');
  await expect.poll(() => learnSwitch().isChecked(), slow).toBe(false);
  await page.reload();
  await open.stage('Label').click();
  await learnSwitch().waitFor();
  expect(await learnSwitch().isChecked()).toBe(false);
});

run('nothing in all this broke the page’s policy or wrote an error', async () => {
  expect(await open.complaints()).toEqual([]);
});
