import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { missingPackages, readLock } from '../../scripts/check-lock.ts';

const root = join(import.meta.dirname, '..', '..');
// `as`: our own package.json.
const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
  dependencies: Record<string, string>;
  devDependencies: Record<string, string>;
  optionalDependencies: Record<string, string>;
  allowScripts: Record<string, boolean>;
};
const { dependencies, devDependencies, optionalDependencies } = manifest;

test('every version is exact', () => {
  const all = { ...dependencies, ...devDependencies, ...optionalDependencies };
  const loose = Object.entries(all).filter(([, version]) => !/^\d+\.\d+\.\d+$/.test(version));
  expect(loose).toEqual([]);
});

test('TypeScript stays at 6.0: with 7 the layer check looks at nothing and passes', () => {
  expect(devDependencies['typescript']).toMatch(/^6\.0\./);
});

test('the lockfile names every platform’s packages', () => {
  const lock = readLock();
  expect(missingPackages(lock)).toEqual([]);
  const platforms = ['win32-x64', 'darwin-arm64', 'darwin-x64', 'linux-arm64', 'linux-x64'];
  for (const platform of platforms)
    expect(lock).toHaveProperty([`node_modules/@img/sharp-${platform}`]);
});

test('a platform package that is missing from a lockfile is found, wherever it may lie', () => {
  const tool = { version: '1.0.0', optionalDependencies: { 'tool-win': '1.0.0' } };
  const nested = 'node_modules/a/node_modules/tool';
  expect(missingPackages({ [nested]: tool })).toEqual([`tool-win@1.0.0 (wanted by ${nested})`]);
  expect(missingPackages({ [nested]: tool, 'node_modules/tool-win': {} })).toEqual([]);
  expect(
    missingPackages({ [nested]: tool, 'node_modules/b/node_modules/tool-win': {} }),
  ).toHaveLength(1);
});

test('no install script of a dependency runs unless it is needed', () => {
  const wanted = Object.entries(manifest.allowScripts).filter(([, allowed]) => allowed);
  expect(wanted).toEqual([]);
});

/** Packages named by an import, a require or a path of ours; `@scope/name` or `name`. */
function importedPackages(folders: readonly string[]): Set<string> {
  const files = folders.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && /\.(ts|tsx|mjs|css)$/.test(entry.name))
      .map((entry) => join(entry.parentPath, entry.name)),
  );
  const form = /(?:from|import|resolve)\s*\(?\s*['"]((?:@[\w.-]+\/)?[\w.-]+)/g;
  const text = files.map((file) => readFileSync(file, 'utf8')).join('\n');
  return new Set([...text.matchAll(form)].map(([, name = '']) => name));
}

/** What a package expects to find beside it. */
function peersOf(name: string): string[] {
  const file = join(root, 'node_modules', name, 'package.json');
  if (!existsSync(file)) return []; // a Node built-in
  // `as`: npm's documented field.
  const { peerDependencies = {} } = JSON.parse(readFileSync(file, 'utf8')) as {
    peerDependencies?: Record<string, string>;
  };
  return Object.keys(peerDependencies);
}

test('every package the app brings along is used by the app', () => {
  const used = importedPackages(['src']);
  expect(Object.keys(dependencies).filter((name) => !used.has(name))).toEqual([]);
});

test('every development package is used by the window, a script, a test or a command', () => {
  const used = importedPackages(['src', 'scripts', 'test']);
  const scripts = readFileSync(join(root, 'package.json'), 'utf8');
  const commands = {
    '@biomejs/biome': 'biome ',
    'dependency-cruiser': 'depcruise ',
    typescript: 'tsc ',
  };
  const isCommand = (name: string) =>
    scripts.includes(commands[name as keyof typeof commands] ?? '\0');
  const peers = [...used].flatMap(peersOf);
  // electron-builder runs by hand and in its test; types are used without being imported.
  const unused = Object.keys(devDependencies).filter(
    (name) =>
      !used.has(name) &&
      !peers.includes(name) &&
      !isCommand(name) &&
      !name.startsWith('@types/') &&
      name !== 'electron-builder',
  );
  expect(unused).toEqual([]);
});
