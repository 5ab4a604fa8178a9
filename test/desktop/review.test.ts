import { join } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { findTestBrowser } from '../../scripts/find-browser.ts';
import type { Job } from '../../src/shared/job.ts';
import { type OpenWindow, openWindow } from './open-window.ts';
import { smallPhantom, writeSmallPhantom } from './small-phantom.ts';
import { askedByTest, slow } from './window-hands.ts';

// Looking over what the model decided, in the real window: bands of scores, overrides, the map.

const executablePath = await findTestBrowser();
if (!executablePath) console.log('skipped: no Chromium here for the browser window');
const run = test.skipIf(!executablePath);

/** 216 patches, cut along xy alone. */
const volumes = smallPhantom(3);

let open: OpenWindow;
let page: Page;

beforeAll(async () => {
  if (!executablePath) return;
  open = await openWindow(executablePath);
  page = open.page;
  page.setDefaultTimeout(slow.timeout);
  const folder = join(open.folder, 'volumes');
  await writeSmallPhantom(folder, volumes);
}, 240_000);

afterAll(() => open?.close());

const part = (name: string) => page.getByRole('radiogroup', { name: 'Part' }).getByText(name);
const plot = () => page.getByRole('application');
const chosen = async () =>
  Number(await page.locator('h2', { hasText: 'Chosen' }).locator('span').textContent());

async function boxOf(place: Locator) {
  const box = await place.boundingBox();
  if (!box) throw new Error('not shown');
  return box;
}

/** Around everything in the plot but its edge; `key` is held meanwhile. */
async function goAround(share: number, key?: string): Promise<void> {
  const box = await boxOf(plot());
  const corners = [
    [3, 3],
    [box.width * share, 3],
    [box.width * share, box.height - 3],
    [3, box.height - 3],
  ] as const;
  if (key) await page.keyboard.down(key);
  await page.mouse.move(box.x + 3, box.y + 3);
  await page.mouse.down();
  for (const [x, y] of corners) await page.mouse.move(box.x + x, box.y + y, { steps: 4 });
  await open.drawn(); // the line takes one point a frame
  await page.mouse.up();
  if (key) await page.keyboard.up(key);
}

run(
  'a project is cut, labelled by its truth and trained',
  async () => {
    await open.ask('mutation', 'project.create', { folder: join(open.folder, 'Trial.emcurator') });
    for (const { name } of volumes) {
      const metadata = { technique: 'ssTEM' };
      await open.job('sources.add', {
        paths: [join(open.folder, 'volumes', `${name}.tif`)],
        name,
        metadata,
      });
    }
    await open.job('jobs.run', {});
    const file = join(open.folder, 'volumes', 'truth.csv');
    await open.ask('mutation', 'labels.import', { file, labels: null });
    await open.job('models.train', {});
  },
  240_000,
);

run('a list of jobs that comes late does not bring back a job that has ended', async () => {
  const asked = Promise.withResolvers<void>();
  const asOfBefore = Promise.withResolvers<readonly Job[]>();
  let isHeld = false;
  await page.route('**/api/call', async (route, request) => {
    const isList = request.postData()?.includes('"jobs.list"') && !request.headers()[askedByTest];
    if (!isList || isHeld) return route.continue();
    isHeld = true;
    asked.resolve();
    return route.fulfill({ json: { data: await asOfBefore.promise } });
  });
  await page.reload();
  await asked.promise;
  await open.job('jobs.run', {});
  const [newest, ...others] = await open.jobs();
  if (!newest) throw new Error('no job');
  asOfBefore.resolve([{ ...newest, state: 'running', finishedAt: null }, ...others]);
  await page.getByRole('button', { name: `${others.length + 1} jobs` }).waitFor();
  await page.unroute('**/api/call');
  const underWay = page.getByRole('button', { name: /^Cancel: / });
  await expect.poll(() => underWay.count(), slow).toBe(0);
  await open.stage('Curated').click();
});

run('a drag over the scores narrows both sides, and all come back', async () => {
  const sides = page.getByRole('listbox', { name: /^(Kept|Dropped) exemplars/ });
  await sides.first().getByRole('option').first().waitFor();
  const first = () =>
    sides.first().getByRole('option').first().getAttribute('aria-setsize', slow).then(Number);
  const before = await first();
  const bars = await boxOf(page.getByRole('img', { name: /^Scores of all exemplars/ }));
  await page.mouse.move(bars.x + bars.width * 0.97, bars.y + 20);
  await page.mouse.down();
  await page.mouse.move(bars.x + bars.width * 0.6, bars.y + 20, { steps: 4 });
  await page.mouse.up();
  await page.getByText(/^Scores 0\.60 to 0\.97: /).waitFor();
  await expect.poll(first, slow).toBeLessThan(before);
  await page.getByRole('button', { name: 'All scores' }).click();
  await expect.poll(first, slow).toBe(before);
});

