import { join } from 'node:path';
import type { Command } from 'commander';
import { expect, test } from 'vitest';
import { exitCodes } from '../../src/main/cli/exit-code.ts';
import { commandLine } from '../../src/main/cli/program.ts';
import { quietShell } from '../main/cli/quiet-shell.ts';
import { blocksOf, documents, readDocument, root } from './document.ts';

const program = commandLine(quietShell);
const leaves = (command: Command, before: string[] = []): [string, Command][] =>
  command.commands.flatMap((one): [string, Command][] => {
    const path = [...before, one.name()];
    return one.commands.length > 0 ? leaves(one, path) : [[path.join(' '), one]];
  });
const commands = leaves(program);

test('docs/command-line.md has the help of every command as it is', async () => {
  const marker = '<!-- Written from the commands';
  const page = readDocument('docs/command-line.md');
  const [prose = ''] = page.split(/(?<=test\/docs -u -->\n)/);
  expect(prose).toContain(marker);
  const sections = commands.map(([path, command]) => {
    const help = command.configureHelp({ helpWidth: 80 }).helpInformation();
    return `\n### ${path}\n\n\`\`\`text\n${help.trimEnd()}\n\`\`\`\n`;
  });
  await expect(prose + sections.join('')).toMatchFileSnapshot(join(root, 'docs/command-line.md'));
});

test('every exit code is in the help and in docs/command-line.md', () => {
  const help: string[] = [];
  commandLine({
    ...quietShell,
    terminal: { ...quietShell.terminal, print: (text) => void help.push(text) },
  }).outputHelp();
  const page = readDocument('docs/command-line.md');
  for (const code of Object.values(exitCodes)) {
    expect(help.join('')).toMatch(new RegExp(`^  ${code} `, 'm'));
    expect(page).toMatch(new RegExp(`^\\| ${code} \\|`, 'm'));
  }
});

test.each(documents)('%s uses only commands and options that exist', (path) => {
  const page = readDocument(path);
  const lines = [...blocksOf(page, 'sh'), ...blocksOf(page, 'text')]
    .flatMap((block) => block.split('\n'))
    .filter((line) => /^(emcurator|npm run -s emcurator --) /.test(line));
  for (const line of lines) {
    const words = line.replace(/^.*?emcurator (-- )?/, '').split(/\s+/);
    const found = commands.find(([name]) => words.join(' ').startsWith(name));
    const flags = words.filter((word) => word.startsWith('--'));
    const known = ['--help', '--version', ...(found?.[1].options.map(({ long }) => long) ?? [])];
    if (words[0] !== '--help') expect(found, line).toBeDefined();
    for (const flag of flags) expect(known, line).toContain(flag);
  }
});
