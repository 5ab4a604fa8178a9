import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CDPSession, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { findTestBrowser } from '../../scripts/find-browser.ts';
import { parseCsv } from '../../src/shared/csv.ts';
import type { GridPatch } from '../../src/shared/grid.ts';
import type { Job } from '../../src/shared/job.ts';
import { type OpenWindow, openWindow } from './open-window.ts';
import { smallPhantom, writeSmallPhantom } from './small-phantom.ts';

// What a person does all day on the Label screen, in the real window.

const executablePath = await findTestBrowser();
if (!executablePath) console.log('skipped: no Chromium here for the browser window');
const run = test.skipIf(!executablePath);

const volumes = smallPhantom(5);

const slow = { timeout: 20_000 };

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
  await ask('mutation', 'project.create', { folder: join(open.folder, 'Bench') });
  const paths = volumes.map(({ name }) => join(folder, `${name}.tif`));
  await job('sources.add', { paths });
  await job('jobs.run', {});
  await labelByTruth(join(folder, 'truth.csv'));
  await job('models.train', {});
  await page.reload();
  await stage('Label').click();
  await tiles().first().waitFor();
}, 240_000);

afterAll(() => open?.close());

async function ask<T>(operation: 'query' | 'mutation', path: string, input: unknown): Promise<T> {
  const answer = await page.evaluate(async (body) => {
    const response = await fetch('api/call', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body,
    });
    return response.json();
  }, JSON.stringify({ operation, path, input }));
  // `as`: the caller names the type that the procedure's schema promises.
  const { data } = answer as { data: { ok: boolean; value: T } };
  if (data.ok === false) throw new Error(JSON.stringify(answer));
  return data.value;
}

/** Starts a job and waits for its end. */
async function job(path: string, input: object): Promise<void> {
  const started = await ask<{ job: number }>('mutation', path, input);
  const state = async () => {
    const jobs = (await page.evaluate(async () => {
      const body = JSON.stringify({ operation: 'query', path: 'jobs.list' });
      const headers = { 'content-type': 'application/json' };
      return (await fetch('api/call', { method: 'POST', headers, body })).json();
    })) as { data: Job[] };
    return jobs.data.find(({ id }) => id === started.job)?.state;
  };
  for (let waited = 0; (await state()) !== 'done'; waited++) {
    if (waited > 600) throw new Error(`${path} is ${await state()}`);
    await page.waitForTimeout(200);
  }
}

async function patchesOf(query: object): Promise<readonly GridPatch[]> {
  const { view } = await ask<{ view: number }>('query', 'grid.open', query);
  const found = await ask<{ patches: GridPatch[] }>('query', 'grid.page', {
    view,
    from: 0,
    count: 1000,
  });
  return found.patches;
}

/** Two thirds of the patches, as the phantom's truth has them; the rest waits for the tests. */
async function labelByTruth(file: string): Promise<void> {
  const rows = parseCsv(readFileSync(file, 'utf8')) ?? [];
  const truth = new Map(rows.slice(1).map(([name = '', label = '']) => [name, label]));
  const patches = await patchesOf({ set: 'all', order: 'random', seed: 3 });
  const some = patches.slice(0, Math.round(patches.length * 0.66));
  const marks = ['informative', 'uninformative'].map((value) => ({
    ordinals: some.filter(({ name }) => truth.get(name) === value).map(({ ordinal }) => ordinal),
    value,
  }));
  await ask('mutation', 'labels.decide', { marks });
}

const stage = (name: string) =>
  page.getByRole('navigation', { name: 'Flow' }).getByRole('button', { name });
const tiles = () => page.getByRole('option', { name: /, / });
const focused = () => page.locator('[data-focused]');
const nameOfFocus = async () => (await focused().getAttribute('aria-label'))?.split(',')[0] ?? '';
const labelled = (value: string) =>
  patchesOf({ set: 'labelled', order: 'position', labels: [value] });
const historyOf = (ordinal: number) =>
  ask<{ value: string; reason: string | null; origin: string }[]>('query', 'labels.history', {
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
  expect(await page.locator('[data-selected]').count()).toBe(3);
  await page.waitForTimeout(800); // a move is written down once it has settled
  await page.reload();
  await stage('Label').click();
  await expect.poll(nameOfFocus, slow).toBe(name);
  expect(await page.locator('[data-selected]').count()).toBe(3);
  await page.keyboard.press('Escape');
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
  await page.waitForTimeout(100);
  await page.mouse.up();
  expect(await page.locator('[data-selected]').count()).toBe(3);
  await page.keyboard.press('Control+i');
  expect(await page.locator('[data-selected]').count()).toBeGreaterThan(3);
  await page.keyboard.press('Escape');
  expect(await page.locator('[data-selected]').count()).toBe(0);
});

