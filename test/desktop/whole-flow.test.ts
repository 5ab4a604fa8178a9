import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { findTestBrowser } from '../../scripts/find-browser.ts';
import { parseCsv } from '../../src/shared/csv.ts';
import { type OpenWindow, openWindow } from './open-window.ts';
import { smallPhantom, writeSmallPhantom } from './small-phantom.ts';
import { slow } from './window-hands.ts';

// One curator's afternoon, in the real window: from an empty project to a verified data set.

const executablePath = await findTestBrowser();
if (!executablePath) console.log('skipped: no Chromium here for the browser window');
const run = test.skipIf(!executablePath);

/** Small enough to run in seconds, large enough for 64 labels of both kinds. */
const volumes = smallPhantom(3);

let open: OpenWindow;
let page: Page;
let truth: ReadonlyMap<string, string>;

beforeAll(async () => {
  if (!executablePath) return;
  open = await openWindow(executablePath);
  page = open.page;
  page.setDefaultTimeout(slow.timeout);
  const folder = join(open.folder, 'volumes');
  await writeSmallPhantom(folder, volumes);
  const rows = parseCsv(readFileSync(join(folder, 'truth.csv'), 'utf8')) ?? [];
  truth = new Map(rows.slice(1).map(([name = '', label = '']) => [name, label]));
}, 240_000);

afterAll(() => open?.close());

/**
 * Types a folder into the picker, once it shows the one that it begins with: a test selects all and types faster
 * than any hand, and what arrived between would stay before the words.
 */
async function goToFolder(folder: string): Promise<void> {
  const box = page.getByLabel('Path');
  await expect.poll(() => box.inputValue(), slow).not.toBe('');
  await box.fill(folder);
  await page.keyboard.press('Enter');
}

run('a new project is made in a folder chosen by keyboard', async () => {
  await page.getByRole('button', { name: 'New project…' }).click();
  await goToFolder(open.folder);
  await page.getByLabel('Name', { exact: true }).fill('Trial');
  await page.getByRole('button', { name: 'Create project' }).click();
  await page.getByRole('heading', { name: 'Sources' }).waitFor();
  expect(existsSync(join(open.folder, 'Trial.emcurator', 'project.sqlite'))).toBe(true);
});

