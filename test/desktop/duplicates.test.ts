import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { findTestBrowser } from '../../scripts/find-browser.ts';
import { type OpenWindow, openWindow } from './open-window.ts';
import { smallPhantom, writeSmallPhantom } from './small-phantom.ts';
import { slow } from './window-hands.ts';

// Looking into groups of near-duplicates and changing them, in the real window.

const executablePath = await findTestBrowser();
if (!executablePath) console.log('skipped: no Chromium here for the browser window');
const run = test.skipIf(!executablePath);

/** 216 patches, of which some fifty are near-duplicates of others. */
const volumes = smallPhantom(3);

let open: OpenWindow;
let page: Page;

beforeAll(async () => {
  if (!executablePath) return;
  open = await openWindow(executablePath);
  page = open.page;
  page.setDefaultTimeout(slow.timeout);
  await writeSmallPhantom(join(open.folder, 'volumes'), volumes);
  await open.ask('mutation', 'project.create', { folder: join(open.folder, 'Trial.emcurator') });
}, 240_000);

afterAll(() => open?.close());

const details = () => page.getByRole('complementary', { name: 'Details' });
/** The value of a fact of the exemplar or, second, of the member. */
const fact = (name: string, of: 'exemplar' | 'member' = 'exemplar') =>
  details()
    .getByRole('term')
    .filter({ hasText: new RegExp(`^${name}$`) })
    .nth(of === 'exemplar' ? 0 : 1)
    .locator('xpath=following-sibling::dd');
const nameOf = (of: 'exemplar' | 'member') => fact('Name', of).textContent();
const members = () => page.getByRole('listbox', { name: 'Members' }).getByRole('option');
const head = (name: 'Groups' | 'Members') =>
  page.getByRole('region', { name }).getByRole('heading', { name: new RegExp(`^${name}`) });
/** "Members 2 of 5, 2 selected" as 5. */
async function countOf(name: 'Groups' | 'Members'): Promise<number> {
  const words = (await head(name).textContent()) ?? '';
  return Number(/of ([\d,]+)/.exec(words)?.[1]?.replace(',', '') ?? 0);
}
const press = (key: string) => page.keyboard.press(key);

/** Waits until another group, or the same one anew, is all there. */
async function settled(): Promise<void> {
  await open.ready();
  await open.still();
}

async function toDuplicates(): Promise<void> {
  await open.stage('Duplicates').click();
  await page.getByRole('listbox', { name: 'Members' }).waitFor();
  await settled();
}

run('before patches are cut the screen says what to do first', async () => {
  await page.reload();
  await open.stage('Duplicates').click();
  await page.getByText('No patches are de-duplicated yet').waitFor();
  expect(await open.accessibilityFindings()).toEqual([]);
});

run(
  'a click on what is lost between two bars opens the largest group',
  async () => {
    for (const { name } of volumes) {
      const path = join(open.folder, 'volumes', `${name}.tif`);
      await open.job('sources.add', { paths: [path], name, metadata: { technique: 'ssTEM' } });
    }
    await open.job('jobs.run', {});
    await toDuplicates();
    const raw = await open.ask<{ funnel: { raw: number; dedup: number } }>(
      'query',
      'project.current',
    );
    const lost = raw.funnel.raw - raw.funnel.dedup;
    await expect.poll(() => open.stage('Duplicates').textContent(), slow).toContain(`−${lost}`);
    expect(await head('Groups').textContent()).toMatch(/^Groups 1 of \d+/);
    expect(await fact('Stands for').textContent()).toBe(
      `${(await countOf('Members')) + 1} patches`,
    );
  },
  240_000,
);

run('where no person has changed a group, the screen says so and leads back', async () => {
  const order = page.getByRole('combobox', { name: 'Order' });
  await order.selectOption('changed');
  await page.getByText('No group here was changed by a person').waitFor();
  expect(await open.accessibilityFindings()).toEqual([]);
  await page.getByRole('button', { name: 'Show the largest groups' }).click();
  await members().first().waitFor();
  expect(await order.inputValue()).toBe('largest');
  await settled();
});

run('R shows the groups at random, each time in another order', async () => {
  const order = page.getByRole('combobox', { name: 'Order' });
  const names = async () => {
    await settled();
    return page.evaluate<string>(
      "[...document.querySelectorAll('[aria-label=Groups] [role=option]')].map((each) => each.getAttribute('aria-label')).join()",
    );
  };
  await press('r');
  await expect.poll(() => order.inputValue(), slow).toBe('random');
  const first = await names();
  await press('r');
  await expect.poll(names, slow).not.toBe(first);
  await order.selectOption('largest');
  await settled();
});

