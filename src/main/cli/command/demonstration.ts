import type { Command } from 'commander';
import { z } from 'zod';
import { succeed } from '../../../shared/failure.ts';
import { jobAnswer } from '../answer.ts';
import { funnelTable } from '../funnel-table.ts';
import { type CommonOptions, wholeNumber, withCommonOptions } from '../option.ts';
import type { Perform } from '../perform.ts';

interface DemonstrationOptions extends CommonOptions {
  readonly seed?: number;
}

/** `demonstration PROJECT`: a project of generated volumes, made and run. */
export function addDemonstration(program: Command, perform: Perform): void {
  const command = program
    .command('demonstration')
    .description('make a project of generated volumes and run it')
    .argument('<project>', 'folder to make, NAME.emcurator')
    .option(
      '--seed <number>',
      'of the volumes (default: 1)',
      wholeNumber('--seed', z.int().min(0)),
    );
  withCommonOptions(command).action((folder: string, options: DemonstrationOptions) =>
    perform(options, null, async ({ client, follow, path, project: current }) => {
      const seed = options.seed === undefined ? {} : { seed: options.seed };
      const request = { folder: path(folder), ...seed };
      const job = await follow(() => client.project.demonstration.mutate(request));
      if (!job.ok) return job;
      const project = await current();
      if (!project.ok) return project;
      const text = funnelTable(project.value.funnel);
      return succeed(jobAnswer(job.value, { json: { project: project.value }, text }));
    }),
  );
}
