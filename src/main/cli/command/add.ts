import { type Command, Option } from 'commander';
import { succeed } from '../../../shared/failure.ts';
import { jobAnswer } from '../answer.ts';
import { type CommonOptions, withCommonOptions } from '../option.ts';
import type { Perform } from '../perform.ts';
import { changeOf, type SourceOptions, withSourceOptions } from '../source-option.ts';

interface AddOptions extends CommonOptions, SourceOptions {
  readonly as?: 'stack' | 'group';
  readonly source?: string;
}

/** `add PROJECT FILE|FOLDER...`: volumes and pictures become sources. */
export function addAdd(program: Command, perform: Perform): void {
  const command = program
    .command('add')
    .description('add volumes and pictures; the files stay where they are')
    .argument('<project>')
    .argument('<paths...>', 'files or folders')
    .addOption(
      new Option('--as <what>', 'a folder of pictures is one volume, or a group').choices([
        'stack',
        'group',
      ]),
    )
    .option('--source <name>', 'put all of them into one source of this name');
  withCommonOptions(withSourceOptions(command)).action(
    (project: string, paths: string[], options: AddOptions) =>
      perform(options, project, async ({ client, path, follow }) => {
        const request = {
          paths: paths.map(path),
          as: options.as ?? null,
          source: options.source ?? null,
          change: changeOf(options),
        };
        const job = await follow(() => client.sources.add.mutate(request));
        if (!job.ok) return job;
        const sources = await client.sources.list.query();
        if (!sources.ok) return sources;
        return succeed(jobAnswer(job.value, { json: { sources: sources.value } }));
      }),
  );
}