run('members stand nearest first, each with its distance', async () => {
  const captions = await members().evaluateAll((tiles) => tiles.map((tile) => tile.textContent));
  const distances = captions.map((words) => Number.parseInt(words ?? '', 10));
  expect(distances.length).toBeGreaterThan(1);
  expect(distances.every((distance) => distance <= 12)).toBe(true);
  expect(distances).toEqual([...distances].sort((a, b) => a - b));
});

run('brackets walk the groups and arrows the members', async () => {
  const [exemplar, member] = [await nameOf('exemplar'), await nameOf('member')];
  await press('ArrowRight');
  await expect.poll(() => nameOf('member'), slow).not.toBe(member);
  await press(']');
  await expect.poll(() => nameOf('exemplar'), slow).not.toBe(exemplar);
  expect(await head('Groups').textContent()).toMatch(/^Groups 2 of/);
  await press('[');
  await expect.poll(() => nameOf('exemplar'), slow).toBe(exemplar);
  // In the other grid arrows move among groups.
  await press('o');
  await press('ArrowRight');
  await expect.poll(() => nameOf('exemplar'), slow).not.toBe(exemplar);
  await press('ArrowLeft');
  await press('o');
  await expect.poll(() => nameOf('exemplar'), slow).toBe(exemplar);
});

run('a bar leads to the first member of its distance', async () => {
  await settled();
  const last = page
    .getByRole('group', { name: 'Members by Hamming distance' })
    .locator('button:enabled');
  await last.last().click();
  await expect
    .poll(async () => (await fact('Hamming', 'exemplar').textContent())?.split(' ')[0], slow)
    .toBe((await last.last().textContent())?.match(/at (\d+)/)?.[1]);
});

run('a click on the drawing of where patches lie brings that one into focus', async () => {
  const drawing = page
    .getByRole('region', { name: 'Where the patches lie' })
    .getByRole('img')
    .first();
  const drawn = await drawing.locator('path').first().getAttribute('d');
  // The first point is the exemplar's; the border is 7 px wide.
  const points = [...(drawn ?? '').matchAll(/M([\d.]+) ([\d.]+)h0/g)].map((found) => ({
    x: Number(found[1]) + 7,
    y: Number(found[2]) + 7,
  }));
  const point = points[1];
  if (!point) throw new Error('no member is drawn');
  await drawing.hover({ position: point });
  const words = page.getByText(/^xy \d+, row \d+, column \d+, \d+ bits?$/);
  const [section = '', row = '', column = ''] = (await words.textContent())?.match(/\d+/g) ?? [];
  await drawing.click({ position: point });
  await expect
    .poll(() => fact('Row, column', 'member').textContent(), slow)
    .toBe(`${row}, ${column}`);
  expect(await fact('Plane', 'member').textContent()).toBe(`xy, section ${section}`);
});

run('Space blinks between the two, once a press where less motion is wanted', async () => {
  const caption = () => page.getByRole('region', { name: 'Comparison' }).locator('figcaption');
  await press('Space');
  await expect.poll(() => caption().textContent(), slow).toBe('Exemplar');
  await page.keyboard.down('Space');
  await expect.poll(() => caption().textContent(), slow).toMatch(/^Member, \d+ bits?$/);
  await page.keyboard.up('Space');
  await press('d');
  const canvas = page.getByRole('img', { name: /^Absolute difference.*mean [\d.]+, maximum \d+$/ });
  await canvas.waitFor();
  await press('d');
  await page.getByRole('slider', { name: 'Share of the first' }).waitFor();
  await press('d');
});

run('T asks for a second opinion, which stands beside the Hamming distance', async () => {
  await press('Home');
  await settled();
  const beside = fact('Texture', 'exemplar');
  expect(await beside.count()).toBe(0);
  await press('t');
  await expect
    .poll(() => beside.textContent(), slow)
    .toMatch(/^closer than [\d.]+% of random pairs \(cosine [\d.]+\)$/);
  expect(await fact('Hamming', 'exemplar').textContent()).toMatch(/^\d+ bits? of 64$/);
  const region = page.getByRole('region', { name: 'Second opinion' });
  await region.getByText(/measured/).waitFor();
  expect(await open.accessibilityFindings()).toEqual([]);
  // One that it does not call alike is brought into focus by a click.
  const others = region.getByRole('button', { name: /^\d+ bits?, closer than/ });
  if ((await others.count()) > 0) {
    const words = (await others.first().textContent()) ?? '';
    await others.first().click();
    await expect.poll(() => beside.textContent(), slow).toContain(words.split(', ')[1]);
  }
  await press('t');
  await expect.poll(() => beside.count(), slow).toBe(0);
});

