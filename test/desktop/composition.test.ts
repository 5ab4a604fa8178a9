import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { findTestBrowser } from '../../scripts/find-browser.ts';
import { type OpenWindow, openWindow } from './open-window.ts';
import { smallPhantom, writeSmallPhantom } from './small-phantom.ts';

// What the sets are made of, what is lost, crop yields and the report, in the real window.

const executablePath = await findTestBrowser();
if (!executablePath) console.log('skipped: no Chromium here for the browser window');
const run = test.skipIf(!executablePath);

const volumes = smallPhantom(3, 6);
const slow = { timeout: 30_000 };
/** A source whose name would be markup, were it not escaped. */
const hostile = '<img src=x onerror=alert(1)>';

let open: OpenWindow;
let page: Page;

beforeAll(async () => {
  if (!executablePath) return;
  open = await openWindow(executablePath);
  page = open.page;
  page.setDefaultTimeout(slow.timeout);
  await writeSmallPhantom(join(open.folder, 'volumes'), volumes);
}, 240_000);

afterAll(() => open?.close());

/** Asks the engine as the window itself does. */
async function ask<T>(path: string, input: unknown, operation = 'mutation'): Promise<T> {
  const answer = await page.evaluate(async (body) => {
    const response = await fetch('api/call', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body,
    });
    return response.json();
  }, JSON.stringify({ operation, path, input }));
  // `as`: every procedure used here answers with an outcome, but for the list of jobs.
  const { data } = answer as { data: { ok: boolean; value: T; failure: unknown } };
  if (data.ok === false) throw new Error(`${path}: ${JSON.stringify(data.failure)}`);
  return data.value ?? (data as T);
}

async function job(path: string, input: unknown): Promise<void> {
  await ask(path, input);
  const newest = async () => {
    const jobs = await ask<{ state: string }[]>('jobs.list', undefined, 'query');
    return jobs[0]?.state;
  };
  await expect.poll(newest, { timeout: 120_000, interval: 100 }).toBe('done');
}

const flow = (name: string) =>
  page.getByRole('navigation', { name: 'Flow' }).getByRole('button', { name });
const part = (name: string) =>
  page.getByRole('radiogroup', { name: 'Part' }).getByText(name, { exact: true });

async function saved(menu: string, as: string): Promise<{ name: string; text: string }> {
  await page.getByRole('button', { name: menu }).click();
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('menuitem', { name: as }).click(),
  ]);
  return { name: file.suggestedFilename(), text: readFileSync(await file.path(), 'latin1') };
}

run(
  'a project is cut, labelled by its truth and trained',
  async () => {
    await ask('project.create', { folder: join(open.folder, 'Trial.emcurator') });
    for (const [i, { name }] of volumes.entries()) {
      const path = join(open.folder, 'volumes', `${name}.tif`);
      const technique = i === 0 ? 'SBF-SEM; TEM' : ' sbf-sem';
      await job('sources.add', { paths: [path], change: { technique } });
    }
    await job('jobs.run', {});
    await ask('labels.import', { file: join(open.folder, 'volumes', 'truth.csv'), labels: null });
    await job('models.train', {});
    const [first] = await ask<{ id: number }[]>('sources.list', undefined, 'query');
    await ask('sources.set', { source: first?.id, change: { name: hostile, licence: hostile } });
    await flow('Balance').click();
  },
  240_000,
);

run('composition shows each field, and a row of its table opens the patches', async () => {
  await part('Composition').click();
  await page.getByRole('img', { name: 'Technique of patches' }).waitFor();
  await page.getByText('1 source has several values and is counted for each.').waitFor();
  const technique = page.getByRole('region', { name: 'Technique' });
  await technique.getByRole('row', { name: /^TEM 1 / }).waitFor();
  expect(await open.accessibilityFindings()).toEqual([]);
  await technique.getByRole('button', { name: 'TEM', exact: true }).click();
  await page.getByRole('heading', { level: 1, name: 'Technique TEM' }).waitFor();
  await page.getByRole('listbox').getByRole('option').first().waitFor();
});

