import type { Command } from 'commander';
import { type CommonOptions, withCommonOptions } from '../option.ts';
import type { Perform } from '../perform.ts';
import { changeAnswer } from '../source-change.ts';

/** `undo PROJECT`: takes back the last action of any kind. */
export function addUndo(program: Command, perform: Perform): void {
  const command = program
    .command('undo')
    .description('take back the last action: labels, a source, a threshold, a cut')
    .argument('<project>');
  withCommonOptions(command).action((project: string, options: CommonOptions) =>
    perform(options, project, async (bench) =>
      changeAnswer(bench, await bench.client.labels.undo.mutate()),
    ),
  );
}
