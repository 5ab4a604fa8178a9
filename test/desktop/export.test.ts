import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { findTestBrowser } from '../../scripts/find-browser.ts';
import { parseCsv } from '../../src/shared/csv.ts';
import { explain } from '../../src/shared/failure.ts';
import type { Job } from '../../src/shared/job.ts';
import { type OpenWindow, openWindow } from './open-window.ts';
import { smallPhantom, writeSmallPhantom } from './small-phantom.ts';

// The Export screen with the real engine behind it: chosen, written, held, cut off, gone on with, checked.

const executablePath = await findTestBrowser();
if (!executablePath) console.log('skipped: no Chromium here for the browser window');
const run = test.skipIf(!executablePath);

const volumes = smallPhantom(3);
/** How long to wait for what should be there at once: other tests share the machine. */
const slow = { timeout: 30_000 };

let open: OpenWindow;
let page: Page;

beforeAll(async () => {
  if (!executablePath) return;
  open = await openWindow(executablePath);
  page = open.page;
  page.setDefaultTimeout(slow.timeout);
  const folder = join(open.folder, 'volumes');
  await writeSmallPhantom(folder, volumes);
  await ask('mutation', 'project.create', { folder: join(open.folder, 'Trial') });
  await page.reload();
}, 240_000);

afterAll(() => open?.close());

/** Asks the engine as the window itself does. */
async function ask<T>(operation: 'query' | 'mutation', path: string, input?: unknown): Promise<T> {
  const answer = await page.evaluate(async (body) => {
    const headers = { 'content-type': 'application/json' };
    return (await fetch('api/call', { method: 'POST', headers, body })).json();
  }, JSON.stringify({ operation, path, input }));
  // `as`: the caller names the type that the procedure's schema promises.
  return (answer as { data: T }).data;
}

async function job(path: string, input: object): Promise<void> {
  const started = await ask<{ value: { job: number } }>('mutation', path, input);
  const state = async () =>
    (await ask<Job[]>('query', 'jobs.list')).find(({ id }) => id === started.value.job)?.state;
  await expect.poll(state, { timeout: 120_000, interval: 100 }).toBe('done');
}

const stage = (name: string) =>
  page.getByRole('navigation', { name: 'Flow' }).getByRole('button', { name });
const main = () => page.getByRole('main');
const plan = () => page.getByRole('complementary', { name: 'What will be written' });

const field = (name: string) => page.getByRole('textbox', { name });
const licence = () => page.getByRole('combobox', { name: 'Licence' });

async function toExport(): Promise<void> {
  await stage('Export').click();
  await plan().getByRole('listitem').first().waitFor();
}

/** Answers the question where to, by keyboard. */
async function exportTo(name: string): Promise<void> {
  await page.getByRole('dialog').getByRole('textbox', { name: 'Path' }).fill(open.folder);
  await page.keyboard.press('Enter');
  await page.getByLabel('Name', { exact: true }).fill(name);
  await page.getByRole('dialog').getByRole('button', { name: 'Export here' }).click();
}

run('without patches the screen says what comes first', async () => {
  await stage('Export').click();
  await page.getByText('There are no patches to export yet').waitFor();
  expect(await open.accessibilityFindings()).toEqual([]);
  await page.getByRole('button', { name: 'Go to the sources' }).click();
  await page.getByRole('heading', { name: 'Sources', level: 1 }).waitFor();
  const paths = volumes.map(({ name }) => join(open.folder, 'volumes', `${name}.tif`));
  await job('sources.add', { paths });
  // Small patches are many: an export of them can be held while it runs.
  await job('jobs.run', { patchSize: 48 });
});

