import type { Command } from '../session/commands.ts';

/** Moving and selecting are for keys alone; listing them would bury the rest. */
const keyOnly: readonly Command['group'][] = ['Move', 'Select'];

/** Commands whose title holds every word typed, in the order offered; each title once. */
export function matchingCommands(commands: readonly Command[], typed: string): readonly Command[] {
  const words = typed.toLowerCase().split(/\s+/).filter(Boolean);
  const titles = new Set<string>();
  return commands.filter((command) => {
    if (keyOnly.includes(command.group) || command.release || titles.has(command.title))
      return false;
    const text = `${command.group} ${command.title}`.toLowerCase();
    if (!words.every((word) => text.includes(word))) return false;
    titles.add(command.title);
    return true;
  });
}
