import { resolve } from 'node:path';

/**
 * The project folder named on the app's command line.
 *
 * @param words what follows the program (and, unpackaged, the main file).
 * @param workingFolder folder that a relative path starts from.
 * @returns undefined when none is named; switches are Electron's.
 */
export function projectArgument(
  words: readonly string[],
  workingFolder: string,
): string | undefined {
  const folder = words.find((word) => !word.startsWith('-'));
  return folder === undefined ? undefined : resolve(workingFolder, folder);
}
