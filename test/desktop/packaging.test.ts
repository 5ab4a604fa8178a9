import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { buildApp } from '../../scripts/build.ts';
import { findTestBrowser } from '../../scripts/find-browser.ts';
import { askEngine } from './ask-engine.ts';
import { fakeElectron, readArchive } from './fake-electron.ts';
import { launchStandin } from './launch-app.ts';

// Electron's distribution is a fake; everything else is what electron-builder makes of our config.

const root = join(import.meta.dirname, '..', '..');
const modules = join(root, 'node_modules');
const isHere = process.platform === 'linux' && process.arch === 'x64';
if (!isHere) console.log('skipped: the packaging test knows the layout of linux x64 only');
const browser = isHere ? await findTestBrowser() : undefined;
const run = test.skipIf(!isHere);

const work = mkdtempSync(join(tmpdir(), 'emcurator-package-'));
// `as`: our own package.json.
const { version, devDependencies } = JSON.parse(
  readFileSync(join(root, 'package.json'), 'utf8'),
) as { version: string; devDependencies: { electron: string } };

beforeAll(async () => {
  if (!isHere) return;
  await buildApp();
  await fakeElectron(join(work, 'electron'), devDependencies.electron);
  pack('archive', 'true');
  pack('folder', 'false');
}, 180_000);

afterAll(() => rmSync(work, { recursive: true }));

function pack(name: string, asar: string): void {
  const builder = join(modules, 'electron-builder', 'cli.js');
  const words = [builder, '--linux', '--x64', '--dir', `-c.asar=${asar}`];
  words.push(`-c.electronDist=${join(work, 'electron')}`);
  words.push(`-c.directories.output=${join(work, name)}`);
  execFileSync(process.execPath, words, { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] });
}

const unpacked = (name: string, ...path: string[]) => join(work, name, 'linux-unpacked', ...path);

/** Every file below a folder, relative to it. */
function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1));
}

run('the archive holds the built app and none of its sources, tests or maps', async () => {
  const files = await readArchive(unpacked('archive', 'resources', 'app.asar'));
  const own = files.filter((file) => !file.startsWith('/node_modules'));
  for (const name of [
    'app',
    'engine-process',
    'decode-process',
    'inference-process',
    'decode-worker',
  ])
    expect(own).toContain(`/out/main/${name}.js`);
  expect(own).toContain('/out/preload/index.cjs');
  expect(own).toContain('/out/renderer/index.html');
  expect(own.filter((file) => file.endsWith('.wasm')).length).toBeGreaterThan(0);
  expect(files.filter((file) => /\.(map|ts|tsx)$/.test(file))).toEqual([]);
  const folders = new Set(own.map((file) => file.split('/')[1]));
  expect([...folders].sort()).toEqual(['LICENSE', 'out', 'package.json']);
});

run('native code is unpacked, and of this platform only', () => {
  const files = filesBelow(unpacked('archive', 'resources', 'app.asar.unpacked'));
  const native = files.filter((file) => /\.(node|so[.\d]*|dll|dylib|exe)$/.test(file));
  const packages = [
    'better-sqlite3',
    'onnxruntime-node',
    '@img/sharp-linux-x64',
    '@img/sharp-libvips',
  ];
  for (const name of packages)
    expect([name, native.some((file) => file.startsWith(`node_modules/${name}`))]).toEqual([
      name,
      true,
    ]);
  const foreign = /(darwin|win32|win-|arm64|musl|linuxmusl|node-linux)/;
  expect(files.filter((file) => foreign.test(file))).toEqual([]);
});

run('the Node of the npm scripts is not packed, and the resources stay below 90 MB', async () => {
  const files = await readArchive(unpacked('archive', 'resources', 'app.asar'));
  expect(files.filter((file) => /^\/node_modules\/node-(linux|win)/.test(file))).toEqual([]);
  const folder = unpacked('archive', 'resources');
  const bytes = filesBelow(folder).reduce(
    (sum, file) => sum + statSync(join(folder, file)).size,
    0,
  );
  expect(bytes).toBeLessThan(90e6);
});

run('the fuses are set: no running as Node, no inspector, only our checked archive', () => {
  const wire = readFileSync(unpacked('archive', 'em-curator'));
  const sentinel = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX';
  const at = wire.indexOf(sentinel) + sentinel.length;
  const fuses = wire.subarray(at + 2, at + 2 + 8).toString('latin1');
  // In Electron's order: run as Node, encrypted cookies, NODE_OPTIONS, inspector, archive integrity,
  // archive only, V8 snapshot of the browser process, extra rights of file:.
  expect(fuses).toBe('00001100');
});

test.skipIf(!browser)('the packed app opens its window, a project and a picture', async () => {
  const home = join(work, 'home');
  mkdirSync(home);
  const picture = join(home, 'mitochondrion.png');
  await sharp({ create: { width: 300, height: 240, channels: 3, background: '#808080' } })
    .png()
    .toFile(picture);
  const main = unpacked('folder', 'resources', 'app', 'out', 'main', 'app.js');
  const env = {
    HOME: home,
    EMCURATOR_CONFIG: join(home, 'config'),
    STANDIN_USER_DATA: join(work, 'user'),
    STANDIN_PACKAGED: '1',
  };
  const app = await launchStandin(main, { env });
  const page = await app.firstWindow();
  await page.getByRole('button').first().waitFor();
  expect(await app.evaluate((electron) => electron.app.getVersion())).toBe(version);
  const folder = join(home, 'liver.emcurator');
  const created = await askEngine(page, 'mutation', 'project.create', { folder });
  expect(created).toMatchObject({ ok: true, value: { name: 'liver' } });
  const described = await askEngine(page, 'query', 'sources.describe', { paths: [picture] });
  expect(described).toMatchObject([{ described: { ok: true } }]);
  expect(await askEngine(page, 'query', 'execution')).toMatchObject({ provider: 'cpu' });
  expect(await app.close()).toBe(0);
});
