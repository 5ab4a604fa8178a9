import type { Command } from 'commander';
import { succeed } from '../../../shared/failure.ts';
import { jobAnswer } from '../answer.ts';
import { type CommonOptions, withCommonOptions } from '../option.ts';
import type { Perform } from '../perform.ts';

/** `verify FOLDER|PROJECT`: reads every byte of an export, or of a project's own files, and compares. */
export function addVerify(program: Command, perform: Perform): void {
  const command = program
    .command('verify')
    .description('check every byte of an exported data set, or of a project')
    .argument('<folder>', 'an exported data set, or a project');
  withCommonOptions(command).action((folder: string, options: CommonOptions) =>
    perform(options, null, async ({ client, follow, path }) => {
      const job = await follow(() => client.exports.verify.mutate({ folder: path(folder) }));
      return job.ok ? succeed(jobAnswer(job.value)) : job;
    }),
  );
}