run('the slider under the scores does the same by keyboard', async () => {
  await page.getByRole('slider', { name: 'Lowest score shown' }).focus();
  for (let i = 0; i < 3; i++) await page.keyboard.press('ArrowRight');
  await page.getByText(/^Scores 0\.03 to 1\.00: /).waitFor();
  await page.getByRole('button', { name: 'All scores' }).click();
  await page.getByText(/^Scores 0\.03 to 1\.00: /).waitFor({ state: 'detached' });
});

run('near the threshold, a decision against the model says that it was made by hand', async () => {
  await part('Near the threshold').click();
  const tiles = page
    .getByRole('listbox', { name: 'Exemplars near the threshold' })
    .getByRole('option');
  const isKept = tiles.filter({ hasText: /kept$/ }).first();
  await isKept.waitFor();
  await open.gridReady();
  const tile = page.locator(`[data-at="${await isKept.getAttribute('data-at')}"]`);
  await tile.click();
  await page.keyboard.press('d');
  await tile.filter({ hasText: /^by hand/ }).waitFor();
  await page.keyboard.press('Control+z');
  await tile.filter({ hasText: /^by hand/ }).waitFor({ state: 'detached' });
});

run('the map is made, gone around, added to and taken from', async () => {
  await part('Map').click();
  await page.getByText(/^No map yet/).waitFor();
  expect(await open.accessibilityFindings()).toEqual([]);
  const make = page.getByRole('main').getByRole('button', { name: 'Make the map' });
  await expect.poll(() => make.first().isEnabled(), slow).toBe(true);
  await page.keyboard.press('m');
  const made = async () => {
    const [newest] = await open.jobs();
    return `${newest?.kind} ${newest?.state} ${JSON.stringify(newest?.failure)}`;
  };
  await expect.poll(made, { timeout: 120_000 }).toBe('map done null');
  await plot().waitFor();
  await goAround(0.995);
  await expect.poll(chosen, slow).toBeGreaterThan(20);
  const all = await chosen();
  await goAround(0.5, 'Alt');
  await expect.poll(chosen, slow).toBeLessThan(all);
  await goAround(0.5, 'Control');
  await expect.poll(chosen, slow).toBe(all);
  const tiles = page.getByRole('listbox', { name: 'Exemplars chosen on the map' });
  await tiles.getByRole('option').first().waitFor();
  await open.gridReady();
  expect(await open.accessibilityFindings()).toEqual([]);
});

run('keys choose what is seen on the map, and the pointer’s point is named', async () => {
  await page.getByRole('button', { name: 'Choose none' }).click();
  await plot().focus();
  await page.keyboard.press('Enter');
  await expect.poll(chosen, slow).toBeGreaterThan(20);
  const all = await chosen();
  for (const key of ['+', '+', '+', '+', 'ArrowLeft']) await page.keyboard.press(key);
  await page.keyboard.press('Enter');
  await expect.poll(chosen, slow).toBeLessThan(all);
  await page.keyboard.press('Home');
  await page.keyboard.press('Enter');
  await expect.poll(chosen, slow).toBe(all);
});

run('more like one of the chosen, and back to the map as it was', async () => {
  const before = await chosen();
  await open.gridReady();
  await page.getByRole('listbox').getByRole('option').first().click();
  await page.keyboard.press('l');
  await page.getByRole('heading', { level: 1, name: /^Like / }).waitFor();
  await open.gridReady();
  await open.stage('Curated').click();
  await plot().waitFor();
  expect(await chosen()).toBe(before);
});

run('a label given beside the map is seen on it, and stays', async () => {
  await page.getByRole('radiogroup', { name: 'Colour' }).getByText('Label').click();
  const groups = page.getByRole('list', { name: 'Colours and shapes' });
  const informative = () =>
    groups
      .getByRole('button', { name: /^informative/ })
      .textContent()
      .then((words) => Number(words?.replace(/\D/g, '')));
  await open.gridReady();
  const before = await informative();
  await page
    .getByRole('option', { name: /, informative/ })
    .first()
    .click();
  // The map is asked for again once labels rest.
  const askedAgain = page.waitForResponse(
    (response) => response.request().postData()?.includes('"map.current"') ?? false,
  );
  await page.keyboard.press('x');
  await expect.poll(informative, slow).toBe(before - 1);
  await (await askedAgain).finished();
  await open.drawn();
  expect(await informative()).toBe(before - 1);
});

run('the map is saved as a picture and as text', async () => {
  const save = async (as: string) => {
    await page.getByRole('button', { name: /^Save Map/ }).click();
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('menuitem', { name: as }).click(),
    ]);
    return file.suggestedFilename();
  };
  expect(await save('Save as PNG')).toBe('map-of-embeddings.png');
  expect(await save('Save as CSV')).toBe('map-of-embeddings.csv');
});

run('nothing in all this broke the page’s policy or wrote an error', async () => {
  expect(await open.complaints()).toEqual([]);
});
