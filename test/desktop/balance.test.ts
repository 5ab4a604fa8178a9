import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { findTestBrowser } from '../../scripts/find-browser.ts';
import { type OpenWindow, openWindow } from './open-window.ts';
import { smallPhantom, writeSmallPhantom } from './small-phantom.ts';

// Planning with sliders, in the real window: the curve moves, pictures follow, plans are saved and undone.

const executablePath = await findTestBrowser();
if (!executablePath) console.log('skipped: no Chromium here for the browser window');
const run = test.skipIf(!executablePath);
const slow = { timeout: 20_000 };

let open: OpenWindow;
let page: Page;

beforeAll(async () => {
  if (!executablePath) return;
  open = await openWindow(executablePath);
  page = open.page;
  page.setDefaultTimeout(slow.timeout);
}, 240_000);
afterAll(() => open?.close());

interface Answered {
  readonly data: { readonly ok: boolean; readonly failure: unknown };
}

/** Asks the engine as the window itself does. */
async function ask(path: string, input: unknown, operation = 'mutation'): Promise<unknown> {
  const answer = await page.evaluate(async (body) => {
    const response = await fetch('api/call', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body,
    });
    return response.json();
  }, JSON.stringify({ operation, path, input }));
  // `as`: every procedure used here answers with an outcome, but for the list of jobs.
  const { data } = answer as Answered;
  if (data.ok === false) throw new Error(`${path}: ${JSON.stringify(data.failure)}`);
  return data;
}

async function job(path: string, input: unknown): Promise<void> {
  await ask(path, input);
  const newest = async () => {
    // `as`: the newest job comes first.
    const jobs = (await ask('jobs.list', undefined, 'query')) as { state: string }[];
    return jobs[0]?.state;
  };
  await expect.poll(newest, { timeout: 120_000, interval: 100 }).toBe('done');
}

const choose = (group: string, name: string) =>
  page.getByRole('radiogroup', { name: group }).getByText(name).click();
const slider = (name: string) => page.getByRole('slider', { name });
const summary = () =>
  page
    .getByRole('status')
    .filter({ hasText: /^Takes/ })
    .textContent();
const plan = () => page.getByRole('combobox', { name: 'Plan', exact: true });
const chosenPlan = () => plan().locator('option:checked').textContent();

run(
  'a project of two uneven sources is cut',
  async () => {
    const [large, small] = [smallPhantom(3, 8)[0], smallPhantom(3, 2)[1]];
    if (!large || !small) throw new Error('There should be two volumes.');
    const folder = join(open.folder, 'volumes');
    await writeSmallPhantom(folder, [large, small]);
    await ask('project.create', { folder: join(open.folder, 'Plan.emcurator') });
    for (const [i, { name }] of [large, small].entries()) {
      const change = { technique: i === 0 ? 'ssTEM' : 'TEM' };
      await job('sources.add', { paths: [join(folder, `${name}.tif`)], change });
    }
    await job('jobs.run', { hammingLimit: 0 });
  },
  240_000,
);

run('the curves are walked by keyboard, and Enter opens the source there', async () => {
  const funnel = page.getByRole('navigation', { name: 'Flow' });
  await funnel.getByRole('button', { name: 'Balance' }).click();
  await page.getByText(/^Fewer than five sources/).waitFor();
  expect(await open.accessibilityFindings()).toEqual([]);
  await slider('Place on Lorenz curves of patches over sources').focus();
  await page.keyboard.press('End');
  await page.getByText(/ in dedup, Gini .*: share of sources, fewest patches first 100%/).waitFor();
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { level: 1, name: /^Exemplars of / }).waitFor();
  await funnel.getByRole('button', { name: 'Balance' }).click();
});

run('counted by volume, Enter opens the exemplars of that volume alone', async () => {
  await page.getByText('By volume', { exact: true }).click();
  await slider('Place on Lorenz curves of patches over volumes').focus();
  await page.keyboard.press('End');
  await page.getByText(/ in dedup, Gini .*: share of volumes, fewest patches first 100%/).waitFor();
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { level: 1, name: /^Exemplars of .+\/.+/ }).waitFor();
  await open.gridReady();
  await page
    .getByRole('navigation', { name: 'Flow' })
    .getByRole('button', { name: 'Balance' })
    .click();
});

