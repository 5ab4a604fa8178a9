import { lstat, mkdir, readdir, realpath, stat } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname, extname, join, relative, sep } from 'node:path';
import { fail, type Outcome, succeed } from '../../../../shared/failure.ts';
import type { FileListing } from '../../../../shared/source.ts';

type Entry = FileListing['entries'][number];

const mostEntries = 2000;
const volumeEndings = new Set([
  '.tif',
  '.tiff',
  '.btf',
  '.png',
  '.jpg',
  '.jpeg',
  '.mrc',
  '.rec',
  '.st',
  '.map',
  '.ali',
]);

/** What the folder picker shows; folders outside the roots are not listed, by whichever path. */
export async function listFiles(
  folder: string | null,
  roots: readonly string[],
): Promise<Outcome<FileListing>> {
  const inside = await withinRoots(folder ?? roots[0] ?? homedir(), roots);
  if (!inside.ok) return inside;
  const path = inside.value;
  try {
    const names = (await readdir(path, { withFileTypes: true })).filter(
      (e) => !e.name.startsWith('.'),
    );
    const entries = await Promise.all(
      names.slice(0, mostEntries).map((entry) => describeEntry(join(path, entry.name), entry.name)),
    );
    const parent = await withinRoots(dirname(path), roots);
    return succeed({
      folder: path,
      parent: parent.ok && parent.value !== path ? parent.value : null,
      roots: [...roots],
      entries: entries.sort(byKindAndName),
      leftOut: Math.max(0, names.length - mostEntries),
    });
  } catch (error) {
    return fail({ kind: 'file-unreadable', path, reason: reasonOf(error) });
  }
}

async function describeEntry(path: string, name: string): Promise<Entry> {
  const found = await stat(path).catch(() => null);
  if (!found) return { name, path, kind: 'other', bytes: null };
  if (found.isDirectory()) return { name, path, kind: await kindOfFolder(path, name), bytes: null };
  const kind = volumeEndings.has(extname(name).toLowerCase()) ? 'volume' : 'other';
  return { name, path, kind, bytes: found.size };
}

async function kindOfFolder(path: string, name: string): Promise<Entry['kind']> {
  if (name.endsWith('.emcurator')) return 'project';
  const dataset = await stat(join(path, 'dataset.json')).catch(() => null);
  return dataset ? 'dataset' : 'folder';
}

const kindOrder: readonly Entry['kind'][] = ['folder', 'project', 'dataset', 'volume', 'other'];
const numeric = new Intl.Collator('en', { numeric: true });
const byKindAndName = (a: Entry, b: Entry): number =>
  kindOrder.indexOf(a.kind) - kindOrder.indexOf(b.kind) || numeric.compare(a.name, b.name);

/** Makes a folder inside one of the roots. */
export async function createFolder(
  folder: string,
  name: string,
  roots: readonly string[],
): Promise<Outcome<{ folder: string }>> {
  const inside = await withinRoots(folder, roots);
  if (!inside.ok) return inside;
  const path = join(inside.value, name);
  if (dirname(path) !== inside.value) {
    return fail({
      kind: 'option-invalid',
      option: 'The name',
      given: name,
      known: 'a name without slashes',
    });
  }
  try {
    await mkdir(path);
    return succeed({ folder: path });
  } catch (error) {
    return fail({ kind: 'target-unwritable', path, reason: reasonOf(error) });
  }
}

/**
 * The real path of a path, when it lies inside one of the roots; links are followed first. A path
 * that does not exist yet is judged by the nearest folder that does.
 */
export async function withinRoots(
  path: string,
  roots: readonly string[],
): Promise<Outcome<string>> {
  const real = await realPathOf(path);
  if (real === null) return fail({ kind: 'file-missing', path });
  for (const root of roots) {
    const way = relative(await realpath(root).catch(() => root), real);
    if (way === '' || (way !== '..' && !way.startsWith(`..${sep}`) && !isElsewhere(way)))
      return succeed(real);
  }
  return fail({ kind: 'folder-not-allowed', path, roots });
}

/** Another drive on Windows. */
const isElsewhere = (way: string): boolean => /^[a-zA-Z]:/.test(way);

async function realPathOf(path: string): Promise<string | null> {
  const real = await realpath(path).catch(() => null);
  if (real !== null) return real;
  const parent = dirname(path);
  // A link to nowhere is there, yet has no real path: whatever were written to it would lie elsewhere.
  const isThere = await lstat(path).catch(() => null);
  if (parent === path || isThere) return null;
  const above = await realPathOf(parent);
  return above === null ? null : join(above, path.slice(parent.length).replace(/^[/\\]+/, ''));
}

const reasonOf = (error: unknown): string =>
  error instanceof Error ? error.message : String(error);
