import type { Command } from 'commander';
import { type CommonOptions, withCommonOptions } from '../option.ts';
import type { Perform } from '../perform.ts';
import { changeAnswer } from '../source-change.ts';

/** `redo PROJECT`: brings back what undo took. */
export function addRedo(program: Command, perform: Perform): void {
  const command = program
    .command('redo')
    .description('bring back what undo took')
    .argument('<project>');
  withCommonOptions(command).action((project: string, options: CommonOptions) =>
    perform(options, project, async (bench) =>
      changeAnswer(bench, await bench.client.labels.redo.mutate()),
    ),
  );
}
