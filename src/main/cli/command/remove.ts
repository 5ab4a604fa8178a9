import type { Command } from 'commander';
import { type CommonOptions, withCommonOptions } from '../option.ts';
import type { Perform } from '../perform.ts';
import { changeAnswer, findSource } from '../source-change.ts';

/** `remove PROJECT SOURCE`: takes a source out; its files stay, `undo` brings it back. */
export function addRemove(program: Command, perform: Perform): void {
  const command = program
    .command('remove')
    .description('take a source out of the project; its files stay, undo brings it back')
    .argument('<project>')
    .argument('<source>', 'name of the source');
  withCommonOptions(command).action((project: string, name: string, options: CommonOptions) =>
    perform(options, project, async (bench) => {
      const source = await findSource(bench, name);
      if (!source.ok) return source;
      const removed = await bench.client.sources.remove.mutate({ source: source.value.id });
      return changeAnswer(bench, removed);
    }),
  );
}
