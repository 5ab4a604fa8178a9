import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { findTestBrowser } from '../../scripts/find-browser.ts';
import { buildSmallApp } from './build-small-app.ts';
import { launchApp, type RunningApp } from './launch-app.ts';

// The real shell and preload around a small engine and page: in real Electron where it is installed,
// else against the stand-in.

const browser = await findTestBrowser();
if (!browser) console.log('skipped: no Chromium here for the desktop shell');
const run = test.skipIf(!browser);

const userData = mkdtempSync(join(tmpdir(), 'emcurator-user-'));
const log = join(userData, 'engine.log');
const env = { STANDIN_USER_DATA: userData, SMALL_APP_LOG: log, EMCURATOR_CONFIG: userData };
let folder: string;
let app: RunningApp;
let page: Page;

async function open(args: readonly string[] = []): Promise<void> {
  app = await launchApp(join(folder, 'out', 'main', 'app.js'), { env, args });
  page = await app.firstWindow();
  await page.waitForSelector('html[data-ready]');
}

/** Evaluates in the page; the code is text because this file's types know no window. */
const inPage = <T>(code: string): Promise<T> => page.evaluate<T>(code);
const repliesTo = (id: number) => inPage<object[]>(`replies.filter((r) => r.id === ${id})`);
const engineLog = () => readFileSync(log, 'utf8').split('\n');

beforeAll(async () => {
  if (!browser) return;
  folder = await buildSmallApp();
  await open();
});

afterAll(async () => {
  if (!browser) return;
  await app.close();
  rmSync(folder, { recursive: true });
  rmSync(userData, { recursive: true, force: true });
});

run('the window shows the page, styled by its nonce, under its own origin', async () => {
  expect(await page.title()).toBe('small page');
  expect(await inPage('getComputedStyle(document.querySelector("h1")).color')).toBe('rgb(1, 2, 3)');
  expect(page.url()).toMatch(
    app.kind === 'electron' ? /^app:\/\/curator\// : /^http:\/\/curator\./,
  );
});

run(
  'the page reaches the six functions of the preload and nothing of Node or Electron',
  async () => {
    expect(await inPage('Object.keys(emcurator).sort()')).toEqual(
      ['call', 'onMenu', 'onReply', 'pathsOfDrop', 'pickPaths', 'stop'].sort(),
    );
    const globals = ['require', 'process', 'Buffer', 'ipcRenderer', '__standin', '__standinSend'];
    expect(await inPage(`${JSON.stringify(globals)}.filter((name) => name in window)`)).toEqual([]);
  },
);

run('a call crosses to the engine process and back', async () => {
  await inPage('emcurator.call(1, "query", "echo", { pixels: new Uint8Array([1, 2]), n: 1.5 })');
  await expect.poll(() => repliesTo(1)).toHaveLength(2);
  expect(await inPage('[...replies.find((r) => r.id === 1).data.pixels]')).toEqual([1, 2]);
  await inPage('emcurator.call(2, "mutation", "absent", null)');
  await expect
    .poll(() => repliesTo(2))
    .toEqual([{ id: 2, type: 'error', message: 'No absent', code: 'NOT_FOUND' }]);
});

run('a stopped call is stopped in the engine', async () => {
  const stops = () => engineLog().filter((line) => line.startsWith('stop')).length;
  const before = stops();
  await inPage('emcurator.call(3, "subscription", "events", undefined)');
  await inPage('emcurator.stop(3)');
  await expect.poll(stops).toBe(before + 1);
});

run('malformed messages are not answered and do no harm', async () => {
  const bad = [
    '-1, "query", "echo"',
    '4, "delete", "echo"',
    '4, "query", ""',
    '"4", "query", "echo"',
  ];
  for (const call of bad) await inPage(`emcurator.call(${call}, 1)`);
  await inPage('emcurator.call(5, "query", "echo", 5)');
  await expect.poll(() => repliesTo(5)).toHaveLength(2);
  expect(await inPage('replies.filter((r) => r.id === 4 || r.id === -1 || r.id === "4")')).toEqual(
    [],
  );
});

run('pictures come from the engine over the page’s own origin', async () => {
  expect(await inPage('document.querySelector("#patch").naturalWidth')).toBe(5);
  const headers = await inPage<string[]>(
    'fetch("/patch/key/7?low=1").then((r) => [r.status, r.headers.get("cache-control"), r.headers.get("x-content-type-options")])',
  );
  expect(headers).toEqual([200, 'private, max-age=31536000, immutable', 'nosniff']);
  expect(engineLog()).toContain('picture /patch/key/7?low=1');
});

run('no file outside the built window is served', async () => {
  const code = (path: string) => `fetch(${JSON.stringify(path)}).then((r) => r.status)`;
  for (const path of [
    '/../main/app.js',
    '/..%2fmain%2fapp.js',
    '/%2e%2e/package.json',
    '/absent.js',
  ])
    expect([path, await inPage(code(path))]).toEqual([path, 404]);
});

