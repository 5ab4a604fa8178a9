// The built window in a real browser on 1.13 million exemplars. Run: node bench/labelling-window.ts [folder to keep the project in]
import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deflateRawSync } from 'node:zlib';
import { type BrowserContext, chromium, type Page } from 'playwright-core';
import { buildApp } from '../scripts/build.ts';
import { browserFlags, findTestBrowser } from '../scripts/find-browser.ts';
import { openCatalog } from '../src/main/engine/catalog/open-catalog.ts';
import { xorshift32 } from '../src/main/engine/kernel/xorshift32.ts';
import { packFile } from '../src/main/engine/run/exemplar/patch-packs.ts';
import { given } from '../test/flow/open-engine.ts';
import { paperSize, writeLargeProject } from './large-project.ts';
import { printFigure } from './print-figure.ts';

const edge = 224;
/** Different pictures that the exemplars share in turn: 50 GB of pixels would measure the disk. */
const pictures = 512;
/** A page that is looked at for so long, a single patch for so long: assumptions, not measurements. */
const [pageLooksS, patchLooksS] = [20, 1.2];

const executablePath = await findTestBrowser();
if (!executablePath) throw new Error('There is no Chromium here.');
await buildApp();
const scratch = mkdtempSync(join(tmpdir(), 'curator-window-'));
const folder = join(process.argv[2] ?? scratch, 'large.emcurator');
if (!existsSync(join(folder, 'project.sqlite'))) {
  writeLargeProject(folder, paperSize);
  givePictures(folder);
}
const { url, server } = await serve(folder);
const browser = await chromium.launch({ executablePath, args: [...browserFlags] });
try {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  const page = await context.newPage();
  await page.goto(url);
  await page.getByRole('button', { name: /^Label/ }).click();
  await page.locator('[data-at] img').first().waitFor({ timeout: 60_000 });
  await page.waitForTimeout(3000);
  await measureKeys(page);
  await measureFrames(page, 'scrolling 1.13 million patches');
  await measureReference(page, context);
  await measureMemory(page);
} finally {
  await browser.close();
  server.kill('SIGTERM');
  rmSync(scratch, { recursive: true, force: true });
}

function givePictures(project: string): void {
  mkdirSync(join(project, 'patches'), { recursive: true });
  const { below } = xorshift32(5);
  const packed = Array.from({ length: pictures }, (_, i) =>
    deflateRawSync(
      Uint8Array.from({ length: edge * edge }, (_unused, k) => ((k * (i + 1)) >> 9) + below(120)),
      { level: 1 },
    ),
  );
  writeFileSync(packFile(project, 0), Buffer.concat(packed));
  let offset = 0;
  const places = packed.map((bytes) => {
    const place = { pack: 0, offset, bytes: bytes.length };
    offset += bytes.length;
    return place;
  });
  const catalog = given(openCatalog(project, { readOnly: false }));
  const cut = Number(catalog.settings.get('cut'));
  const ordinals = [...catalog.exemplars.columns(cut)].map(([ordinal]) => ordinal);
  catalog.commitUnit(() => {
    for (const ordinal of ordinals) {
      const place = places[ordinal % pictures];
      if (place) catalog.exemplars.setPlace(ordinal, place);
    }
  });
  catalog.close();
}

async function serve(project: string): Promise<{ url: string; server: ChildProcess }> {
  const command = join(import.meta.dirname, '..', 'scripts', 'emcurator.mjs');
  const asked = [command, 'serve', project, '--no-open', '--root', join(project, '..')];
  const server = spawn(process.execPath, asked, {
    env: { ...process.env, EMCURATOR_CONFIG: join(scratch, 'config') },
  });
  let said = '';
  const found = await new Promise<string>((resolve, reject) => {
    const hear = (words: Buffer) => {
      said += words.toString();
      const address = /http:\/\/127\.0\.0\.1:\d+\/\S*/.exec(said)?.[0];
      if (address) resolve(address);
    };
    server.stdout.on('data', hear);
    server.stderr.on('data', hear);
    server.on('exit', () => reject(new Error(said)));
  });
  return { url: found, server };
}

function at(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN;
}

function ascending(values: readonly number[]): number[] {
  return [...values].sort((a, b) => a - b);
}