run.each(['dark', 'light'] as const)('axe finds nothing on a group, %s', async (colorScheme) => {
  await page.emulateMedia({ colorScheme });
  await settled();
  expect(await open.accessibilityFindings()).toEqual([]);
});

run('C makes the member in focus the exemplar; undo gives the old one back', async () => {
  await press('Home');
  await settled();
  const [exemplar, member] = [await nameOf('exemplar'), await nameOf('member')];
  await press('c');
  await expect.poll(() => nameOf('exemplar'), slow).toBe(member);
  expect(await fact('Grouped').textContent()).toBe('chosen by a person');
  // The old exemplar is compared with the new one.
  await expect.poll(() => nameOf('member'), slow).toBe(exemplar);
  await press('Control+z');
  await expect.poll(() => nameOf('exemplar'), slow).toBe(exemplar);
  await press('Control+y');
  await expect.poll(() => nameOf('exemplar'), slow).toBe(member);
});

run('S splits out what is selected; undo brings it back', async () => {
  await settled();
  const before = await countOf('Members');
  const exemplar = await nameOf('exemplar');
  await press('Home');
  await press('Shift+ArrowRight');
  await press('s');
  await expect.poll(() => countOf('Members'), slow).toBe(before - 2);
  expect(await nameOf('exemplar')).toBe(exemplar);
  await press('Control+z');
  await expect.poll(() => countOf('Members'), slow).toBe(before);
  await press('Control+Shift+z');
  await expect.poll(() => countOf('Members'), slow).toBe(before - 2);
});

run('M merges one group into another, and shows before what will be', async () => {
  await settled();
  const source = (await nameOf('exemplar'))?.split('/')[0] ?? '';
  await page.getByRole('combobox', { name: 'Source' }).selectOption({ label: source });
  await settled();
  const first = await countOf('Members');
  await press('m');
  const bar = page.getByRole('status', { name: 'Merging' });
  await bar.waitFor();
  await press(']');
  await settled();
  const second = await countOf('Members');
  const all = first + second + 2;
  await bar.getByRole('button', { name: `Merge ${all} patches` }).waitFor();
  expect(await open.accessibilityFindings()).toEqual([]);
  await press('m');
  await expect.poll(() => countOf('Members'), slow).toBe(all - 1);
  await bar.waitFor({ state: 'detached' });
  await press('Control+z');
  await expect.poll(() => countOf('Members'), slow).not.toBe(all - 1);
  await press('Control+y');
  await expect.poll(() => fact('Stands for').textContent(), slow).toBe(`${all} patches`);
});

run('the group and the member are found again after a reload', async () => {
  await settled();
  await press('End');
  await settled();
  const [exemplar, member] = [await nameOf('exemplar'), await nameOf('member')];
  await page.reload();
  await toDuplicates();
  expect([await nameOf('exemplar'), await nameOf('member')]).toEqual([exemplar, member]);
});

run(
  'decisions outlive a new run, and are listed as changed by a person',
  async () => {
    const [exemplar, stands] = [await nameOf('exemplar'), await fact('Stands for').textContent()];
    // Another limit and back again: everything is de-duplicated anew.
    await open.job('jobs.run', { hammingLimit: 8 });
    await open.job('jobs.run', { hammingLimit: 12 });
    await page.reload();
    await toDuplicates();
    await page.getByRole('combobox', { name: 'Order' }).selectOption('changed');
    await settled();
    expect(await countOf('Groups')).toBeGreaterThan(0);
    const found: (string | null)[] = [];
    for (let at = 0; at < (await countOf('Groups')); at++) {
      found.push(`${await nameOf('exemplar')}: ${await fact('Stands for').textContent()}`);
      await press(']');
      await settled();
    }
    expect(found).toContain(`${exemplar}: ${stands}`);
  },
  240_000,
);

run('nothing in all this broke the page’s policy or wrote an error', async () => {
  expect(await open.complaints()).toEqual([]);
});
