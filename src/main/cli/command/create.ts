import { relative } from 'node:path';
import type { Command } from 'commander';
import { succeed } from '../../../shared/failure.ts';
import { exitCodes } from '../exit-code.ts';
import { type CommonOptions, withCommonOptions } from '../option.ts';
import type { Perform } from '../perform.ts';

/** `create PROJECT`: an empty project. */
export function addCreate(program: Command, perform: Perform): void {
  const command = program.command('create').description('make an empty project');
  withCommonOptions(command.argument('<project>', 'folder to make, NAME.emcurator')).action(
    (project: string, options: CommonOptions) =>
      perform(options, null, async ({ client, path }) => {
        const made = await client.project.create.mutate({ folder: path(project) });
        if (!made.ok) return made;
        const { folder } = made.value;
        const text = `Made ${folder}. Next: emcurator add ${relative(path('.'), folder)} FILE...`;
        return succeed({ json: made.value, text, exitCode: exitCodes.done });
      }),
  );
}