/** From the key going down to the next frame after the mark is drawn, and to the engine's receipt. */
async function measureKeys(page: Page): Promise<void> {
  await page.evaluate(`
    window.keyed = []; window.saved = [];
    const fetching = window.fetch;
    window.fetch = async (...asked) => {
      const isLabel = String(asked[1]?.body).includes('labels.decide');
      const down = window.down;
      const answer = await fetching(...asked);
      if (isLabel) { await answer.clone().text(); window.saved.push(performance.now() - down); }
      return answer;
    };
    document.addEventListener('keydown', () => {
      const down = performance.now();
      window.down = down;
      const tile = document.querySelector('[data-focused]');
      const watch = new MutationObserver(() => {
        watch.disconnect();
        requestAnimationFrame(() => requestAnimationFrame(() => window.keyed.push(performance.now() - down)));
      });
      if (tile) watch.observe(tile, { attributes: true, attributeFilter: ['data-label'] });
    }, true);`);
  for (let i = 0; i < 100; i++) {
    await page.keyboard.press(i % 2 ? 'd' : 'f');
    await page.waitForTimeout(150);
  }
  const keyed = ascending(await page.evaluate<number[]>('window.keyed'));
  const saved = ascending(await page.evaluate<number[]>('window.saved'));
  printFigure('label key to paint, p50', at(keyed, 0.5), 'ms', null, `${keyed.length} keys`);
  printFigure('label key to paint, p95', at(keyed, 0.95), 'ms', 50);
  printFigure('label key to durable, p50', at(saved, 0.5), 'ms', null, `${saved.length} labels`);
  printFigure('label key to durable, p95', at(saved, 0.95), 'ms', 100);
  const page100 = 3600 / (pageLooksS / 100 + (15 * at(keyed, 0.5)) / 1000 / 100);
  const single = 3600 / (patchLooksS + at(keyed, 0.5) / 1000);
  const assumed = `assumed: ${pageLooksS} s a page of 100 with 15 picked out, ${patchLooksS} s a single patch`;
  printFigure('labels an hour by pages', page100, 'labels', null, assumed);
  printFigure('labels an hour one by one', single, 'labels', null, assumed);
}

async function framesWhile(page: Page, work: () => Promise<void>): Promise<readonly number[]> {
  await page.evaluate(`
    window.frames = []; window.counting = true;
    let last = performance.now();
    const count = (now) => { window.frames.push(now - last); last = now; if (window.counting) requestAnimationFrame(count); };
    requestAnimationFrame(count);`);
  await work();
  await page.evaluate('window.counting = false');
  return ascending(await page.evaluate<number[]>('window.frames.slice(2)'));
}

function printFrames(what: string, frames: readonly number[], budget: number | null): void {
  const slow = frames.filter((frame) => frame > 33.4).length / Math.max(1, frames.length);
  printFigure(`${what}, frame p50`, at(frames, 0.5), 'ms', null, `${frames.length} frames`);
  printFigure(`${what}, frame p95`, at(frames, 0.95), 'ms', budget);
  const share = `${(slow * 100).toFixed(1)} % over 33 ms`;
  printFigure(`${what}, worst frame`, frames.at(-1) ?? Number.NaN, 'ms', budget, share);
}

async function measureFrames(page: Page, what: string): Promise<void> {
  await page.mouse.move(640, 400);
  const frames = await framesWhile(page, async () => {
    for (let i = 0; i < 60; i++) {
      await page.mouse.wheel(0, 120);
      await page.waitForTimeout(30);
    }
    for (let i = 0; i < 20; i++) {
      await page.keyboard.press('PageDown');
      await page.waitForTimeout(60);
    }
  });
  printFrames(what, frames, 33.4);
}

/** A bare page of as many pictures, scrolled likewise: what this machine's drawing alone takes. */
async function measureReference(page: Page, context: BrowserContext): Promise<void> {
  const bare = await context.newPage();
  await bare.goto(new URL('/', page.url()).href);
  const sources = await page.evaluate<string[]>(
    `[...document.querySelectorAll('[data-at] img')].slice(0, 60).map((each) => each.src)`,
  );
  await bare.evaluate(`
    document.body.replaceChildren(...Array.from({ length: 2000 }, (_, i) => {
      const picture = new Image(112, 112);
      picture.src = ${JSON.stringify(sources)}[i % ${sources.length}];
      return picture;
    }));
    document.documentElement.style.overflow = 'auto'; document.body.style.overflow = 'auto';`);
  await bare.waitForTimeout(1500);
  await bare.mouse.move(640, 400);
  const frames = await framesWhile(bare, async () => {
    for (let i = 0; i < 60; i++) {
      await bare.mouse.wheel(0, 120);
      await bare.waitForTimeout(30);
    }
  });
  printFrames('a bare page of pictures', frames, null);
  await bare.close();
}

async function measureMemory(page: Page): Promise<void> {
  const heap = () => page.evaluate<number>('performance.memory.usedJSHeapSize / 1e6');
  const before = await heap();
  for (let i = 0; i < 50; i++) {
    await page.keyboard.press('Control+a');
    await page.keyboard.press(i % 2 ? 'd' : 'f');
    await page.waitForTimeout(120);
    await page.keyboard.press('PageDown');
  }
  await page.waitForTimeout(2000);
  const labels = await page
    .getByText(/labels$/)
    .first()
    .textContent();
  printFigure('heap of the window before', before, 'MB', null);
  printFigure(
    'heap of the window after 50 pages of labels',
    await heap(),
    'MB',
    null,
    labels ?? '',
  );
}
