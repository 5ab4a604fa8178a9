import { mkdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

interface Asar {
  createPackage(folder: string, file: string): Promise<void>;
  listPackage(file: string, options: { isPack: boolean }): string[];
}

/**
 * Makes what electron-builder takes for Electron's distribution: it lays out the app, trims its files
 * and sets the fuses without the real one. What this makes does not run.
 */
export async function fakeElectron(folder: string, version: string): Promise<void> {
  for (const name of ['locales', 'resources', 'empty'])
    mkdirSync(join(folder, name), { recursive: true });
  // The wire that fuse tools look for: sentinel, version 1, nine fuses, all off.
  const wire = Buffer.from('dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX\u0001\u0009000000000\0', 'latin1');
  const binary = Buffer.concat([Buffer.from('#!/bin/sh\nexit 1\n\0'), wire]);
  writeFileSync(join(folder, 'electron'), binary, { mode: 0o755 });
  writeFileSync(join(folder, 'version'), version);
  for (const name of ['LICENSE', 'LICENSES.chromium.html', 'chrome-sandbox'])
    writeFileSync(join(folder, name), '');
  writeFileSync(join(folder, 'empty', 'index.js'), '');
  const archive = join(folder, 'resources', 'default_app.asar');
  await archiveTool().createPackage(join(folder, 'empty'), archive);
}

/** Paths of an archive's files, each with a leading slash. */
export async function readArchive(file: string): Promise<string[]> {
  return archiveTool().listPackage(file, { isPack: false });
}

/** electron-builder's own archive tool: not a package of ours. */
function archiveTool(): Asar {
  const require = createRequire(createRequire(import.meta.url).resolve('electron-builder'));
  const builder = createRequire(require.resolve('app-builder-lib'));
  // `as`: the two functions that are used of it.
  return builder('@electron/asar') as Asar;
}
