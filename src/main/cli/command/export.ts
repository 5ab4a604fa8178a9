import { type Command, Option } from 'commander';
import { type CurationSet, curationSet } from '../../../shared/balance.ts';
import { succeed } from '../../../shared/failure.ts';
import { jobAnswer } from '../answer.ts';
import { type CommonOptions, withCommonOptions, withReadOnly } from '../option.ts';
import type { Perform } from '../perform.ts';
import { bytes, counted } from '../quantity.ts';

interface ExportOptions extends CommonOptions {
  readonly format: string;
  readonly set: CurationSet;
}

/** `export PROJECT FOLDER`: a documented, checksummed data set. */
export function addExport(program: Command, perform: Perform): void {
  const command = program
    .command('export')
    .description('write a data set with its manifest; the folder must not exist yet')
    .argument('<project>')
    .argument('<folder>', 'folder to make')
    .option('--format <name>', 'layout of the data set', 'cem')
    .addOption(
      new Option('--set <set>', 'which patches').choices(curationSet.options).default('curated'),
    );
  withReadOnly(withCommonOptions(command)).action(
    (project: string, folder: string, options: ExportOptions) =>
      perform(options, project, async ({ client, follow, path, note }) => {
        const { set, format } = options;
        const plan = await client.exports.plan.query({ set });
        if (!plan.ok) return plan;
        const { patches, sources } = plan.value;
        note(
          `${counted(patches, 'patch', 'patches')} of ${counted(sources, 'source')}, at most about ${bytes(plan.value.bytes)}.`,
        );
        const request = { folder: path(folder), set, format };
        const job = await follow(() => client.exports.start.mutate(request));
        if (!job.ok) return job;
        const records = await client.exports.list.query();
        if (!records.ok) return records;
        const record = records.value.find((one) => one.folder === request.folder) ?? null;
        return succeed(jobAnswer(job.value, { json: { export: record } }));
      }),
  );
}
