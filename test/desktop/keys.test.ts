import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CDPSession, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { findTestBrowser } from '../../scripts/find-browser.ts';
import {
  type PhantomVolume,
  phantomVolumes,
} from '../../src/main/engine/phantom/phantom-volumes.ts';
import { writePhantom } from '../../src/main/engine/phantom/write-phantom.ts';
import { type OpenWindow, openWindow } from './open-window.ts';
import { slow } from './window-hands.ts';

// Keys of several layouts, and keys that a person chose, in the real window.

// By its path alone: these tests are of the engine's project, which does not list the window's files.
const known = join(import.meta.dirname, '../../src/renderer/session/known-commands.ts');
// `as`: what that file exports under this name.
const { knownCommands } = (await import(known)) as { knownCommands: ReadonlySet<string> };

const executablePath = await findTestBrowser();
if (!executablePath) console.log('skipped: no Chromium here for the browser window');
const run = test.skipIf(!executablePath);

const volumes: readonly PhantomVolume[] = phantomVolumes(7)
  .filter(({ kind, voxelSize }) => kind === 'volume' && voxelSize.z > 2 * voxelSize.x)
  .slice(0, 1)
  .map((volume) => ({ ...volume, shape: { z: 6, y: 672, x: 672 } }));

let open: OpenWindow;
let page: Page;
let keyboard: CDPSession;

beforeAll(async () => {
  if (!executablePath) return;
  open = await openWindow(executablePath);
  page = open.page;
  page.setDefaultTimeout(slow.timeout);
  keyboard = await page.context().newCDPSession(page);
  const folder = join(open.folder, 'volumes');
  const written = await writePhantom(folder, volumes, () => []);
  if (!written.ok) throw new Error(written.failure.kind);
  await open.ask('mutation', 'project.create', { folder: join(open.folder, 'Keys') });
  await open.job('sources.add', { paths: volumes.map(({ name }) => join(folder, `${name}.tif`)) });
  await open.job('jobs.run', {});
  await page.reload();
  await toLabel();
}, 240_000);

afterAll(() => open?.close());

async function toLabel(): Promise<void> {
  await open.stage('Label').click();
  await open.gridReady();
}

type Counts = Readonly<Record<'informative' | 'uninformative' | 'unsure', number>>;

async function counts(): Promise<Counts> {
  const { informative, uninformative, unsure } = await open.ask<Counts>('query', 'labels.counts');
  return { informative, uninformative, unsure };
}

async function lastReason(): Promise<string | undefined> {
  const query = { set: 'labelled', order: 'position', labels: ['uninformative'] };
  return (await open.patchesOf(query)).map(({ reason }) => reason ?? 'none').join();
}

/** A key as a keyboard of some layout sends it. */
async function pressAs(key: string, code: string, modifiers = 0): Promise<void> {
  const text = key.length === 1 && modifiers === 0 ? key : '';
  await keyboard.send('Input.dispatchKeyEvent', { type: 'keyDown', key, code, text, modifiers });
  await keyboard.send('Input.dispatchKeyEvent', { type: 'keyUp', key, code, modifiers });
}

const sheet = () => page.getByRole('dialog', { name: 'Keys' });
const change = (title: string) =>
  sheet().getByRole('button', { name: new RegExp(`^${title}: .*Change$`) });

/** Focuses a patch that no test before has labelled. */
async function focusPlace(place: number): Promise<void> {
  await page.keyboard.press('Home');
  for (let at = 1; at < place; at++) await page.keyboard.press('ArrowRight');
  const focused = page.locator('[data-focused]');
  await expect.poll(() => focused.getAttribute('aria-posinset'), slow).toBe(String(place));
}

/** Opens the sheet by its key and turns to its other mode. */
async function openSheet(changes: boolean): Promise<void> {
  await page.keyboard.press('?');
  await sheet().waitFor();
  if (changes) await sheet().getByRole('switch', { name: 'Change keys' }).press('Space');
}

run(
  'the sixth digit of AZERTY, a minus, gives the sixth reason and no smaller patches',
  async () => {
    await pressAs('-', 'Digit6');
    await expect.poll(lastReason, slow).toBe('artifact');
    await pressAs('z', 'KeyY', 2); // QWERTZ
    await expect.poll(counts, slow).toEqual({ informative: 0, uninformative: 0, unsure: 0 });
  },
);

