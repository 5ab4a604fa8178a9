import { resolve } from 'node:path';

/**
 * The project folder named on the app's command line.
 *
 * @param argv the program, switches of Electron's anywhere, the app's folder where it is not
 *   packaged, then our own words.
 * @param workingFolder folder that a relative path starts from.
 * @returns undefined when none is named.
 */
export function projectArgument(
  argv: readonly string[],
  isPackaged: boolean,
  workingFolder: string,
): string | undefined {
  const words = argv.slice(1).filter((word) => !word.startsWith('-'));
  const folder = words[isPackaged ? 0 : 1];
  return folder === undefined ? undefined : resolve(workingFolder, folder);
}
