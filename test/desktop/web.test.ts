import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { buildApp } from '../../scripts/build.ts';
import { browserFlags, findTestBrowser } from '../../scripts/find-browser.ts';
import type { WebShell } from '../../src/main/web/main.ts';

// The built loopback shell, the real engine behind it, and a real browser before it.

const executablePath = await findTestBrowser();
if (!executablePath) console.log('skipped: no Chromium here for the browser window');
const run = test.skipIf(!executablePath);

const root = join(import.meta.dirname, '..', '..');
const config = mkdtempSync(join(tmpdir(), 'emcurator-config-'));
const axe = createRequire(import.meta.url).resolve('axe-core/axe.min.js');
let shell: WebShell;
let browser: Browser;
let context: BrowserContext;
let page: Page;
let opening: string[];

beforeAll(async () => {
  if (!executablePath) return;
  await buildApp();
  process.env['EMCURATOR_CONFIG'] = config;
  // `as`: the bundle of exactly this module.
  const { runWebShell } = (await import(
    join(root, 'out', 'main', 'web.js')
  )) as typeof import('../../src/main/web/main.ts');
  const started = await runWebShell({ project: null, workingFolder: config });
  if (!started.ok) throw new Error(`the shell did not start: ${started.failure.kind}`);
  shell = started.value;
  const chromiumSandbox = process.getuid?.() !== 0;
  browser = await chromium.launch({ executablePath, chromiumSandbox, args: [...browserFlags] });
  context = await browser.newContext({ locale: 'en-US' });
  // axe runs by Playwright's own evaluation, which the page's policy does not touch.
  await context.addInitScript(`
    window.violations = [];
    document.addEventListener('securitypolicyviolation', (event) =>
      window.violations.push(event.violatedDirective + ' ' + event.blockedURI + ' ' + event.sample));
  `);
  page = await context.newPage();
  opening = [];
  page.on('console', (message) => message.type() === 'error' && opening.push(message.text()));
  page.on('pageerror', (error) => opening.push(error.message));
  await page.goto(shell.url);
});

afterAll(async () => {
  await browser?.close();
  await shell?.close();
  rmSync(config, { recursive: true });
});

run('the start screen loads without an error or a violation of its policy', async () => {
  await page.getByRole('button').first().waitFor();
  expect(page.url()).toBe(new URL('/', shell.url).href);
  expect(await page.evaluate('violations')).toEqual([]);
  expect(opening).toEqual([]);
});

run(
  'the page survives a reload and opens in a second tab, but not in another browser',
  async () => {
    await page.reload();
    await page.getByRole('button').first().waitFor();
    const second = await context.newPage();
    expect((await second.goto(new URL('/', shell.url).href))?.status()).toBe(200);
    await second.close();
    const stranger = await browser.newContext();
    const refused = await (await stranger.newPage()).goto(shell.url);
    expect(refused?.status()).toBe(403);
    await stranger.close();
  },
);

run('the page asks the engine and gets an answer', async () => {
  const recent = await page.evaluate(`fetch('api/call', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ operation: 'query', path: 'project.recent' }),
  }).then((response) => response.json())`);
  expect(recent).toEqual({ data: [] });
});

run.each(['dark', 'light'] as const)(
  'axe finds nothing on the start screen, %s',
  async (scheme) => {
    await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' });
    await page.evaluate(`localStorage.clear()`);
    await page.reload();
    await page.getByRole('button').first().waitFor();
    // Not by a script element, which the page's policy forbids.

    await page.evaluate(readFileSync(axe, 'utf8'));
    const found = await page.evaluate<{ id: string; nodes: string[] }[]>(`
    axe.run().then(({ violations }) => violations.map(({ id, nodes }) =>
      ({ id, nodes: nodes.map((node) => node.html + ' ' + node.failureSummary) })))`);
    expect(found).toEqual([]);
  },
);
