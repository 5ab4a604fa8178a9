import type { Command } from 'commander';
import { type CommonOptions, withReadOnly } from '../option.ts';
import type { Perform, Shell } from '../perform.ts';
import { serve } from './serve.ts';

/** `open [PROJECT]`: the window on a project; the short form of `serve`. */
export function addOpen(program: Command, _perform: Perform, shell: Shell): void {
  const command = program
    .command('open')
    .description('open the window, on a project if one is named')
    .argument('[project]')
    .option('--json', 'print the address as a JSON document');
  withReadOnly(command).action((project: string | undefined, options: CommonOptions) =>
    serve(shell, project ?? null, { ...options, open: true }),
  );
}
