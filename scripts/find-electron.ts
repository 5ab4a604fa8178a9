// Finds Electron's binary; fetches it once where there is a network, since no npm package holds it.
import { spawn } from 'node:child_process';
import { lookup } from 'node:dns/promises';
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');
const folder = join(root, 'node_modules', 'electron');
/** Written when fetching failed, so that the next starts of the day do not wait for it again. */
const failed = join(root, 'out', 'electron-not-fetched');
const dayMs = 24 * 3600 * 1000;
const fetchTimeoutMs = 60_000;
const lookupTimeoutMs = 1500;

/** Where Electron is, or why it cannot be used here. */
export type FoundElectron = { readonly path: string } | { readonly reason: string };

/** Finds or fetches Electron; never rejects. */
export async function findElectron(): Promise<FoundElectron> {
  if (!hasDisplay()) return { reason: 'no display' };
  const path = installedElectron();
  if (path) return { path };
  if (existsSync(failed) && Date.now() - statSync(failed).mtimeMs < dayMs)
    return { reason: `not installed, ${readFileSync(failed, 'utf8')}` };
  const reason = (await isOnline()) ? await fetchElectron() : 'not installed, no network';
  const fetched = installedElectron();
  return fetched ? { path: fetched } : { reason: reason ?? 'not installed' };
}

/** Path of the binary that is already there. */
export function installedElectron(): string | undefined {
  try {
    const path = join(folder, 'dist', readFileSync(join(folder, 'path.txt'), 'utf8').trim());
    return existsSync(path) ? path : undefined;
  } catch {
    return undefined; // path.txt is written by the download
  }
}

function hasDisplay(): boolean {
  const { DISPLAY, WAYLAND_DISPLAY } = process.env;
  return process.platform !== 'linux' || Boolean(DISPLAY ?? WAYLAND_DISPLAY);
}

async function isOnline(): Promise<boolean> {
  const timeout = new Promise<false>((resolve) => {
    setTimeout(() => resolve(false), lookupTimeoutMs).unref();
  });
  const found = lookup('github.com').then(
    () => true,
    () => false,
  );
  return Promise.race([found, timeout]);
}

/** Runs Electron's own installer; the reason when it did not succeed. */
function fetchElectron(): Promise<string | undefined> {
  console.error('Fetching Electron (about 110 MB, only this once) ...');
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [join(folder, 'install.js')], {
      stdio: 'ignore',
      timeout: fetchTimeoutMs,
    });
    child.on('error', () => resolve('not installed'));
    child.on('exit', (code) => {
      if (code === 0) return resolve(undefined);
      const reason = code === null ? 'its download took over a minute' : 'its download failed';
      writeFileSync(failed, reason);
      resolve(`not installed, ${reason}`);
    });
  });
}
