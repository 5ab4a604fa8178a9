import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { parse } from 'node:path';

/**
 * Where the app's file picker may go: the home folder first, then every disk. The native dialog and
 * drops reach all of them anyway, and volumes are seldom in a home folder.
 */
export function fileRoots(platform: NodeJS.Platform = process.platform): readonly string[] {
  const home = homedir();
  if (platform !== 'win32') return [home, parse(home).root];
  const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'.split('');
  return [home, ...letters.map((letter) => `${letter}:\\`).filter((drive) => existsSync(drive))];
}