run('a slider moves counts and curve at once', async () => {
  await page.keyboard.press('p');
  await slider('At most, of each source').focus();
  expect(await summary()).toBe('Takes 90 of 90 dedup patches from 2 sources. Nothing is left out.');
  for (let i = 0; i < 10; i++) await page.keyboard.press('ArrowLeft');
  expect(await summary()).toMatch(/Left out: \d+ \([\d.]+%\), of 1 source\.$/);
  await page.getByRole('textbox', { name: 'At most, of each source' }).fill('20');
  expect(await summary()).toMatch(/^Takes 38 of 90 .* Left out: 52 \(57\.8%\), of 1 source\.$/);
  await expect
    .poll(
      () =>
        page
          .getByRole('row', { name: /ssTEM|phantom/ })
          .first()
          .textContent(),
      slow,
    )
    .toMatch(/72 80\.0%20 52\.6%52 72\.2%/);
  expect(await open.accessibilityFindings()).toEqual([]);
});

run('a limit that cannot be kept is said', async () => {
  await page.getByRole('button', { name: 'Add a limit' }).click();
  await page.getByRole('combobox', { name: 'Limited by' }).selectOption('organism');
  await page.getByText(/^The limits by organism are left out: they add up to 50%/).waitFor();
  await page.getByRole('button', { name: /^Remove the limit of organism/ }).click();
});

run('the patches that stay and those left out are shown side by side', async () => {
  await page
    .getByRole('button', { name: /^Which patches stay of .*/ })
    .first()
    .click();
  const sizes = async () =>
    Promise.all(
      [/^Patches that stay of/, /^Patches left out of/].map((name) =>
        page
          .getByRole('listbox', { name })
          .getByRole('option')
          .first()
          .getAttribute('aria-setsize'),
      ),
    );
  await expect.poll(sizes, slow).toEqual(['20', '52']);
  expect(await open.accessibilityFindings()).toEqual([]);
  await choose('View', 'Curve and counts');
});

run('a plan is saved, changed, compared, and taken back with Ctrl+Z', async () => {
  await page.getByRole('textbox', { name: 'Name' }).fill('twenty');
  await page.getByRole('button', { name: /^Save plan/ }).click();
  await expect.poll(chosenPlan, slow).toBe('twenty');
  await page.getByRole('textbox', { name: 'At most, of each source' }).fill('30');
  await page.getByRole('textbox', { name: 'Name' }).fill('thirty');
  await page.getByRole('button', { name: /^Save plan/ }).click();
  await expect.poll(chosenPlan, slow).toBe('thirty');
  await choose('View', 'Compare plans');
  await page.getByRole('checkbox', { name: 'twenty' }).check();
  await page.getByRole('checkbox', { name: 'thirty' }).check();
  await expect
    .poll(
      () =>
        page
          .getByRole('row', { name: /^Patches/ })
          .first()
          .textContent(),
      slow,
    )
    .toMatch(/48.*38|38.*48/);
  expect(await open.accessibilityFindings()).toEqual([]);
  await choose('View', 'Curve and counts');
  await page.keyboard.press('Control+z');
  await expect
    .poll(async () => (await plan().getByRole('option').allTextContents()).length)
    .toBe(2);
  // What was being tried is not lost with the plan.
  expect(await summary()).toMatch(/^Takes 48 of 90/);
  await page.keyboard.press('Control+Shift+z');
  await expect
    .poll(async () => (await plan().getByRole('option').allTextContents()).length)
    .toBe(3);
});

run('the table is saved as CSV, and the curve with the names along it', async () => {
  const [table] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Save as CSV' }).click(),
  ]);
  expect(readFileSync(await table.path(), 'utf8')).toMatch(/^source,dedup,planned,left out\n/);
  await page.getByRole('button', { name: /^Save Lorenz/ }).click();
  const [figure] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('menuitem', { name: 'Save as CSV' }).click(),
  ]);
  expect(readFileSync(await figure.path(), 'utf8')).toMatch(/^"planned, Gini [^\n]*,1,1,phantom/m);
});

run('nothing in all this broke the page’s policy or wrote an error', async () => {
  expect(await open.complaints()).toEqual([]);
});
