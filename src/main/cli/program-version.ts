import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The version in our package.json, wherever this file runs from: the sources or the built bundle. */
export function programVersion(): string {
  for (let folder = import.meta.dirname; ; folder = dirname(folder)) {
    const found = versionIn(folder);
    if (found !== undefined) return found;
    if (folder === dirname(folder))
      throw new Error('no package.json of em-curator above the program');
  }
}

function versionIn(folder: string): string | undefined {
  try {
    // `as`: checked by name in the next line, and both fields are ours.
    const found = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as {
      name?: string;
      version?: string;
    };
    return found.name === 'em-curator' ? found.version : undefined;
  } catch {
    return undefined;
  }
}