run('volumes are described before they are added', async () => {
  await page.getByRole('button', { name: 'Add sources…' }).first().click();
  await goToFolder(join(open.folder, 'volumes'));
  const names = page.getByRole('dialog').getByText(`${volumes[0]?.name}.tif`);
  await names.waitFor();
  for (const [i, { name }] of volumes.entries()) {
    const row = page.getByRole('dialog').getByText(`${name}.tif`);
    await row.click({ modifiers: i === 0 ? [] : ['Control'] });
  }
  await page.getByRole('button', { name: `Add ${volumes.length}` }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByText('72 patches').first().waitFor();
  expect(await dialog.getByText('uint8').count()).toBe(volumes.length);
  await dialog.getByRole('button', { name: `Add ${volumes.length} volumes` }).click();
  const table = page.getByRole('listbox', { name: 'Sources' });
  await table.getByText(volumes.at(-1)?.name ?? '').waitFor();
  // The file of each volume says its voxel size.
  expect(await table.textContent()).toContain('50 × 10 × 10');
});

run('a run fills the funnel', async () => {
  await page.getByRole('button', { name: /^Run 3 sources/ }).click();
  await page.getByText(/^Cut 216 patches and kept \d+ exemplars\.$/).waitFor({ timeout: 120_000 });
  await expect.poll(() => open.stage('Patches').textContent(), slow).toContain('216');
});

run('a key labels and goes on; undo takes it back; a reload loses nothing', async () => {
  await open.stage('Label').click();
  const tiles = page.getByRole('listbox', { name: 'Patches to label' }).getByRole('option');
  await tiles.first().waitFor();
  await open.gridReady();
  for (const key of ['f', 'd', 'f', 's']) await page.keyboard.press(key);
  const counts = () => open.ask<Record<string, number>>('query', 'labels.counts');
  await expect.poll(counts, slow).toMatchObject({ informative: 2, uninformative: 1, unsure: 1 });
  await page.keyboard.press('Control+z');
  await expect.poll(counts, slow).toMatchObject({ informative: 2, uninformative: 1, unsure: 0 });
  await page.keyboard.press('Control+Shift+z');
  await expect.poll(counts, slow).toMatchObject({ informative: 2, uninformative: 1, unsure: 1 });
  await page.reload();
  await open.stage('Label').waitFor();
  await expect.poll(() => open.stage('Label').textContent(), slow).toContain('4');
});

run('training, ROC and threshold', async () => {
  const file = join(open.folder, 'volumes', 'truth.csv');
  await open.ask('mutation', 'labels.import', { file, labels: null });
  await open.stage('Classifier').click();
  await page
    .getByRole('main')
    .getByRole('button', { name: /^Train/ })
    .first()
    .click();
  await page.getByText('AUC on the hold-out').first().waitFor({ timeout: 60_000 });
  const models = await open.ask<{ holdOut: { auc: number } }[]>('query', 'models.list');
  expect(models[0]?.holdOut.auc).toBeGreaterThan(0.7);
  await expect.poll(() => open.stage('Curated').textContent(), slow).toMatch(/\d/);
});

run('a person overrides the model, and the person wins', async () => {
  await open.stage('Curated').click();
  const kept = page.getByRole('listbox').first().getByRole('option');
  await kept.first().waitFor();
  await open.gridReady();
  const before = Number((await open.stage('Curated').textContent())?.replace(/\D/g, ''));
  await kept.first().click();
  await page.keyboard.press('d');
  await expect
    .poll(async () => Number((await open.stage('Curated').textContent())?.replace(/\D/g, '')), slow)
    .toBe(before - 1);
});

run('undo and redo are seen on whatever screen is shown', async () => {
  const curated = async () =>
    Number((await open.stage('Curated').textContent())?.replace(/\D/g, ''));
  const kept = await curated();
  await open.stage('Classifier').click();
  await page.getByRole('slider', { name: /^Threshold/ }).focus();
  for (let i = 0; i < 20; i++) await page.keyboard.press('ArrowRight');
  const use = page.getByRole('button', { name: /^Use threshold/ });
  const chosen = await use.textContent();
  await use.click();
  await page.getByRole('button', { name: `${chosen}`, disabled: true }).waitFor();
  await page.keyboard.press('Control+z');
  await expect.poll(() => use.textContent(), slow).not.toBe(chosen);
  await expect.poll(curated, slow).toBe(kept);

  const rows = page.getByRole('listbox', { name: 'Sources' }).getByRole('option');
  await open.stage('Sources').click();
  await rows.first().click();
  await page.getByRole('button', { name: /^Remove source/ }).click();
  await expect.poll(() => rows.count(), slow).toBe(2);
  await page.keyboard.press('Control+z');
  await expect.poll(() => rows.count(), slow).toBe(3);

  const all = page.getByRole('listbox', { name: 'Exemplars' }).getByRole('option').first();
  await open.stage('Exemplars').click();
  const before = Number(await all.getAttribute('aria-setsize'));
  await page.keyboard.press('Control+Shift+z');
  const total = async () => Number(await all.getAttribute('aria-setsize'));
  await expect.poll(total, slow).toBeLessThan(before);
  await open.stage('Patches').click();
  const table = page.getByRole('table').getByRole('row');
  // Titles and the total are rows too.
  await expect.poll(() => table.count(), slow).toBe(4);
  await page.keyboard.press('Control+z');
  await expect.poll(() => table.count(), slow).toBe(5);
});

run('labels go to a file and come back from it, in one action that can be undone', async () => {
  const counts = () => open.ask<{ informative: number }>('query', 'labels.counts');
  const files = async (item: RegExp) => {
    await page.getByRole('button', { name: 'Files' }).click();
    await page.getByRole('menuitem', { name: item }).click();
    await goToFolder(open.folder);
  };
  const inDialog = (name: string) => page.getByRole('dialog').getByRole('button', { name });
  await open.stage('Label').click();
  await files(/^CSV: patch, label, reason/);
  await page.getByLabel('Name', { exact: true }).fill('mine');
  await inDialog('Export labels').click();
  await page.getByText(/^Wrote \d+ labels to .*mine\.csv\.$/).waitFor();
  const { informative } = await counts();
  await page.getByRole('button', { name: /^Queue: / }).click();
  await page.getByLabel('What').selectOption('labelled');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: /^Queue: Labelled/ }).waitFor();
  await open.gridReady();
  await page
    .getByRole('option', { name: /, informative/ })
    .first()
    .click();
  await page.keyboard.press('d');
  await expect.poll(counts, slow).toMatchObject({ informative: informative - 1 });
  await files(/^Import labels/);
  await page.getByRole('dialog').getByText('mine.csv').click();
  await inDialog('Look at the labels').click();
  await page.getByLabel('Take those of the file').check();
  await inDialog('Import 1 label').click();
  await page
    .getByText(/^Imported 1 labels; \d+ were there already\.$/)
    .first()
    .waitFor();
  expect(await counts()).toMatchObject({ informative });
  await page.getByRole('button', { name: 'Undo import' }).click();
  await expect.poll(counts, slow).toMatchObject({ informative: informative - 1 });
  await page.keyboard.press('Control+z');
  await expect.poll(counts, slow).toMatchObject({ informative });

  await files(/^Import labels/);
  await goToFolder(join(open.folder, 'volumes'));
  await page.getByRole('dialog').getByText(`${volumes[0]?.name}.tif`).click();
  await inDialog('Look at the labels').click();
  await page.getByText(/is not a label file/).waitFor();
  await inDialog('Cancel').click();
});

