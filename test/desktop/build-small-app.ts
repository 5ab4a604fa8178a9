import { cpSync, mkdirSync, mkdtempSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildForNode, mainEntries } from '../../scripts/build.ts';

/** Builds the real Electron shell and preload around a small engine and page; the folder. */
export async function buildSmallApp(): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'emcurator-small-'));
  const own = join(import.meta.dirname, 'small-app');
  const entries = { app: mainEntries.app, 'engine-process': join(own, 'engine-process.ts') };
  await buildForNode(join(folder, 'out'), entries);
  mkdirSync(join(folder, 'out', 'renderer'));
  for (const name of ['index.html', 'page.js'])
    cpSync(join(own, name), join(folder, 'out', 'renderer', name));
  writeFileSync(
    join(folder, 'package.json'),
    JSON.stringify({ name: 'small', productName: 'EM Curator', version: '1.2.3', type: 'module' }),
  );
  symlinkSync(join(import.meta.dirname, '..', '..', 'node_modules'), join(folder, 'node_modules'));
  return folder;
}