run('what is chosen shows at once what it comes to', async () => {
  await toExport();
  await main().getByText('Raw', { exact: true }).click();
  await page.getByRole('button', { name: 'Export 4,704 patches…' }).waitFor();
  await page.getByLabel('Pictures').selectOption('png');
  await page.getByRole('switch', { name: /^Split by source/ }).press('Space');
  await field('Train').fill('60');
  await field('Seed').fill('5');
  const rows = main().getByRole('table').first().getByRole('row');
  await expect.poll(() => rows.allTextContents(), slow).toContain('Train60.0%1,56833.3%1');
  expect(await field('Validation').inputValue()).toBe('20 %');
  await page.getByRole('switch', { name: /^Sampling weights/ }).press('Space');
  await page.getByText(/^Gamma 0\.50\. /).waitFor();
  const names = () => plan().getByRole('listitem').allTextContents();
  await expect.poll(names, slow).toEqual(expect.arrayContaining([expect.stringMatching(/\.png$/)]));
});

run('a licence that the sources do not allow leads to the source, where it is mended', async () => {
  await licence().fill('CC-BY-4.0');
  const conflicts = page.getByRole('status', { name: 'Licences that do not fit' });
  await conflicts.getByText(/no licence stated/).waitFor();
  expect(await open.accessibilityFindings()).toEqual([]);
  const table = volumes.map(({ name }) => `${name},CC-BY-4.0,A lab`).join('\n');
  writeFileSync(join(open.folder, 'sources.csv'), `source,licence,attribution\n${table}\n`);
  await conflicts.getByRole('button', { name: volumes[0]?.name ?? '' }).click();
  await page.getByRole('complementary', { name: volumes[0]?.name ?? '' }).waitFor();
  await page.getByRole('button', { name: 'Metadata' }).click();
  await page.getByRole('menuitem', { name: /^Fill in/ }).click();
  await page.getByRole('dialog').getByRole('textbox', { name: 'Path' }).fill(open.folder);
  await page.keyboard.press('Enter');
  await page.getByRole('dialog').getByText('sources.csv').click();
  await page.getByRole('button', { name: 'Look at the table' }).click();
  await page.getByRole('button', { name: 'Change 3 sources' }).click();
  await page.getByText(/^Took over the metadata of 3 sources/).waitFor();
  await toExport();
  await expect.poll(() => conflicts.count(), slow).toBe(0);
});

run('a reload brings back what was chosen', async () => {
  await page.reload();
  await toExport();
  expect(await page.getByLabel('Pictures').inputValue()).toBe('png');
  expect(await field('Train').inputValue()).toBe('60 %');
  expect(await licence().inputValue()).toBe('CC-BY-4.0');
});

run('an export is held and goes on, all by keyboard', async () => {
  await page.getByRole('heading', { name: 'Export', level: 1 }).click();
  await page.keyboard.press('e');
  await exportTo('handed-on');
  const pause = main().getByRole('button', { name: /^Pause: / });
  const resume = main().getByRole('button', { name: /^Resume: / });
  await pause.focus();
  await page.keyboard.press('Enter');
  await main()
    .getByText(/^Export the raw set: paused$/)
    .waitFor();
  expect(await open.accessibilityFindings()).toEqual([]);
  expect(existsSync(join(open.folder, 'handed-on'))).toBe(false);
  await resume.focus();
  await page.keyboard.press('Enter');
  await main()
    .getByText(/^Exported 4,704 patches to /)
    .waitFor({ timeout: 120_000 });
  const manifest = readFileSync(join(open.folder, 'handed-on', 'manifest.csv'), 'utf8');
  const [titles = [], ...rows] = parseCsv(manifest) ?? [];
  expect(rows.length).toBe(4704);
  const parts = new Set(rows.map((row) => row[titles.indexOf('split')]));
  expect([...parts].sort()).toEqual(['test', 'train', 'validation']);
});

run('an export that closing the project cut off is offered again, and goes on', async () => {
  await page.keyboard.press('e');
  await exportTo('cut-off');
  await main()
    .getByRole('button', { name: /^Pause: / })
    .waitFor();
  await ask('mutation', 'project.close');
  await ask('mutation', 'project.open', { folder: join(open.folder, 'Trial') });
  await page.reload();
  await stage('Export').click();
  await page.getByRole('button', { name: 'Go on where it stopped' }).click();
  await main()
    .getByText(/^Exported 4,704 patches to .*cut-off/)
    .waitFor({ timeout: 120_000 });
  const manifest = (name: string) => readFileSync(join(open.folder, name, 'manifest.csv'), 'utf8');
  expect(manifest('cut-off')).toBe(manifest('handed-on'));
});

