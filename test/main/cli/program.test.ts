import type { Command } from 'commander';
import { expect, test } from 'vitest';
import { commandLine } from '../../../src/main/cli/program.ts';
import { quietShell } from './quiet-shell.ts';

/** "name <argument> --flag ..." of every command, subcommands too. */
function signatures(command: Command): string[] {
  return command.commands.flatMap((one) => [
    [
      one.name(),
      ...one.registeredArguments.map((argument) => {
        const name = `${argument.name()}${argument.variadic ? '...' : ''}`;
        return argument.required ? `<${name}>` : `[${name}]`;
      }),
      ...one.options.map((option) => option.long),
    ].join(' '),
    ...signatures(one).map((line) => `  ${line}`),
  ]);
}

test('the commands, their arguments and their options: changing them is a decision', () => {
  expect(signatures(commandLine(quietShell))).toMatchSnapshot();
});

test('every command takes --json and explains each of its options', () => {
  const all = (command: Command): Command[] =>
    command.commands.length > 0 ? command.commands.flatMap(all) : [command];
  for (const command of all(commandLine(quietShell))) {
    expect(command.options.map(({ long }) => long)).toContain('--json');
    expect(command.description()).not.toBe('');
    for (const option of command.options) expect(option.description).not.toBe('');
  }
});