run('menu commands arrive in the window, recent projects among them', async () => {
  const click = (id: string) =>
    app.evaluate(({ Menu }, item) => Menu.getApplicationMenu()?.getMenuItemById(item)?.click(), id);
  const recent = 'project.recent:/p/liver';
  await expect
    .poll(() =>
      app.evaluate(
        ({ Menu }, id) => Menu.getApplicationMenu()?.getMenuItemById(id)?.label ?? null,
        recent,
      ),
    )
    .toBe('Liver && kidney (/p/liver)');
  const ids = ['project.new', 'project.open', 'project.close', 'undo', 'redo', 'help.keys', recent];
  for (const id of ids) await click(id);
  await expect.poll(() => inPage('commands')).toEqual(ids);
  await click('theme.dark');
  await expect.poll(() => inPage('matchMedia("(prefers-color-scheme: dark)").matches')).toBe(true);
  await click('theme.light');
  await expect.poll(() => inPage('matchMedia("(prefers-color-scheme: dark)").matches')).toBe(false);
});

run('the native dialog’s choice reaches the page, a cancelled one as nothing', async () => {
  await app.evaluate(({ dialog }) => {
    const seen: unknown[] = [];
    Object.assign(globalThis, { seen });
    Object.assign(dialog, {
      showOpenDialog: async (_window: unknown, options: unknown) => {
        seen.push(options);
        return { canceled: seen.length > 1, filePaths: ['/data/a.tif', '/data/b.tif'] };
      },
    });
  });
  const pick = 'emcurator.pickPaths({ folders: false, multiple: true })';
  expect(await inPage(pick)).toEqual(['/data/a.tif', '/data/b.tif']);
  expect(await inPage(pick)).toEqual([]);
  expect(await app.evaluate(() => Reflect.get(globalThis, 'seen')[0])).toEqual({
    properties: ['openFile', 'multiSelections', 'createDirectory'],
  });
  await expect(inPage('emcurator.pickPaths({ folders: "yes" })')).rejects.toThrow('pick-paths');
});

run('a page that is not ours gets no answer, even with our preload', async () => {
  const preload = join(folder, 'out', 'preload', 'index.cjs');
  await app.evaluate(async ({ BrowserWindow }, path) => {
    const window = new BrowserWindow({ webPreferences: { preload: path } });
    await window.loadURL('data:text/html,<title>foreign</title>');
  }, preload);
  await expect.poll(() => app.pages().length).toBe(2);
  const foreign = app.pages().find((each) => each.url().startsWith('data:'));
  const asked = `new Promise((resolve) => {
    emcurator.onReply((reply) => resolve(reply));
    emcurator.call(1, 'query', 'echo', 'secret');
    setTimeout(() => resolve('no answer'), 400);
  })`;
  expect(await foreign?.evaluate(asked)).toBe('no answer');
  await expect(
    foreign?.evaluate('emcurator.pickPaths({ folders: true, multiple: false })'),
  ).rejects.toThrow('Only the window of EM Curator may ask this.');
  await foreign?.close();
});

run('the page cannot navigate away, open windows or run text as code', async () => {
  const address = page.url();
  await inPage('void (location.href = "http://127.0.0.1:9/elsewhere")');
  await inPage('void window.open("https://example.org/")');
  await new Promise((resolve) => setTimeout(resolve, 300));
  expect(page.url()).toBe(address);
  await expect.poll(() => app.pages().length, { timeout: 10_000 }).toBe(1);
  expect(await inPage('violations')).toEqual([]);
  await inPage('void setTimeout("window.ran = 2")');
  await inPage(
    'void document.body.append(Object.assign(document.createElement("script"), { textContent: "window.ran = 1" }))',
  );
  expect(await inPage('[window.ran ?? null, violations.length]')).toEqual([null, 2]);
});

run('an engine that dies is started again, and the call under way says so', async () => {
  await inPage('emcurator.call(20, "mutation", "die", null)');
  await expect.poll(() => repliesTo(20)).toMatchObject([{ type: 'error', code: 'ENGINE_GONE' }]);
  await inPage('emcurator.call(21, "query", "echo", "again")');
  await expect.poll(() => repliesTo(21)).toHaveLength(2);
});

run('a second start shows this window and opens its project here', async () => {
  await app.evaluate(({ app: instance }) => {
    instance.emit('second-instance', {}, ['electron', 'app.js', '--flag', 'kidney'], '/projects');
  });
  await expect.poll(engineLog).toContain('call project.open');
});

run('quitting shuts the engine down first, and the window comes back where it was', async () => {
  await app.evaluate(({ BrowserWindow }) => {
    BrowserWindow.getAllWindows()[0]?.setBounds({ x: 40, y: 60, width: 1111, height: 777 });
  });
  expect(await app.close()).toBe(0);
  expect(engineLog()).toContain('shut-down');
  const remembered = JSON.parse(readFileSync(join(userData, 'window.json'), 'utf8'));
  expect(remembered.bounds).toMatchObject({ width: 1111, height: 777 });
  await open();
  const bounds = () =>
    app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getBounds());
  expect(await bounds()).toMatchObject({ width: 1111, height: 777 });
});
