import { join } from 'node:path';
import type { CDPSession, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { findTestBrowser } from '../../scripts/find-browser.ts';
import { cropGrid } from '../../src/main/engine/patch/crop-grid.ts';
import { patchName, stablePatchName } from '../../src/main/engine/patch/patch-name.ts';
import { phantomVolumes } from '../../src/main/engine/phantom/phantom-volumes.ts';
import { writePhantom } from '../../src/main/engine/phantom/write-phantom.ts';
import { type OpenWindow, openWindow } from './open-window.ts';
import { slow } from './window-hands.ts';

// Labelling on a tablet: fingers as Chromium takes them, not events made up by the page.

const executablePath = await findTestBrowser();
if (!executablePath) console.log('skipped: no Chromium here for the browser window');
const run = test.skipIf(!executablePath);

const shape = { z: 10, y: 672, x: 672 };

let open: OpenWindow;
let page: Page;
let fingers: CDPSession;

beforeAll(async () => {
  if (!executablePath) return;
  open = await openWindow(executablePath);
  page = open.page;
  page.setDefaultTimeout(slow.timeout);
  fingers = await page.context().newCDPSession(page);
  await fingers.send('Emulation.setTouchEmulationEnabled', { enabled: true, maxTouchPoints: 5 });
  const folder = join(open.folder, 'volumes');
  const [first] = phantomVolumes(5).filter(
    ({ kind, voxelSize }) => kind === 'volume' && voxelSize.z > 2 * voxelSize.x,
  );
  if (!first) throw new Error('no phantom of thick sections');
  const written = await writePhantom(folder, [{ ...first, shape }], function* ({ name }) {
    for (let index = 0; index < shape.z; index++) {
      for (const box of cropGrid(shape.y, shape.x, 224, 'no-pixel-lost')) {
        const paper = patchName({ volume: name, plane: 'xy', index, box, count: shape.z });
        yield { name: stablePatchName(name, paper), plane: 'xy', index, box };
      }
    }
  });
  if (!written.ok) throw new Error(written.failure.kind);
  await open.ask('mutation', 'project.create', { folder: join(open.folder, 'Tablet') });
  await open.job('sources.add', { paths: [join(folder, `${first.name}.tif`)] });
  await open.job('jobs.run', {});
  await page.reload();
  await open.stage('Label').click();
  await open.gridReady();
}, 240_000);

afterAll(() => open?.close());

interface Point {
  readonly x: number;
  readonly y: number;
}

const focused = () => page.locator('[data-focused]');
const selected = () => page.locator('[data-selected]');
const offset = () =>
  page.evaluate<number>(`document.querySelector('[data-grid]').parentElement.scrollTop`);

async function middleOf(at: number): Promise<Point> {
  const box = await page.locator(`[data-at="${at}"]`).boundingBox();
  if (!box) throw new Error(`patch ${at} is not drawn`);
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}

async function touch(type: 'touchStart' | 'touchMove' | 'touchEnd', points: readonly Point[]) {
  const touchPoints = points.map(({ x, y }, id) => ({ x, y, id }));
  await fingers.send('Input.dispatchTouchEvent', { type, touchPoints });
}

async function tap(at: number): Promise<void> {
  await touch('touchStart', [await middleOf(at)]);
  await touch('touchEnd', []);
}

/** Fingers down at some points, moved together by steps of so many pixels, and up. */
async function drag(from: readonly Point[], by: Point, restMs: number): Promise<void> {
  await touch('touchStart', from);
  await page.waitForTimeout(restMs);
  const steps = 12;
  for (let step = 1; step <= steps; step++) {
    const moved = from.map(({ x, y }) => ({
      x: x + (by.x * step) / steps,
      y: y + (by.y * step) / steps,
    }));
    await touch('touchMove', moved);
    await page.waitForTimeout(16);
  }
  await touch('touchEnd', []);
}

run('a tap puts the focus on a patch and selects nothing', async () => {
  await tap(2);
  await expect.poll(() => focused().getAttribute('data-at'), slow).toBe('2');
  expect(await selected().count()).toBe(0);
});

run('a finger that rests draws a line around patches, and taps add and take out', async () => {
  const [from, to] = [await middleOf(0), await middleOf(2)];
  await drag([from], { x: to.x - from.x, y: 0 }, 500);
  await expect.poll(() => selected().count(), slow).toBe(3);
  expect(await offset()).toBe(0);
  await tap(3);
  await expect.poll(() => selected().count(), slow).toBe(4);
  await tap(1);
  await expect.poll(() => selected().count(), slow).toBe(3);
  await page.keyboard.press('Escape');
  await expect.poll(() => selected().count(), slow).toBe(0);
});

run.each([
  ['one finger moved at once', 1, 0],
  ['two fingers', 2, 0],
  ['two fingers that rested', 2, 600],
])('%s scroll and select nothing', async (_words, count, restMs) => {
  await page.keyboard.press('End');
  await page.keyboard.press('Home');
  await expect.poll(offset, slow).toBe(0);
  const { x, y } = await middleOf(1);
  const from = [
    { x, y: y + 250 },
    { x: x + 90, y: y + 250 },
  ].slice(0, count);
  await drag(from, { x: 0, y: -200 }, restMs);
  await expect.poll(offset, slow).toBeGreaterThan(100);
  expect(await selected().count()).toBe(0);
});
