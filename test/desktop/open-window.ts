import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, chromium, type Page } from 'playwright-core';
import { buildApp } from '../../scripts/build.ts';
import { browserFlags } from '../../scripts/find-browser.ts';
import type { WebShell } from '../../src/main/web/main.ts';
import { type Hands, handsOf } from './window-hands.ts';

/** The built loopback shell with the real engine behind it and a real browser before it. */
export interface OpenWindow extends Hands {
  readonly page: Page;
  /** an empty folder that the window may read and write */
  readonly folder: string;
  /** errors of the console and violations of the page's policy so far */
  complaints(): Promise<readonly string[]>;
  /** axe's findings on what is shown now */
  accessibilityFindings(): Promise<readonly string[]>;
  close(): Promise<void>;
}

const root = join(import.meta.dirname, '..', '..');
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

export async function openWindow(executablePath: string): Promise<OpenWindow> {
  await buildApp();
  const folder = mkdtempSync(join(tmpdir(), 'emcurator-window-'));
  process.env['EMCURATOR_CONFIG'] = join(folder, 'config');
  // `as`: the bundle of exactly this module.
  const { runWebShell } = (await import(
    join(root, 'out', 'main', 'web.js')
  )) as typeof import('../../src/main/web/main.ts');
  const started = await runWebShell({ project: null, workingFolder: folder });
  if (!started.ok) throw new Error(`the shell did not start: ${started.failure.kind}`);
  const shell: WebShell = started.value;
  const chromiumSandbox = process.getuid?.() !== 0;
  const browser: Browser = await chromium.launch({
    executablePath,
    chromiumSandbox,
    args: [...browserFlags],
  });
  const context = await browser.newContext({
    locale: 'en-US',
    viewport: { width: 1280, height: 800 },
    reducedMotion: 'reduce',
  });
  await context.addInitScript(`
    window.violations = [];
    document.addEventListener('securitypolicyviolation', (event) =>
      window.violations.push(event.violatedDirective + ' ' + event.blockedURI + ' ' + event.sample));
  `);
  const page = await context.newPage();
  const errors: string[] = [];
  page.on('console', (message) => message.type() === 'error' && errors.push(message.text()));
  page.on('pageerror', (error) => errors.push(error.message));
  await page.goto(shell.url);
  return {
    ...handsOf(page),
    page,
    folder,
    complaints: async () => [...errors, ...(await page.evaluate<string[]>('violations'))],
    async accessibilityFindings() {
      // Evaluated, not added as a script element, which the page's policy forbids.
      await page.evaluate(axe);
      return page.evaluate<string[]>(`axe.run().then(({ violations }) => violations.flatMap(
        ({ id, nodes }) => nodes.map((node) => id + ': ' + node.html + ' ' + node.failureSummary)))`);
    },
    async close() {
      await browser.close();
      await shell.close();
      rmSync(folder, { recursive: true });
    },
  };
}