run('letters of Dvorak, Russian and Greek label; Dvorak’s y, where f lies, does not', async () => {
  await pressAs('f', 'KeyY');
  await expect.poll(counts, slow).toMatchObject({ informative: 1 });
  await pressAs('y', 'KeyT');
  await pressAs('u', 'KeyF');
  await pressAs('в', 'KeyD');
  await expect.poll(counts, slow).toMatchObject({ informative: 1, uninformative: 1 });
  await pressAs('σ', 'KeyS');
  await expect.poll(counts, slow).toEqual({ informative: 1, uninformative: 1, unsure: 1 });
});

run('AltGr with a digit, dead keys and input methods label nothing', async () => {
  const before = await counts();
  await page.evaluate(`{
    const send = (init) =>
      document.activeElement.dispatchEvent(
        new KeyboardEvent('keydown', { bubbles: true, cancelable: true, ...init }),
      );
    // Windows reports AltGr as ctrl and alt; Linux reports it alone.
    send({ key: '[', code: 'Digit5', modifierAltGraph: true, ctrlKey: true, altKey: true });
    send({ key: '{', code: 'Digit4', modifierAltGraph: true });
    send({ key: 'Dead', code: 'KeyF' });
    send({ key: 'Process', code: 'KeyF' });
    send({ key: 'f', code: 'KeyF', isComposing: true });
  }`);
  // What labels is sent at once: a label after these shows that none of them came before it.
  await pressAs('s', 'KeyS');
  await expect.poll(counts, slow).toEqual({ ...before, unsure: before.unsure + 1 });
});

run('a held arrow moves on and on', async () => {
  await page.keyboard.press('Home');
  for (let i = 0; i < 4; i++) {
    await keyboard.send('Input.dispatchKeyEvent', {
      type: 'keyDown',
      key: 'ArrowRight',
      code: 'ArrowRight',
      autoRepeat: i > 0,
    });
  }
  await keyboard.send('Input.dispatchKeyEvent', { type: 'keyUp', key: 'ArrowRight' });
  await expect
    .poll(() => page.locator('[data-focused]').getAttribute('aria-posinset'), slow)
    .toBe('5');
});

run('a key that another command has is asked about, and kept or taken over', async () => {
  await openSheet(true);
  await change('Label informative').press('Enter');
  await sheet().getByText('Press the key for “Label informative”.').waitFor();
  await page.keyboard.press('j');
  await sheet().getByText('J is “Last jobs and their reports”.').waitFor();
  await sheet().getByRole('button', { name: 'Keep' }).press('Enter');
  await sheet().getByText('J stays “Last jobs and their reports”.').waitFor();
  expect(await change('Label informative').getAttribute('aria-label')).toContain(': F.');
  // The button that was left has the focus again.
  await page.keyboard.press('Enter');
  await page.keyboard.press('j');
  await sheet().getByRole('button', { name: 'Take it over' }).waitFor();
  await page.keyboard.press('Enter');
  await sheet().getByText('and no longer “Last jobs').waitFor();
  await page.keyboard.press('Escape');
  await sheet().waitFor({ state: 'detached' });
});

run('a chosen key survives a reload and stands in the legend; the old one is silent', async () => {
  await page.reload();
  await toLabel();
  await page.getByRole('button', { name: /^J\s*informative$/ }).waitFor();
  await focusPlace(20);
  const before = await counts();
  await pressAs('f', 'KeyF');
  await pressAs('j', 'KeyJ');
  await expect.poll(counts, slow).toEqual({ ...before, informative: before.informative + 1 });
});

run('a key chosen by place is heard there, whatever the layout says', async () => {
  await openSheet(true);
  await sheet().getByRole('switch', { name: 'By place, whatever the layout' }).press('Space');
  await change('Label unsure').press('Enter');
  await pressAs(';', 'KeyQ'); // Greek has no letter there
  await sheet()
    .getByText(/^. is “Label unsure” now\.$/)
    .waitFor();
  await page.keyboard.press('Escape');
  await sheet().waitFor({ state: 'detached' });
  await focusPlace(30);
  const before = await counts();
  await pressAs('a', 'KeyQ'); // AZERTY
  await expect.poll(counts, slow).toEqual({ ...before, unsure: before.unsure + 1 });
});

