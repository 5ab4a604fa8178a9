import type { Command } from 'commander';
import { succeed } from '../../../shared/failure.ts';
import { jobAnswer } from '../answer.ts';
import { type CommonOptions, withCommonOptions } from '../option.ts';
import type { Perform } from '../perform.ts';

interface RelinkOptions extends CommonOptions {
  readonly dryRun?: boolean;
}

/** `relink PROJECT [FOLDER]`: finds volumes that moved, or that a data set came without. */
export function addRelink(program: Command, perform: Perform): void {
  const command = program
    .command('relink')
    .description('find the files of volumes that moved, by their content; can be undone')
    .argument('<project>')
    .argument('[folder]', 'where to look, with all folders below; else beside the project')
    .option('--dry-run', 'only say what would be found');
  withCommonOptions(command).action(
    (project: string, folder: string | undefined, options: RelinkOptions) =>
      perform(options, project, async ({ client, follow, path }) => {
        const request = {
          folder: folder === undefined ? null : path(folder),
          change: !(options.dryRun ?? false),
        };
        const job = await follow(() => client.sources.relink.mutate(request));
        if (!job.ok) return job;
        if (job.value.state !== 'done') return succeed(jobAnswer(job.value));
        const report = await client.sources.relinked.query({ job: job.value.id });
        if (!report.ok) return report;
        const lines = report.value.found.map(
          ({ source, name, path: at }) => `  ${source}/${name}: ${at}`,
        );
        return succeed(jobAnswer(job.value, { json: report.value, text: lines.join('\n') }));
      }),
  );
}