run('two data sets are compared', async () => {
  const mine = join(open.folder, 'cut-off');
  await page.getByRole('button', { name: `Compare… ${mine}` }).click();
  await page.getByRole('dialog').getByRole('textbox', { name: 'Path' }).fill(open.folder);
  await page.keyboard.press('Enter');
  await page.getByRole('dialog').getByText('handed-on').click();
  await page.getByRole('dialog').getByRole('button', { name: 'Compare' }).click();
  await main()
    .getByText(/No difference: 4,704 patches are the same\./)
    .waitFor({ timeout: 60_000 });
});

run('a check finds all as it was written, and then names the one file that is not', async () => {
  const folder = join(open.folder, 'handed-on');
  const verify = page.getByRole('button', { name: `Verify ${folder}` });
  await page.keyboard.press('w');
  await verify.click();
  await page.getByText(/Everything is as it was written/).waitFor({ timeout: 60_000 });
  const names = readdirSync(join(folder, 'data'), { recursive: true, encoding: 'utf8' });
  const name = names.filter((each) => each.endsWith('.png')).sort()[7] ?? '';
  const file = join(folder, 'data', name);
  const bytes = readFileSync(file);
  bytes[bytes.length >> 1] = 255 - (bytes[bytes.length >> 1] ?? 0);
  writeFileSync(file, bytes);
  await verify.click();
  await main().getByText(`${file} is not the file that was written`).waitFor({ timeout: 60_000 });
  for (const colorScheme of ['dark', 'light'] as const) {
    await page.emulateMedia({ colorScheme });
    expect(await open.accessibilityFindings()).toEqual([]);
  }
});

run('flipbooks of the exemplars are written around each', async () => {
  await main().getByText('Dedup', { exact: true }).click();
  await page.getByRole('button', { name: 'Flipbooks…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Flipbooks' });
  await dialog.getByLabel('Sections').fill('3');
  await dialog.getByLabel('Most of a source').fill('2');
  expect(await open.accessibilityFindings()).toEqual([]);
  await dialog.getByRole('button', { name: 'Write flipbooks…' }).click();
  const asked = page.getByRole('dialog', { name: 'Flipbooks to a new folder' });
  await asked.getByRole('textbox', { name: 'Path' }).fill(open.folder);
  await page.keyboard.press('Enter');
  await asked.getByRole('button', { name: 'Write here' }).click();
  const folder = join(open.folder, 'Trial-flipbooks');
  await expect.poll(() => existsSync(folder), { timeout: 60_000 }).toBe(true);
  const names = readdirSync(join(folder, 'data'), { recursive: true, encoding: 'utf8' });
  expect(names.filter((name) => /\.tiff?$/.test(name)).length).toBe(6);
});

/** By the project's menu, from a data set to a project of the same name. */
async function projectFrom(dataset: string): Promise<void> {
  const dialog = page.getByRole('dialog');
  const toFolder = async () => {
    await dialog.getByRole('textbox', { name: 'Path' }).fill(open.folder);
    await page.keyboard.press('Enter');
  };
  await page.getByRole('button', { name: 'Trial', exact: true }).click();
  await page.getByRole('menuitem', { name: 'New from a data set…' }).click();
  await toFolder();
  await dialog.getByText(dataset).click();
  await dialog.getByRole('button', { name: 'Choose the data set' }).click();
  await toFolder();
  await dialog.getByRole('button', { name: 'Make the project' }).click();
}

run(
  'a data set of exemplars becomes a project of its own; a raw one is refused in words',
  async () => {
    await job('exports.start', { folder: join(open.folder, 'exemplars'), set: 'dedup' });
    await projectFrom('cut-off');
    await page
      .getByText(explain({ kind: 'dataset-raw', path: join(open.folder, 'cut-off') }))
      .waitFor();
    await projectFrom('exemplars');
    await page.getByRole('button', { name: 'exemplars', exact: true }).waitFor({ timeout: 60_000 });
  },
);

run('nothing in all this broke the page’s policy or wrote an error', async () => {
  expect(await open.complaints()).toEqual([]);
});
