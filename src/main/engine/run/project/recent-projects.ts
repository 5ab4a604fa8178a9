import { existsSync } from 'node:fs';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { z } from 'zod';
import type { RecentProject } from '../../../../shared/project.ts';

const stored = z.array(z.object({ folder: z.string(), openedAt: z.number() }));
const mostKept = 12;

/** Projects opened last on this computer, newest first. */
export async function recentProjects(configFolder: string): Promise<RecentProject[]> {
  return (await readRecent(configFolder)).map(({ folder, openedAt }) => ({
    name: basename(folder).replace(/\.emcurator$/, ''),
    folder,
    openedAt,
    exists: existsSync(join(folder, 'project.sqlite')),
  }));
}

export async function rememberProject(configFolder: string, folder: string): Promise<void> {
  const others = (await readRecent(configFolder)).filter((entry) => entry.folder !== folder);
  const all = [{ folder, openedAt: Date.now() }, ...others].slice(0, mostKept);
  const file = join(configFolder, 'recent.json');
  // A list of conveniences: a config folder that cannot be written must not keep a project shut.
  try {
    await mkdir(configFolder, { recursive: true });
    await writeFile(`${file}.new`, JSON.stringify(all));
    await rename(`${file}.new`, file);
  } catch {}
}

async function readRecent(configFolder: string): Promise<z.infer<typeof stored>> {
  try {
    return stored.parse(JSON.parse(await readFile(join(configFolder, 'recent.json'), 'utf8')));
  } catch {
    return [];
  }
}