run('keys of the browser are refused; Backspace takes a key away; Escape keeps it', async () => {
  await openSheet(true);
  await change('Undo').press('Enter');
  await pressAs('r', 'KeyR', 2);
  await sheet()
    .getByText(/^Ctrl R belongs to the browser/)
    .waitFor();
  await change('Undo').press('Enter');
  await page.keyboard.press('Escape');
  await sheet().getByText('“Undo” is as it was.').waitFor();
  await change('Redo').press('Enter');
  await page.keyboard.press('Backspace');
  await sheet().getByText('“Redo” has no key now.').waitFor();
  expect(await change('Redo').textContent()).toBe('none');
  await sheet().getByRole('button', { name: 'Default key of Redo' }).press('Enter');
  await expect.poll(() => change('Redo').textContent(), slow).toBe('Ctrl Shift Z Ctrl Y');
  // The button that was pressed is gone; the keyboard is not lost with it.
  expect(await page.locator(':focus').getAttribute('data-command')).toBe('redo');
});

run('keys are saved to a file and come back from it; what is wrong in it is named', async () => {
  const download = page.waitForEvent('download');
  await sheet().getByRole('button', { name: 'Save keys…' }).press('Enter');
  const saved: unknown = JSON.parse(readFileSync(await (await download).path(), 'utf8'));
  expect(saved).toEqual({
    format: 'emcurator-keys-1',
    keys: {
      'label-informative': ['j'],
      'last-jobs-and-their-reports': [],
      'label-unsure': ['[KeyQ]'],
    },
  });
  await sheet().getByRole('button', { name: 'Back to the defaults' }).press('Enter');
  expect(await change('Label informative').getAttribute('aria-label')).toContain(': F.');
  const file = join(open.folder, 'keys.json');
  const keys = { 'label-informative': ['h'], 'make-coffee': ['m'], undo: ['ctrl+w'] };
  writeFileSync(file, JSON.stringify({ format: 'emcurator-keys-1', keys }));
  await sheet().getByLabel('File of keys').setInputFiles(file);
  await sheet()
    .getByText('Loaded keys: 1. Left out, as no command or no key: make-coffee, undo.')
    .waitFor();
  expect(await change('Label informative').getAttribute('aria-label')).toContain(': H.');
  await sheet().getByRole('button', { name: 'Back to the defaults' }).press('Enter');
  await page.keyboard.press('Escape');
  await sheet().waitFor({ state: 'detached' });
});

run('the sheet finds by any part of a title', async () => {
  await openSheet(false);
  await sheet().getByLabel('Find a key').fill('invert the');
  expect(await sheet().getByRole('term').allTextContents()).toEqual(['Invert the selection']);
  await page.keyboard.press('Escape');
});

run.each(['dark', 'light'] as const)('axe finds nothing on the sheet, %s', async (scheme) => {
  await page.emulateMedia({ colorScheme: scheme });
  await page.evaluate('localStorage.clear()');
  await page.reload();
  await toLabel();
  await openSheet(false);
  expect(await open.accessibilityFindings()).toEqual([]);
  await sheet().getByRole('switch', { name: 'Change keys' }).press('Space');
  expect(await open.accessibilityFindings()).toEqual([]);
  await change('Label informative').press('Enter');
  await page.keyboard.press('j');
  await sheet().getByRole('button', { name: 'Take it over' }).waitFor();
  expect(await open.accessibilityFindings()).toEqual([]);
  await page.keyboard.press('Escape');
  await sheet().waitFor({ state: 'detached' });
});

const screens = [
  ...['Sources', 'Patches', 'Duplicates', 'Exemplars', 'Curated', 'Balance', 'Export'],
  ...['Label', 'Classifier', 'Agreement'],
];

run.each(screens)('every command of %s has an id of its own that a file may name', async (name) => {
  await open.stage(name).click();
  await page.getByRole('heading', { level: 1 }).first().waitFor();
  await open.ready();
  await openSheet(true);
  const ids = await sheet()
    .locator('[data-command]')
    .evaluateAll((buttons) => buttons.map((button) => button.getAttribute('data-command')));
  expect(ids.length).toBeGreaterThan(15);
  expect(ids.filter((id) => !knownCommands.has(id ?? ''))).toEqual([]);
  const titles = await sheet().getByRole('term').allTextContents();
  expect(titles.length).toBe(new Set(ids).size);
  await page.keyboard.press('Escape');
  await sheet().waitFor({ state: 'detached' });
});

run('nothing in all this broke the page’s policy or wrote an error', async () => {
  expect(await open.complaints()).toEqual([]);
});
