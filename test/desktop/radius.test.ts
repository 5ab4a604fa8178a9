import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page, Request } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { findTestBrowser } from '../../scripts/find-browser.ts';
import { type OpenWindow, openWindow } from './open-window.ts';
import { smallPhantom, writeSmallPhantom } from './small-phantom.ts';
import { slow } from './window-hands.ts';

// How many patches each radius keeps, and pairs that a person marks, in the real window.

const executablePath = await findTestBrowser();
if (!executablePath) console.log('skipped: no Chromium here for the browser window');
const run = test.skipIf(!executablePath);

const volumes = smallPhantom(3, 6);
const radius = 18;
let open: OpenWindow;
let page: Page;

beforeAll(async () => {
  if (!executablePath) return;
  open = await openWindow(executablePath);
  page = open.page;
  page.setDefaultTimeout(slow.timeout);
  const folder = join(open.folder, 'volumes');
  await writeSmallPhantom(folder, volumes);
  await open.ask('mutation', 'project.create', { folder: join(open.folder, 'Radius') });
  await open.job('sources.add', { paths: volumes.map(({ name }) => join(folder, `${name}.tif`)) });
  await open.job('jobs.run', { hammingLimit: radius });
  await page.reload();
  await open.stage('Duplicates').click();
}, 240_000);

afterAll(() => open?.close());

const part = (name: string) =>
  page.getByRole('radiogroup', { name: 'Part' }).getByText(name, { exact: true });
const says = (words: RegExp) => page.getByRole('status').filter({ hasText: words }).first();

interface Curves {
  readonly now: number;
  readonly kept: readonly number[];
  readonly settings: { readonly hammingLimit: number; readonly edition?: number };
}
const curves = () => open.ask<Curves>('query', 'radius.curves');

interface Estimate {
  readonly strata: readonly Record<'same' | 'different' | 'unsure', number>[];
  readonly sources: readonly { readonly name: string; readonly marked: number }[];
}
async function marks(): Promise<string> {
  const { strata } = await open.ask<Estimate>('query', 'pairs.estimate');
  const sum = (of: 'same' | 'different' | 'unsure') =>
    strata.reduce((all, stratum) => all + stratum[of], 0);
  return `${sum('same')} ${sum('different')} ${sum('unsure')}`;
}

run('before it is counted the part says what it takes, and a key counts', async () => {
  await part('Pairs').click();
  await page.getByText(/^No pairs are drawn yet\./).waitFor();
  expect(await open.accessibilityFindings()).toEqual([]);
  await part('Radius').click();
  await page.getByText(/Counting takes \d+ de-duplications/).waitFor();
  expect(await open.accessibilityFindings()).toEqual([]);
  await page.keyboard.press('c');
  await page.getByRole('img', { name: 'Patches that each radius keeps' }).waitFor();
  await says(new RegExp(`^${radius} bits: .*, as now\\.$`)).waitFor();
});

run('arrow keys look at other radii, and the table tells what each source would keep', async () => {
  const { now, kept } = await curves();
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('ArrowLeft');
  const here = kept[radius - 2] ?? 0;
  await says(new RegExp(`^${radius - 2} bits: `)).waitFor();
  const row = page.getByRole('row', { name: /^All sources/ });
  expect(await row.innerText()).toContain(String(here));
  await page.keyboard.press('Home');
  await says(/^0 bits: /).waitFor();
  await page.keyboard.press('End');
  await says(/^20 bits: /).waitFor();
  await page.keyboard.press('ArrowRight');
  await says(/^20 bits: /).waitFor();
  expect(now).toBe(kept[radius]);
  await page.getByText('Share of raw').click();
  expect(await open.accessibilityFindings()).toEqual([]);
  await page.getByRole('button', { name: 'Save Patches that each radius keeps' }).click();
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('menuitem', { name: 'Save as CSV' }).click(),
  ]);
  expect(readFileSync(await file.path(), 'utf8')).toContain('\nall sources,0,');
  await page.getByRole('button', { name: 'Save Patches that each radius keeps' }).click();
  const [drawing] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('menuitem', { name: 'Save as SVG' }).click(),
  ]);
  expect(readFileSync(await drawing.path(), 'utf8')).toContain(`radius in force: ${radius}`);
  await page.keyboard.press('x');
  const lit = page.locator('tr[aria-current]');
  await page.keyboard.press('ArrowDown');
  const first = (await lit.textContent()) ?? '';
  await page.keyboard.press('ArrowDown');
  await expect.poll(() => lit.textContent(), slow).not.toBe(first);
  await page.keyboard.press('ArrowUp');
  await expect.poll(() => lit.textContent(), slow).toBe(first);
  await page.keyboard.press('Escape');
  await lit.waitFor({ state: 'detached' });
  const patches = page.getByRole('radio', { name: 'Patches', checked: true });
  await patches.waitFor({ state: 'attached' });
  await page.keyboard.press('x');
});

