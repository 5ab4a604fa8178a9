import type { Command } from 'commander';
import { succeed } from '../../../shared/failure.ts';
import { jobAnswer } from '../answer.ts';
import { type CommonOptions, withCommonOptions } from '../option.ts';
import type { Perform } from '../perform.ts';

/** `import DATASET PROJECT`: a project from an exported data set. */
export function addImport(program: Command, perform: Perform): void {
  const command = program
    .command('import')
    .description('make a project from an exported data set, without its volumes')
    .argument('<dataset>', 'folder of an exported data set')
    .argument('<project>', 'folder to make, NAME.emcurator')
    .addHelpText(
      'after',
      `
Patches, hashes, scores, labels, settings and counts are there; every checksum is compared while
reading. Label, train, filter, balance and export go on from there, and the same export gives the same
bytes again. Context and other cuts need the volumes.`,
    );
  withCommonOptions(command).action((dataset: string, project: string, options: CommonOptions) =>
    perform(options, null, async ({ client, follow, path }) => {
      const request = { dataset: path(dataset), project: path(project) };
      const job = await follow(() => client.datasets.import.mutate(request));
      return job.ok ? succeed(jobAnswer(job.value)) : job;
    }),
  );
}