run(
  'an assisted page is labelled by the model, turned over where wrong, and committed at once',
  async () => {
    await page.keyboard.press('n');
    await page.keyboard.press('a');
    const suggested = page.locator('[data-state="suggested"]');
    await expect.poll(() => suggested.count(), slow).toBeGreaterThan(5);
    const first = page.locator('[data-at="0"]');
    const before = await first.getAttribute('data-label');
    await first.click();
    await expect.poll(() => first.getAttribute('data-label')).not.toBe(before);
    const turned = await first.getAttribute('data-label');
    const name = (await first.getAttribute('aria-label'))?.split(',')[0];
    const open = await patchesOf({ set: 'unlabelled', order: 'position' });
    await page.keyboard.press('Enter');
    const left = async () => (await patchesOf({ set: 'unlabelled', order: 'position' })).length;
    await expect.poll(left, slow).toBeLessThan(open.length - 5);
    const ordinal = open.find((patch) => patch.name === name)?.ordinal ?? -1;
    expect(await historyOf(ordinal)).toMatchObject([{ value: turned, origin: 'hand' }]);
    const other = open.find(({ ordinal: each }) => each !== ordinal)?.ordinal ?? -1;
    const origins = (await historyOf(other)).map(({ origin }) => origin);
    expect(['assisted', undefined]).toContain(origins[0]);
    await page.keyboard.press('Control+z');
    await expect.poll(left, slow).toBe(open.length);
    await page.keyboard.press('a');
  },
);

run(
  'the context opens while Space is held, stays open after a tap, and leafs through sections',
  async () => {
    const context = page.getByRole('region', { name: /^Context of / });
    await page.keyboard.down(' ');
    await context.waitFor();
    await expect.poll(() => context.locator('img[data-here]').count(), slow).toBeGreaterThan(2);
    await page.waitForTimeout(400);
    await page.keyboard.up(' ');
    await context.waitFor({ state: 'detached' });
    await page.keyboard.press(' ');
    await context.waitFor();
    const section = context.getByText(/^section \d/);
    const words = await section.textContent();
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowUp');
    await expect.poll(() => section.textContent()).toBe(words);
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
    await stage('Label').click();
    await focused().waitFor();
    await page.keyboard.press('n'); // a patch that has no label yet
    await page.waitForTimeout(1000);
    const before = (await labelled('unsure')).length;
    await page.keyboard.press('j');
    await expect.poll(async () => (await labelled('unsure')).length, slow).toBe(before + 1);
    await page.keyboard.press('Control+z');
    await page.keyboard.press('?');
    await page.getByRole('switch', { name: 'Change keys' }).click();
    await page.getByRole('button', { name: 'Back to the defaults' }).click();
    await page.keyboard.press('Escape');
  },
);

run('a second person’s opinion is asked blind, compared, and the conflict settled', async () => {
  await ask('mutation', 'project.setAnnotator', { name: 'Ben' });
  await page.reload();
  await stage('Label').click();
  await page.getByRole('button', { name: /^Queue: / }).click();
  await page.getByLabel('What').selectOption('second-opinion');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: /^Queue: Second opinion, blind/ }).waitFor();
  await page.waitForTimeout(1000); // the old queue is shown until the new one is there
  expect(await page.locator('[data-label="none"]').count()).toBeGreaterThan(10);
  const before = await ask<object>('query', 'labels.counts', undefined);
  await page.keyboard.press('s');
  await page.keyboard.press('s');
  const pairs = async () =>
    (await ask<{ pairs: { all: { patches: number } }[] }>('query', 'agreement.report', undefined))
      .pairs[0]?.all.patches;
  await expect.poll(pairs, slow).toBe(2);
  const after = await ask<object>('query', 'labels.counts', undefined);
  expect({ ...after, canUndo: 0, canRedo: 0 }).toEqual({ ...before, canUndo: 0, canRedo: 0 });
  await stage('Agreement').click();
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
    await stage('Label').click();
    // The screen opens where it was left, which it has to ask for first: until then it has no keys.
    await page.getByRole('button', { name: /^Queue: / }).waitFor();
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