run(
  'a key de-duplicates within the radius looked at, and undo brings the one before back',
  async () => {
    const { kept } = await curves();
    await page.keyboard.press('k');
    const inForce = async () => {
      const { settings, now } = await curves();
      return `${settings.hammingLimit} ${now}`;
    };
    await expect.poll(inForce, { timeout: 60_000 }).toBe(`20 ${kept[20]}`);
    await says(/^20 bits: .*, as now\.$/).waitFor();
    await expect.poll(async () => (await open.jobs())[0]?.state, slow).toBe('done');
    await page.keyboard.press('Control+z');
    await expect.poll(inForce, slow).toBe(`${radius} ${kept[radius]}`);
  },
);

const place = () => page.getByText(/^Pair \d+ of /).innerText();

run('pairs are marked by key, each leads to the next, and is durable', async () => {
  await part('Pairs').click();
  await expect.poll(place, slow).toMatch(/^Pair 1 of /);
  const shown = () =>
    page.evaluate(
      "[...document.querySelectorAll('main figure img')].filter((each) => each.naturalWidth > 0).length",
    );
  await expect.poll(shown, slow).toBe(2);
  // The distance stays hidden until the pair is marked.
  expect(await place()).not.toContain('apart');
  expect(await page.getByText(/^Patch, /).count()).toBe(0);
  expect(await open.accessibilityFindings()).toEqual([]);
  for (const [i, key] of ['s', 'd', 'u', 's'].entries()) {
    await page.keyboard.press(key);
    await expect.poll(place, slow).toMatch(new RegExp(`^Pair ${i + 2} of `));
  }
  await expect.poll(marks, slow).toBe('2 1 1');
  await page.keyboard.press('ArrowLeft');
  await expect.poll(place, slow).toMatch(/^Pair 4 of .* apart/);
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('End');
  await expect.poll(place, slow).toMatch(/^Pair 5 of /);
});

run('backspace takes the last mark back and leads to its pair; undo is the same', async () => {
  await page.keyboard.press('Backspace');
  await expect.poll(marks, slow).toBe('1 1 1');
  await expect.poll(place, slow).toMatch(/^Pair 4 of /);
  await page.keyboard.press('Control+z');
  await expect.poll(marks, slow).toBe('1 1 0');
  await expect.poll(place, slow).toMatch(/^Pair 3 of /);
  await page.keyboard.press('d');
  await expect.poll(marks, slow).toBe('1 2 0');
});

run('a second opinion comes after the mark, and is not asked for before', async () => {
  const asked: string[] = [];
  const listen = (request: Request) => {
    const body = request.postData() ?? '';
    if (body.includes('opinion.ofPairs')) asked.push(body);
  };
  page.on('request', listen);
  // The list of pairs knows by now that the mark on this one was taken back.
  await expect.poll(place, slow).toMatch(/^Pair 4 of /);
  await expect.poll(place, slow).not.toContain('apart');
  await page.keyboard.press('t');
  await page.getByText('told once the pair is marked').waitFor();
  await open.still();
  expect(asked).toEqual([]);
  expect(await page.getByText(/of random pairs/).count()).toBe(0);
  await page.keyboard.press('ArrowLeft');
  await page.getByText(/^Texture: (closer than [\d.]+% of random pairs|cannot)/).waitFor();
  expect(asked.length).toBe(1);
  expect(await open.accessibilityFindings()).toEqual([]);
  // With the distance in sight it is told of every pair.
  await page.keyboard.press('ArrowRight');
  await page.getByText('told once the pair is marked').waitFor();
  await page.getByRole('checkbox', { name: 'Hide the distance' }).uncheck();
  await page.getByText(/^Texture: /).waitFor();
  await page.getByRole('checkbox', { name: 'Hide the distance' }).check();
  await page.keyboard.press('t');
  await page.getByText('told once the pair is marked').waitFor({ state: 'detached' });
  page.off('request', listen);
});

run('a key blinks, another changes the way, and a window opened anew goes on', async () => {
  await page.keyboard.press('w');
  await page.keyboard.press('Space');
  const blink = page.getByRole('radio', { name: 'Blink' }).and(page.locator(':checked'));
  await blink.waitFor({ state: 'attached' });
  await page.keyboard.press('w');
  await page.getByText(/^mean \d/).waitFor();
  await page.reload();
  await open.stage('Duplicates').click();
  // While the list is still asked for, this leads to the same pair, not to the first one.
  await page.keyboard.press('End');
  // The part is found again too.
  await expect.poll(place, slow).toMatch(/^Pair 4 of /);
});

run('backspace takes back no more than the marks that were given here', async () => {
  const before = await marks();
  await page.keyboard.press('Backspace');
  await says(/^No pair was marked here yet\.$/).waitFor();
  expect(await marks()).toBe(before);
});

