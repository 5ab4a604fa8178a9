import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CDPSession, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { findTestBrowser } from '../../scripts/find-browser.ts';
import { parseCsv } from '../../src/shared/csv.ts';
import type { Place } from '../../src/shared/decision.ts';
import { type OpenWindow, openWindow } from './open-window.ts';
import { smallPhantom, writeSmallPhantom } from './small-phantom.ts';
import { slow } from './window-hands.ts';

// What a person does all day on the Label screen, in the real window.

const executablePath = await findTestBrowser();
if (!executablePath) console.log('skipped: no Chromium here for the browser window');
const run = test.skipIf(!executablePath);

const volumes = smallPhantom(5);

let open: OpenWindow;
let page: Page;
let keys: CDPSession;

beforeAll(async () => {
  if (!executablePath) return;
  open = await openWindow(executablePath);
  page = open.page;
  page.setDefaultTimeout(slow.timeout);
  keys = await page.context().newCDPSession(page);
  const folder = join(open.folder, 'volumes');
  await writeSmallPhantom(folder, volumes);
  await open.ask('mutation', 'project.create', { folder: join(open.folder, 'Bench') });
  const paths = volumes.map(({ name }) => join(folder, `${name}.tif`));
  await open.job('sources.add', { paths });
  await open.job('jobs.run', {});
  await labelByTruth(join(folder, 'truth.csv'));
  await open.job('models.train', {});
  await page.reload();
  await toLabel();
}, 240_000);

afterAll(() => open?.close());

/** Two thirds of the patches, as the phantom's truth has them; the rest waits for the tests. */
async function labelByTruth(file: string): Promise<void> {
  const rows = parseCsv(readFileSync(file, 'utf8')) ?? [];
  const truth = new Map(rows.slice(1).map(([name = '', label = '']) => [name, label]));
  const patches = await open.patchesOf({ set: 'all', order: 'random', seed: 3 });
  const some = patches.slice(0, Math.round(patches.length * 0.66));
  const marks = ['informative', 'uninformative'].map((value) => ({
    ordinals: some.filter(({ name }) => truth.get(name) === value).map(({ ordinal }) => ordinal),
    value,
  }));
  await open.ask('mutation', 'labels.decide', { marks });
}

async function toLabel(): Promise<void> {
  await open.stage('Label').click();
  await open.gridReady();
}

const tiles = () => page.getByRole('option', { name: /, / });
const focused = () => page.locator('[data-focused]');
const nameOfFocus = async () => (await focused().getAttribute('aria-label'))?.split(',')[0] ?? '';
const selected = () => page.locator('[data-selected]').count();
/** What the engine would open the screen with now. */
const keptPlace = () => open.ask<Place | null>('query', 'labels.place', { screen: 'label' });
const labelled = (value: string) =>
  open.patchesOf({ set: 'labelled', order: 'position', labels: [value] });
const historyOf = (ordinal: number) =>
  open.ask<{ value: string; reason: string | null; origin: string }[]>('query', 'labels.history', {
    ordinal,
  });

/** A key as a keyboard of some layout sends it. */
async function pressAs(key: string, code: string, text = key): Promise<void> {
  await keys.send('Input.dispatchKeyEvent', { type: 'keyDown', key, code, text });
  await keys.send('Input.dispatchKeyEvent', { type: 'keyUp', key, code });
}

run('the grid has the keyboard when the screen is entered by mouse', async () => {
  expect(await page.evaluate('document.activeElement.hasAttribute("data-grid")')).toBe(true);
});

run('a digit gives a reason, on AZERTY too, where it needs shift to be a digit', async () => {
  const before = (await labelled('uninformative')).length;
  await pressAs('"', 'Digit3');
  await pressAs('4', 'Digit4');
  const reasons = async () =>
    (await labelled('uninformative')).flatMap(({ reason }) => reason ?? []).sort();
  await expect.poll(reasons, slow).toEqual(['blur', 'low contrast']);
  expect(await labelled('uninformative')).toHaveLength(before + 2);
});

run('letters label by what they are, wherever the layout has them', async () => {
  const before = (await labelled('informative')).length;
  await pressAs('f', 'KeyY'); // Dvorak
  await pressAs('а', 'KeyF'); // Russian
  await expect.poll(async () => (await labelled('informative')).length, slow).toBe(before + 2);
  await keys.send('Input.dispatchKeyEvent', {
    type: 'keyDown',
    key: 'z',
    code: 'KeyY',
    modifiers: 2,
  });
  await expect.poll(async () => (await labelled('informative')).length, slow).toBe(before + 1);
});

