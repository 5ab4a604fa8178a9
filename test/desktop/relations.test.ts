import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { findTestBrowser } from '../../scripts/find-browser.ts';
import type { RelationReport } from '../../src/shared/relation.ts';
import { generateSpheres } from '../golden/generate-image.ts';
import { nanometres, writeVolume } from '../main/engine/run/small-project.ts';
import { type OpenWindow, openWindow } from './open-window.ts';
import { slow } from './window-hands.ts';

// Sources that show the same, in the real window: compared, looked into, judged, taken back.

const executablePath = await findTestBrowser();
if (!executablePath) console.log('skipped: no Chromium here for the browser window');
const run = test.skipIf(!executablePath);

const shape = { z: 12, y: 64, x: 80 };
let open: OpenWindow;
let page: Page;

/** Two sources of one specimen, the second its lower sections, and one of another. */
async function addSources(): Promise<void> {
  const { z: d, y: h, x: w } = shape;
  const voxelsOf = (seed: number) =>
    generateSpheres({ d, h, w, n: 120, rmax: 8, bg: 120, noise: 2, seed }).voxels;
  const first = voxelsOf(1);
  const lower = first.subarray(2 * h * w);
  for (const [name, voxels, depth] of [
    ['whole', first, d],
    ['lower', lower, d - 2],
    ['other', voxelsOf(2), d],
  ] as const) {
    const path = join(open.folder, `${name}.tif`);
    writeVolume(path, voxels, { ...shape, z: depth }, nanometres(8));
    await open.job('sources.add', { paths: [path] });
  }
}

beforeAll(async () => {
  if (!executablePath) return;
  open = await openWindow(executablePath);
  page = open.page;
  page.setDefaultTimeout(slow.timeout);
  await open.ask('mutation', 'project.create', { folder: join(open.folder, 'Trial.emcurator') });
  await addSources();
  await open.job('jobs.run', { patchSize: 16, planes: ['xy'], hammingLimit: 6 });
  await open.stage('Duplicates').click();
  await page.getByRole('radiogroup', { name: 'Part' }).getByText('Relations').click();
}, 240_000);

afterAll(() => open?.close());

const reported = () => open.ask<RelationReport>('query', 'relations.list', {});
const verdict = async () => (await reported()).relations[0]?.verdict;

run(
  'sources are compared when asked for, and those that show the same are listed',
  async () => {
    await page.getByText('Which of these 3 sources show the same specimen').waitFor();
    await page.keyboard.press('c');
    const row = page.getByRole('row', { name: /whole lower/ });
    await row.waitFor({ timeout: 60_000 });
    expect(await row.innerText()).toMatch(/same specimen or overlap/);
    expect(await row.innerText()).toMatch(
      /83% and 100% shared: shifted by 2, 0, 0 voxels; \d+ of \d+ landmarks/,
    );
    expect(await open.accessibilityFindings()).toEqual([]);
  },
  120_000,
);

run(
  'a relation is looked into, judged by a key, and the verdict taken back',
  async () => {
    await page.getByRole('region', { name: 'Content' }).focus();
    await page.keyboard.press('Enter');
    await page.getByText(/^Pair 1 of \d+, 0 bits apart, as shifted as most$/).waitFor();
    await page.keyboard.press('ArrowRight');
    await page.getByText(/^Pair 2 of/).waitFor();
    await page.keyboard.press('s');
    await page.getByRole('button', { name: /^Same specimen/, pressed: true }).waitFor();
    expect(await verdict()).toBe('same');
    expect(await open.accessibilityFindings()).toEqual([]);
    await open.still();
    await page.reload();
    await open.stage('Duplicates').click();
    // The relation that was looked into and its pair are found again.
    await page.getByText(/^Pair 2 of/).waitFor();
    await page.getByRole('button', { name: /^Same specimen/, pressed: true }).waitFor();
    await page.keyboard.press('Backspace');
    await page.getByRole('button', { name: /^Same specimen/, pressed: false }).waitFor();
    expect(await verdict()).toBe('none');
    await page.keyboard.press('Escape');
    await page.getByRole('row', { name: /whole lower/ }).waitFor();
  },
  120_000,
);

run(
  'the matrix is walked by keyboard and saved with its numbers',
  async () => {
    await page.keyboard.press('x');
    const matrix = page.getByRole('slider', { name: 'Place in the matrix' });
    await matrix.focus();
    await page.keyboard.press('ArrowRight');
    await page
      .getByText(/^[\d.]+% of the \d+ exemplars of whole are near to one of lower/)
      .waitFor();
    expect(await open.accessibilityFindings()).toEqual([]);
    await page.getByRole('button', { name: 'Save the matrix' }).click();
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('menuitem', { name: 'Save as CSV' }).click(),
    ]);
    const [titles, first] = readFileSync(await file.path(), 'utf8').split('\n');
    expect(titles).toBe('source,whole,lower,other');
    expect(first).toMatch(/^whole,,0\.\d+,/);
    for (const [type, starts] of [
      ['SVG', '<svg xmlns'],
      ['PNG', '\u0089PNG'],
    ] as const) {
      await page.getByRole('button', { name: 'Save the matrix' }).click();
      const [saved] = await Promise.all([
        page.waitForEvent('download'),
        page.getByRole('menuitem', { name: `Save as ${type}` }).click(),
      ]);
      const content = readFileSync(await saved.path(), 'latin1');
      expect(content.slice(0, starts.length)).toBe(starts);
      if (type === 'SVG') expect(content).toContain('sources: 3');
    }
    await matrix.focus();
    await page.keyboard.press('Home');
    // The next cell that has a share, wherever it is.
    await page.keyboard.press('PageDown');
    await page.keyboard.press('Enter');
    await page.getByText(/^Pair 1 of \d+/).waitFor();
    await page.keyboard.press('Escape');
    expect(await open.complaints()).toEqual([]);
  },
  120_000,
);
