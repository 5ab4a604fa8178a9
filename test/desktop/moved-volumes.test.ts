import { renameSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { findTestBrowser } from '../../scripts/find-browser.ts';
import type { Project } from '../../src/shared/project.ts';
import { type OpenWindow, openWindow } from './open-window.ts';
import { smallPhantom, writeSmallPhantom } from './small-phantom.ts';
import { slow } from './window-hands.ts';

// A project made from a data set, whose volumes are not here: what needs them says so, and they are found again.

const executablePath = await findTestBrowser();
if (!executablePath) console.log('skipped: no Chromium here for the browser window');
const run = test.skipIf(!executablePath);

const volumes = smallPhantom(3).slice(0, 2);

let open: OpenWindow;
let page: Page;

beforeAll(async () => {
  if (!executablePath) return;
  open = await openWindow(executablePath);
  page = open.page;
  page.setDefaultTimeout(slow.timeout);
  const folder = join(open.folder, 'volumes');
  await writeSmallPhantom(folder, volumes);
  await open.ask('mutation', 'project.create', { folder: join(open.folder, 'Trial') });
  await page.reload();
  const paths = volumes.map(({ name }) => join(folder, `${name}.tif`));
  await open.job('sources.add', { paths });
  await open.job('jobs.run', {});
  const dataset = join(open.folder, 'exemplars');
  await open.job('exports.start', { folder: dataset, set: 'dedup' });
  const again = join(open.folder, 'Again');
  await open.job('datasets.import', { dataset, project: again });
  renameSync(folder, join(open.folder, 'disk'));
  await open.ask('mutation', 'project.open', { folder: `${again}.emcurator` });
  await page.reload();
}, 240_000);

afterAll(() => open?.close());

const absent = () =>
  open.ask<Project>('query', 'project.current').then((project) => project.absentVolumes);

/** Screenshots for people, where a folder for them is named. */
async function picture(name: string): Promise<void> {
  const folder = process.env['EMCURATOR_SCREENSHOTS'];
  if (folder) await page.screenshot({ path: join(folder, `${name}.png`) });
}

run('around a patch, and in a source, it says that the volume is not here', async () => {
  await open.stage('Label').click();
  await open.gridReady();
  await page.keyboard.press('Space');
  const context = page.getByRole('region', { name: /^Context of / });
  await context.getByText(/^The volume .* is not here: this project was made/).waitFor();
  await context.getByRole('img', { name: /^Patch / }).waitFor();
  await picture('absent-context');
  expect(await open.accessibilityFindings()).toEqual([]);
  await page.keyboard.press('Escape');
  await open.stage('Sources').click();
  await page.getByText(/^This project was made from a data set: 2 volumes are not here/).waitFor();
  await page
    .getByText(volumes[0]?.name ?? '', { exact: true })
    .first()
    .click();
  const inspector = page.getByRole('complementary', { name: volumes[0]?.name ?? '' });
  await inspector.getByText(/is not here: this project was made/).waitFor();
  await picture('absent-source');
  expect(await open.accessibilityFindings()).toEqual([]);
  await page.keyboard.press('Escape');
});

run('an export of the raw set says what it would need', async () => {
  const started = open.job('exports.start', { folder: join(open.folder, 'raw'), set: 'raw' });
  await expect(started).rejects.toThrow('volumes-not-here');
});

run('moved volumes are looked for, put in place, and undo takes it back', async () => {
  await page.getByRole('main').getByRole('button', { name: 'Find moved volumes…' }).click();
  const asked = page.getByRole('dialog', { name: 'Find moved volumes' });
  const path = asked.getByRole('textbox', { name: 'Path' });
  await path.fill(join(open.folder, 'disk'));
  await path.press('Enter');
  await asked.getByText(join(open.folder, 'disk'), { exact: true }).first().waitFor();
  await asked.getByRole('button', { name: 'Look below this folder' }).click();
  const found = page.getByRole('dialog', { name: 'Find moved volumes' });
  await found.getByText(/^Found the files of 2 volumes by content/).waitFor();
  await found.getByText(join(open.folder, 'disk', `${volumes[1]?.name}.tif`)).waitFor();
  await picture('found-volumes');
  expect(await open.accessibilityFindings()).toEqual([]);
  expect(await absent()).toBe(2);
  await found.getByRole('button', { name: 'Put 2 volumes in place' }).click();
  await page
    .getByText(/^Put the files of 2 volumes in place/)
    .first()
    .waitFor();
  expect(await absent()).toBe(0);
  await page.keyboard.press('Control+z');
  await expect.poll(absent, slow).toBe(2);
  await page.keyboard.press('Control+Shift+z');
  await expect.poll(absent, slow).toBe(0);
});

run('then what is around a patch is shown', async () => {
  await open.stage('Label').click();
  await open.gridReady();
  await page.keyboard.press('Space');
  await page.locator('img[alt^="Cross-section of "][data-here]').waitFor();
  await page.keyboard.press('Escape');
  expect(await open.complaints()).toEqual([]);
});