run('a held label key labels one patch', async () => {
  const before = (await labelled('unsure')).length;
  for (let i = 0; i < 5; i++) {
    await keys.send('Input.dispatchKeyEvent', {
      type: 'keyDown',
      key: 's',
      code: 'KeyS',
      text: 's',
      autoRepeat: i > 0,
    });
  }
  await keys.send('Input.dispatchKeyEvent', { type: 'keyUp', key: 's', code: 'KeyS' });
  await expect.poll(async () => (await labelled('unsure')).length, slow).toBe(before + 1);
});

run('focus, selection and queue are there again after a reload', async () => {
  await page.keyboard.press('Home');
  for (let i = 0; i < 5; i++) await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Shift+ArrowRight');
  await page.keyboard.press('Shift+ArrowRight');
  const name = await nameOfFocus();
  await expect.poll(selected, slow).toBe(3);
  // A move is written down once it has settled.
  await expect.poll(async () => (await keptPlace())?.selected.length, slow).toBe(3);
  await page.reload();
  await toLabel();
  await expect.poll(nameOfFocus, slow).toBe(name);
  await expect.poll(selected, slow).toBe(3);
});

run('a selection let go is not there again, however soon the grid is left', async () => {
  expect((await keptPlace())?.selected).toHaveLength(3);
  await page.keyboard.press('Escape');
  await page.keyboard.press('a');
  await page.getByRole('listbox', { name: 'Page labelled by the model' }).waitFor();
  await page.keyboard.press('a');
  await page.getByRole('listbox', { name: 'Patches to label' }).waitFor();
  await open.gridReady();
  expect(await selected()).toBe(0);
  expect((await keptPlace())?.selected).toEqual([]);
});

run('a line drawn over the grid selects what it touches, and Escape lets go', async () => {
  const boxes = await Promise.all([0, 2].map((at) => tiles().nth(at).boundingBox()));
  const [from, to] = boxes.map((box) => ({
    x: (box?.x ?? 0) + (box?.width ?? 0) / 2,
    y: (box?.y ?? 0) + (box?.height ?? 0) / 2,
  }));
  await page.mouse.move(from?.x ?? 0, from?.y ?? 0);
  await page.mouse.down();
  await page.mouse.move(to?.x ?? 0, to?.y ?? 0, { steps: 8 });
  await open.drawn(); // the line takes one point a frame
  await page.mouse.up();
  await expect.poll(selected, slow).toBe(3);
  await page.keyboard.press('Control+i');
  await expect.poll(selected, slow).toBeGreaterThan(3);
  await page.keyboard.press('Escape');
  await expect.poll(selected, slow).toBe(0);
});

run(
  'an assisted page is labelled by the model, turned over where wrong, and committed at once',
  async () => {
    await page.keyboard.press('n');
    await open.gridReady();
    await page.keyboard.press('a');
    const suggested = page.locator('[data-state="suggested"]');
    await expect.poll(() => suggested.count(), slow).toBeGreaterThan(5);
    const first = page.locator('[data-at="0"]');
    const before = await first.getAttribute('data-label');
    await first.click();
    await expect.poll(() => first.getAttribute('data-label'), slow).not.toBe(before);
    const turned = await first.getAttribute('data-label');
    const name = (await first.getAttribute('aria-label'))?.split(',')[0];
    const waiting = await open.patchesOf({ set: 'unlabelled', order: 'position' });
    await page.keyboard.press('Enter');
    const left = async () =>
      (await open.patchesOf({ set: 'unlabelled', order: 'position' })).length;
    await expect.poll(left, slow).toBeLessThan(waiting.length - 5);
    const ordinal = waiting.find((patch) => patch.name === name)?.ordinal ?? -1;
    expect(await historyOf(ordinal)).toMatchObject([{ value: turned, origin: 'hand' }]);
    const other = waiting.find(({ ordinal: each }) => each !== ordinal)?.ordinal ?? -1;
    const origins = (await historyOf(other)).map(({ origin }) => origin);
    expect(['assisted', undefined]).toContain(origins[0]);
    await page.keyboard.press('Control+z');
    await expect.poll(left, slow).toBe(waiting.length);
    await page.keyboard.press('a');
    await page.getByRole('listbox', { name: 'Patches to label' }).waitFor();
    await open.gridReady();
  },
);

