import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { buildApp } from '../../scripts/build.ts';
import { findTestBrowser } from '../../scripts/find-browser.ts';
import { generateSpheres } from '../golden/generate-image.ts';
import { writeVolume } from '../main/engine/run/small-project.ts';
import { askEngine } from './ask-engine.ts';
import { launchApp, type RunningApp } from './launch-app.ts';

// The built desktop app as it ships: its main process, preload, window and engine, nothing in between
// replaced. In real Electron where that is installed, else against the stand-in.

const root = join(import.meta.dirname, '..', '..');
const browser = await findTestBrowser();
if (!browser) console.log('skipped: no Chromium here for the desktop app');
const run = test.skipIf(!browser);
const slow = { timeout: 20_000 };

const home = mkdtempSync(join(tmpdir(), 'emcurator-app-'));
const project = join(home, 'Trial.emcurator');
const volume = join(home, 'spheres.tif');
const env = {
  HOME: home,
  USERPROFILE: home,
  EMCURATOR_CONFIG: join(home, 'config'),
  STANDIN_USER_DATA: join(home, 'user'),
};
let app: RunningApp;
let page: Page;

beforeAll(async () => {
  if (!browser) return;
  await buildApp();
  mkdirSync(env.STANDIN_USER_DATA);
  const shape = { z: 4, y: 672, x: 672 };
  const recipe = { d: 4, h: 672, w: 672, n: 160, rmax: 60, bg: 120, noise: 3, seed: 5 };
  writeVolume(volume, generateSpheres(recipe).voxels, shape, { z: 50, y: 10, x: 10 });
  app = await launchApp(join(root, 'out', 'main', 'app.js'), { env });
  page = await app.firstWindow();
  await page.evaluate(`
    window.violations = [];
    document.addEventListener('securitypolicyviolation', (event) =>
      window.violations.push(event.violatedDirective + ' ' + event.blockedURI + ' ' + event.sample));
  `);
}, 120_000);

afterAll(async () => {
  await app?.close();
  rmSync(home, { recursive: true, force: true });
});

const stage = (name: string) =>
  page.getByRole('navigation', { name: 'Flow' }).getByRole('button', { name });

/** What the catalog on disk holds, read by another process while the app has the project open. */
function labelsOnDisk(): number {
  const cli = join(root, 'out', 'main', 'cli.js');
  const words = [cli, 'status', project, '--json', '--read-only'];
  const text = execFileSync(process.execPath, words, { encoding: 'utf8', env: cliEnv() });
  // `as`: the shape that the command's own test holds it to.
  return (JSON.parse(text) as { project: { funnel: { labels: number } } }).project.funnel.labels;
}

const cliEnv = () => ({ ...process.env, EMCURATOR_CONFIG: join(home, 'other-config') });

const clickMenu = (id: string) =>
  app.evaluate(({ Menu }, item) => Menu.getApplicationMenu()?.getMenuItemById(item)?.click(), id);

run('a project that is opened shows its funnel in the window', async () => {
  await page.getByRole('button', { name: 'New project…' }).waitFor();
  const created = await askEngine(page, 'mutation', 'project.create', { folder: project });
  expect(created).toMatchObject({ ok: true });
  await stage('Sources').waitFor();
  expect(await stage('Sources').textContent()).toBe('Sources0');
  await expect.poll(() => page.title(), slow).toBe('Trial · EM Curator');
});

run('sources are added through the dialog of the operating system', async () => {
  await app.evaluate(({ dialog }, path) => {
    Object.assign(dialog, {
      showOpenDialog: async () => ({ canceled: false, filePaths: [path] }),
    });
  }, volume);
  await page.getByRole('button', { name: 'Add sources…' }).first().click();
  await page.getByRole('button', { name: 'Choose files…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Add sources' });
  await dialog.getByText('TIFF, 4 × 672 × 672, uint8, 50 × 10 × 10 nm, 36 patches').waitFor();
  await dialog.getByRole('button', { name: 'Add 1 volume' }).click();
  await page.getByRole('listbox', { name: 'Sources' }).getByText('spheres').waitFor();
});

run('a run fills the funnel', async () => {
  await page.getByRole('button', { name: 'Run 1 source' }).click();
  await page.getByText(/^Cut 36 patches and kept \d+ exemplars\.$/).waitFor(slow);
  await expect.poll(() => stage('Exemplars').textContent(), slow).toMatch(/^Exemplars[1-9]/);
});

run('pictures of patches come over the custom protocol', async () => {
  await stage('Label').click();
  await page.getByRole('listbox', { name: 'Patches to label' }).locator('img').first().waitFor();
  const sizes = `Promise.all([...document.querySelectorAll('[role=listbox] img')].map((picture) =>
    picture.decode().then(() => picture.naturalWidth)))`;
  const widths = await page.evaluate<number[]>(sizes);
  expect(widths.length).toBeGreaterThan(8);
  // Half of a patch of 224: what tiles of 112 pixels show.
  expect([...new Set(widths)]).toEqual([112]);
});

run('a key labels for good; undo by key and by menu takes it back', async () => {
  await expect.poll(() => page.locator('main [aria-busy="true"]').count(), slow).toBe(0);
  await page.keyboard.press('f');
  await page.keyboard.press('d');
  const counts = () => askEngine(page, 'query', 'labels.counts');
  const are = (informative: number, uninformative: number) => ({
    ok: true,
    value: expect.objectContaining({ informative, uninformative }),
  });
  await expect.poll(counts, slow).toEqual(are(1, 1));
  expect(labelsOnDisk()).toBe(2);
  await page.keyboard.press('Control+z');
  await expect.poll(counts, slow).toEqual(are(1, 0));
  await clickMenu('undo');
  await expect.poll(counts, slow).toEqual(are(0, 0));
  await clickMenu('redo');
  await expect.poll(counts, slow).toEqual(are(1, 0));
  expect(labelsOnDisk()).toBe(1);
  await expect.poll(() => stage('Label').textContent(), slow).toBe('Label1');
});

run(
  'the menu opens the keys, closes the project, and nothing broke the page’s policy',
  async () => {
    await clickMenu('help.keys');
    await page.getByRole('dialog', { name: 'Keys' }).waitFor();
    await page.keyboard.press('Escape');
    await clickMenu('project.close');
    await page.getByRole('button', { name: 'New project…' }).waitFor();
    expect(await page.evaluate('window.violations')).toEqual([]);
  },
);
