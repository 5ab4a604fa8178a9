import type { Command } from 'commander';
import { type CommonOptions, withCommonOptions } from '../option.ts';
import type { Perform } from '../perform.ts';
import { changeAnswer, findSource } from '../source-change.ts';
import { changeOf, type SourceOptions, withSourceOptions } from '../source-option.ts';

interface SetOptions extends CommonOptions, SourceOptions {
  readonly name?: string;
}

/** `set PROJECT SOURCE`: corrects what is known of a source. */
export function addSet(program: Command, perform: Perform): void {
  const command = program
    .command('set')
    .description('correct what is known of a source; can be undone')
    .argument('<project>')
    .argument('<source>', 'name of the source')
    .option('--name <name>', 'new name of the source');
  withCommonOptions(withSourceOptions(command)).action(
    (project: string, name: string, options: SetOptions) => {
      const renamed = options.name === undefined ? {} : { name: options.name };
      const change = { ...changeOf(options), ...renamed };
      if (Object.keys(change).length === 0) command.error(nothingGiven);
      return perform(options, project, async (bench) => {
        const source = await findSource(bench, name);
        if (!source.ok) return source;
        const { client } = bench;
        return changeAnswer(
          bench,
          await client.sources.set.mutate({ source: source.value.id, change }),
        );
      });
    },
  );
}

const nothingGiven = 'Nothing to change was given: name an option, such as --tissue.';