run(
  'the context opens while Space is held, stays open after a tap, and leafs through sections',
  async () => {
    const context = page.getByRole('region', { name: /^Context of / });
    await page.keyboard.down(' ');
    await context.waitFor();
    await expect.poll(() => context.locator('img[data-here]').count(), slow).toBeGreaterThan(2);
    await page.waitForTimeout(400); // longer than a tap
    await page.keyboard.up(' ');
    await context.waitFor({ state: 'detached' });
    // Both at once: a tap stays one on a machine that is busy.
    await Promise.all([page.keyboard.down(' '), page.keyboard.up(' ')]);
    await context.waitFor();
    const section = context.getByText(/^section \d/);
    const words = await section.textContent();
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowUp');
    await expect.poll(() => section.textContent(), slow).toBe(words);
    await page.keyboard.press('Escape');
    await context.waitFor({ state: 'detached' });
  },
);

run(
  'a key is changed on the sheet, keeps after a reload, and goes back to the default',
  async () => {
    await page.keyboard.press('?');
    await page.getByRole('switch', { name: 'Change keys' }).click();
    await page.getByRole('button', { name: /^Label unsure: S/ }).click();
    await page.keyboard.press('j'); // which is the list of jobs
    await page.getByRole('button', { name: 'Take it over' }).click();
    await page.getByRole('button', { name: /^Label unsure: J/ }).waitFor();
    expect(await open.accessibilityFindings()).toEqual([]);
    await page.keyboard.press('Escape');
    await page.reload();
    await toLabel();
    await page.keyboard.press('n'); // a patch that has no label yet
    await open.gridReady();
    expect(await selected()).toBe(0);
    const before = (await labelled('unsure')).length;
    await page.keyboard.press('j');
    await expect.poll(async () => (await labelled('unsure')).length, slow).toBe(before + 1);
    await page.keyboard.press('Control+z');
    await expect.poll(async () => (await labelled('unsure')).length, slow).toBe(before);
    await page.keyboard.press('?');
    await page.getByRole('switch', { name: 'Change keys' }).click();
    await page.getByRole('button', { name: 'Back to the defaults' }).click();
    await page.keyboard.press('Escape');
  },
);

run('a second person’s opinion is asked blind, compared, and the conflict settled', async () => {
  await open.ask('mutation', 'project.setAnnotator', { name: 'Ben' });
  await page.reload();
  await toLabel();
  await page.getByRole('button', { name: /^Queue: / }).click();
  await page.getByLabel('What').selectOption('second-opinion');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: /^Queue: Second opinion, blind/ }).waitFor();
  await open.gridReady(); // the old queue is shown until the new one is there
  const unlabelled = page.locator('[data-label="none"]');
  await expect.poll(() => unlabelled.count(), slow).toBeGreaterThan(10);
  const before = await open.ask<object>('query', 'labels.counts');
  await page.keyboard.press('s');
  await page.keyboard.press('s');
  const pairs = async () =>
    (await open.ask<{ pairs: { all: { patches: number } }[] }>('query', 'agreement.report'))
      .pairs[0]?.all.patches;
  await expect.poll(pairs, slow).toBe(2);
  const after = await open.ask<object>('query', 'labels.counts');
  expect({ ...after, canUndo: 0, canRedo: 0 }).toEqual({ ...before, canUndo: 0, canRedo: 0 });
  await open.stage('Agreement').click();
  await page.getByRole('button', { name: /^Settle 2 conflicts/ }).click();
  expect(await open.accessibilityFindings()).toEqual([]);
  await page.keyboard.press('d');
  await page.getByText('2 of 2, 1 settled').waitFor();
  await page.keyboard.press('Control+z');
  await page.keyboard.press('Escape');
  expect(await open.accessibilityFindings()).toEqual([]);
});

run(
  'axe finds nothing in the queue, the session and the view options, in either theme',
  async () => {
    await toLabel();
    for (const scheme of ['dark', 'light'] as const) {
      await page.emulateMedia({ colorScheme: scheme });
      for (const opener of ['q', 'v']) {
        await page.keyboard.press(opener);
        await page.getByRole('dialog').waitFor();
        expect(await open.accessibilityFindings(), `${opener} ${scheme}`).toEqual([]);
        await page.keyboard.press('Escape');
        await page.getByRole('dialog').waitFor({ state: 'detached' });
      }
      await page.keyboard.press('p');
      await page.getByRole('complementary', { name: 'Session' }).waitFor();
      expect(await open.accessibilityFindings(), `session ${scheme}`).toEqual([]);
      await page.keyboard.press('p');
    }
  },
);

run('nothing in all this broke the page’s policy or wrote an error', async () => {
  expect(await open.complaints()).toEqual([]);
});
