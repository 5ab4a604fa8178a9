import type { Command } from '../session/commands.ts';

/** A command of the Label screen, listed under "This screen". */
export const screenCommand = (
  title: string,
  keys: readonly string[],
  run: () => void,
): Command => ({
  title,
  group: 'This screen',
  keys,
  run,
});