run('a bar names its number, and a click on it opens the same patches', async () => {
  await flow('Balance').click();
  const plot = page.getByRole('img', { name: 'Technique of patches' });
  await plot.waitFor();
  const box = await plot.boundingBox();
  if (!box) throw new Error('not shown');
  await page.mouse.move(box.x + box.width * 0.6, box.y + box.height * 0.5);
  await page.getByText(/^(raw|dedup|curated): share of the set's patches [\d.]+%, /).waitFor();
  await page.mouse.click(box.x + box.width * 0.6, box.y + box.height * 0.5);
  await page.getByRole('heading', { level: 1, name: /^Technique / }).waitFor();
  await flow('Balance').click();
  await page.getByText('By experiment').click();
  const csv = await saved('Save Technique of experiments', 'Save as CSV');
  expect(csv.name).toBe('technique-of-experiments.csv');
  expect(csv.text).toContain("series,Share of the set's experiments,");
  const svg = await saved('Save Pixel spacing of experiments', 'Save as SVG');
  expect(svg.text).toContain('<svg');
});

run(
  'losses show the flow, survival, sources and reasons, and open what is behind them',
  async () => {
    await part('Losses').click();
    await page.getByRole('img', { name: 'Patches from stage to stage' }).waitFor();
    await page.getByRole('heading', { name: 'Unusually uninformative sources' }).waitFor();
    await page.getByText('With fewer than five sources none can be called unusual.').waitFor();
    expect(await open.accessibilityFindings()).toEqual([]);
    const defects = page.getByRole('region', { name: 'Defects' });
    await defects.getByText(/not of all that were dropped/).waitFor();
    await defects.getByRole('table').getByRole('button').first().click();
    await page.getByRole('heading', { level: 1, name: /^Labelled uninformative: / }).waitFor();
    await page.getByRole('listbox').getByRole('option').first().waitFor();
    await flow('Balance').click();
    const sources = page.getByRole('region', { name: 'Unusually uninformative sources' });
    await sources.getByRole('button', { name: hostile }).click();
    await page.getByRole('heading', { level: 1, name: `Rejected of ${hostile}` }).waitFor();
    await flow('Balance').click();
  },
);

run('a key scores a cross-section, and its scores lie over it', async () => {
  await part('Crop yield').click();
  await page.getByText(/^Training shows a network random crops/).waitFor();
  expect(await open.accessibilityFindings()).toEqual([]);
  await page.keyboard.press('s');
  const canvas = page.locator('canvas');
  await canvas.waitFor({ timeout: 60_000 });
  await expect
    .poll(() => page.evaluate("document.querySelector('img[alt^=Cross]').naturalWidth"), slow)
    .toBeGreaterThan(0);
  await canvas.hover({ position: { x: 20, y: 20 } });
  await page.getByText(/^Score [01]\.\d\d at row \d+, column \d+$/).waitFor();
  const alpha = () =>
    page.evaluate(
      "document.querySelector('canvas').getContext('2d').getImageData(2, 2, 1, 1).data[3]",
    );
  await expect.poll(alpha, slow).toBeGreaterThan(0);
  await page.getByText('Section alone').click();
  await expect.poll(alpha, slow).toBe(0);
  await page.getByText('Informative part', { exact: true }).click();
  expect(await open.accessibilityFindings()).toEqual([]);
});

run('scores and figure are saved, more sections are scored, and one is taken out', async () => {
  const png = await saved('Save scores of', 'Save as PNG');
  expect(png.text.slice(1, 4)).toBe('PNG');
  const csv = await saved('Save scores of', 'Save as CSV');
  expect(csv.text).toContain('\ny0,y1,x0,x1,score\n');
  await page.getByRole('button', { name: 'Score the middle of each source' }).click();
  const rows = page.getByRole('table', { name: 'Scored cross-sections' }).locator('tbody tr');
  await expect.poll(() => rows.count(), { timeout: 60_000 }).toBe(volumes.length);
  await page
    .getByRole('button', { name: /^Take out / })
    .first()
    .click();
  await expect.poll(() => rows.count(), slow).toBe(volumes.length - 1);
  const figure = await saved('Save Crops without an informative pixel', 'Save as CSV');
  expect(figure.text).toContain('one square at a random place,0.01,');
});

const onPaper = (words: string) => page.getByLabel('Report').getByText(words, { exact: true });

run('the report is shown, saved whole, and what is in a name stays text', async () => {
  await part('Report').click();
  await onPaper('Sets and balance').waitFor();
  await onPaper('Crop yield').waitFor();
  await onPaper(hostile).first().waitFor();
  expect(await page.locator('img[src="x"]').count()).toBe(0);
  expect(await open.accessibilityFindings()).toEqual([]);
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Save report' }).click(),
  ]);
  expect(file.suggestedFilename()).toBe('Trial-report.html');
  const { html } = await ask<{ html: string }>('composition.report', undefined, 'query');
  expect(readFileSync(await file.path(), 'utf8')).toBe(html);
  expect(html).not.toContain(hostile);
});

run('the saved file opens by itself without a word of complaint', async () => {
  const { html } = await ask<{ html: string }>('composition.report', undefined, 'query');
  const alone = await page.context().newPage();
  const errors: string[] = [];
  alone.on('console', (message) => errors.push(message.text()));
  await alone.setContent(html);
  const background = await alone.evaluate(
    "getComputedStyle(document.querySelector('article')).maxWidth",
  );
  expect([background, errors]).toEqual(['1000px', []]);
  await alone.close();
});

run('printing shows the report alone, over several pages, and then the window again', async () => {
  await page.evaluate('window.print = () => { window.wasPrinted = true; }');
  await page.getByRole('button', { name: 'Print' }).click();
  expect(await page.evaluate('window.wasPrinted')).toBe(true);
  await page.emulateMedia({ media: 'print' });
  expect(await page.locator('#window').isVisible()).toBe(false);
  expect(await page.locator('#printed h1').isVisible()).toBe(true);
  const pdf = (await page.pdf()).toString('latin1');
  expect(pdf.match(/\/Type\s*\/Page\b/g)?.length ?? 0).toBeGreaterThan(3);
  await page.emulateMedia({ media: 'screen' });
  await page.evaluate("window.dispatchEvent(new Event('afterprint'))");
  expect(await page.locator('#printed').count()).toBe(0);
  expect(await page.locator('#window').isVisible()).toBe(true);
});

run('nothing in all this broke the page’s policy or wrote an error', async () => {
  expect(await open.complaints()).toEqual([]);
});