run('a choice made by pointer leaves the arrows to the pairs', async () => {
  await part('Pairs').click();
  await page.getByText('Side by side', { exact: true }).click();
  await page.keyboard.press('ArrowRight');
  await expect.poll(place, slow).toMatch(/^Pair 5 of /);
  // Chosen by keyboard, the choice keeps them.
  await page.getByRole('radio', { name: 'Side by side' }).focus();
  await page.keyboard.press('ArrowRight');
  await page.getByRole('radio', { name: 'Blink' }).and(page.locator(':checked')).waitFor({
    state: 'attached',
  });
  expect(await place()).toMatch(/^Pair 5 of /);
  await page.keyboard.press('ArrowLeft');
  await page.evaluate('document.activeElement.blur()');
});

run('the pairs of one source are gone through by themselves', async () => {
  const name = (await place()).split(', ').at(-1) ?? '';
  const goal = page.getByText(/^\d+ of \d+ wanted are marked$/);
  await goal.waitFor();
  const total = async () => Number(/ of ([\d,]+)/.exec(await place())?.[1]?.replace(',', ''));
  const all = await total();
  const ofSource = async () => {
    const { sources } = await open.ask<Estimate>('query', 'pairs.estimate');
    return sources.find((each) => each.name === name)?.marked ?? 0;
  };
  const source = page.getByRole('combobox', { name: 'Source' });
  const chosen = () => source.locator('option:checked').innerText();
  for (let most = 9; (await chosen()) !== name && most > 0; most--) {
    const before = await chosen();
    await page.keyboard.press('o');
    await expect.poll(chosen, slow).not.toBe(before);
  }
  await expect.poll(total, slow).toBeLessThan(all);
  // It begins at its own first pair without a mark, and passes over marked ones.
  await expect.poll(place, slow).toMatch(new RegExp(`^Pair [1-4] of .*, ${name}$`));
  expect(await open.accessibilityFindings()).toEqual([]);
  await page.keyboard.press('Shift+N');
  await expect
    .poll(() => page.getByRole('combobox', { name: 'Distance of the pairs' }).inputValue(), slow)
    .toBe('20');
  await expect.poll(place, slow).toMatch(/^Pair \d of /);
  const before = await ofSource();
  let most = 300;
  while ((await goal.count()) > 0 && most-- > 0) {
    const at = await place();
    await page.keyboard.press('s');
    await expect
      .poll(async () => `${await place()} ${await goal.count()}`, slow)
      .not.toBe(`${at} 1`);
  }
  await page.getByText(/^All \d+ wanted are marked$/).waitFor();
  expect(await ofSource()).toBeGreaterThan(before);
});

run('the radius that was looked at is found again after a reload', async () => {
  await part('Radius').click();
  await says(/ bits: /).waitFor();
  await page.keyboard.press('Home');
  await page.keyboard.press('ArrowRight');
  await says(/^1 bit: /).waitFor();
  await open.still();
  await page.reload();
  await open.stage('Duplicates').click();
  await says(/^1 bit: /).waitFor();
  const share = page.getByRole('radio', { name: 'Share of raw', checked: true });
  await share.waitFor({ state: 'attached' });
});

run('the radius part then tells how precise each radius is', async () => {
  await page.keyboard.press('End');
  await page.getByRole('img', { name: 'Joined pairs that show the same' }).waitFor();
  await page.getByText(/of the joined pairs show the same/).waitFor();
  expect(await open.accessibilityFindings()).toEqual([]);
});

run(
  'a source that grew says so; a key keeps exemplars anew, and undo brings those of before back',
  async () => {
    const later = smallPhantom(4, 4).slice(0, 1);
    const folder = join(open.folder, 'later');
    await writeSmallPhantom(folder, later);
    const paths = later.map(({ name }) => join(folder, `${name}.tif`));
    await open.job('sources.add', { paths, source: volumes[0]?.name });
    await open.job('jobs.run', {});
    await part('Radius').click();
    await says(/^Volumes joined /).waitFor();
    expect(await open.accessibilityFindings()).toEqual([]);
    const before = (await curves()).now;
    await page.keyboard.press('n');
    const edition = async () => (await curves()).settings.edition ?? 0;
    await expect.poll(edition, { timeout: 60_000 }).toBe(1);
    await expect.poll(async () => (await open.jobs())[0]?.state, slow).toBe('done');
    await says(/^Volumes joined /).waitFor({ state: 'detached' });
    await page.keyboard.press('Control+z');
    await expect.poll(edition, slow).toBe(0);
    expect((await curves()).now).toBe(before);
  },
);

run('nothing in all this broke the page’s policy or wrote an error', async () => {
  expect(await open.complaints()).toEqual([]);
});