run('the paper’s pair of label files is written and read', async () => {
  const dialog = page.getByRole('dialog');
  const toFolder = () => goToFolder(open.folder);
  await page.getByRole('button', { name: 'Files' }).click();
  await page.getByRole('menuitem', { name: /^Pair of \.npy files/ }).click();
  await toFolder();
  await page.getByLabel('Name', { exact: true }).fill('trial-paths.npy');
  await dialog.getByRole('button', { name: 'Export labels' }).click();
  await page
    .getByText(/^Wrote \d+ labels to .*trial-paths\.npy and .*trial-labels\.npy\.$/)
    .waitFor();
  await page.getByRole('button', { name: 'Files' }).click();
  await page.getByRole('menuitem', { name: /^Import labels/ }).click();
  for (const name of ['trial-paths.npy', 'trial-labels.npy']) {
    await toFolder();
    await dialog.getByText(name).click();
    await dialog.getByRole('button', { name: 'Look at the labels' }).click();
  }
  // Unsure labels are "none" in the paper's words, so they would come back as no label.
  await dialog.getByText('Pair of .npy files, as the paper’s').waitFor();
  await dialog.getByRole('button', { name: 'Cancel' }).click();
});

run('every job that ran can be looked up with what it came to', async () => {
  await page.getByRole('button', { name: /^\d+ jobs$/ }).click();
  const jobs = page.getByRole('list', { name: 'Last jobs' });
  await jobs.getByText(/^Cut 216 patches and kept \d+ exemplars\.$/).waitFor();
  await jobs.getByText(/^Trained on \d+ labels/).waitFor();
  await page.keyboard.press('Escape');
});

run('the Lorenz figure is saved as SVG', async () => {
  await open.stage('Balance').click();
  await page.getByText('Gini coefficient').waitFor();
  await page.getByRole('button', { name: /^Save Lorenz/ }).click();
  const download = page.waitForEvent('download');
  await page.getByRole('menuitem', { name: /SVG/ }).click();
  const svg = readFileSync(await (await download).path(), 'utf8');
  expect(svg).toMatch(/^<svg|^<\?xml/);
  expect(svg).toContain('curated');
});

run('the curated set is exported, and verified byte by byte', async () => {
  await open.stage('Export').click();
  await page.getByRole('button', { name: /^Export [\d,]+ patches/ }).click();
  await goToFolder(open.folder);
  await page.getByLabel('Name', { exact: true }).fill('handed-on');
  await page
    .getByRole('dialog')
    .getByRole('button', { name: /^Export/ })
    .click();
  const folder = join(open.folder, 'handed-on');
  await page.getByRole('button', { name: `Verify ${folder}` }).click({ timeout: 60_000 });
  await page.getByText(/Everything is as it was written/).waitFor({ timeout: 60_000 });
  const manifest = parseCsv(readFileSync(join(folder, 'manifest.csv'), 'utf8')) ?? [];
  const [titles = [], ...rows] = manifest;
  const file = titles.indexOf('file');
  const decision = titles.indexOf('decision');
  expect(rows.length).toBeGreaterThan(10);
  // All patches carry a label by now: those kept are the informative ones, and no other.
  for (const row of rows) {
    const name = row[file]?.replace(/\.tiff$/, '') ?? '';
    expect(row[decision]).toBe('informative');
    expect(existsSync(join(folder, 'data', row[file] ?? ''))).toBe(true);
    expect(truth.has(name)).toBe(true);
  }
});

const stages = [
  'Sources',
  'Patches',
  'Exemplars',
  'Curated',
  'Balance',
  'Export',
  'Label',
  'Classifier',
];

run.each(stages.flatMap((name) => [[name, 'dark'] as const, [name, 'light'] as const]))(
  'axe finds nothing on %s, %s',
  async (name, scheme) => {
    await page.emulateMedia({ colorScheme: scheme });
    await page.evaluate(`localStorage.clear()`);
    await page.reload();
    await open.stage(name).click();
    await page.getByRole('heading', { level: 1 }).first().waitFor();
    await open.ready();
    await open.still();
    const shown = await page.evaluate(`document.documentElement.dataset.mantineColorScheme`);
    expect(shown).toBe(scheme);
    expect(await open.accessibilityFindings()).toEqual([]);
  },
);

run('nothing in all this broke the page’s policy or wrote an error', async () => {
  expect(await open.complaints()).toEqual([]);
});
