import { type Command, Option } from 'commander';
import { type CurationSet, curationSet } from '../../../shared/balance.ts';
import { succeed } from '../../../shared/failure.ts';
import { jobAnswer } from '../answer.ts';
import { type CommonOptions, withCommonOptions, withReadOnly } from '../option.ts';
import type { Perform } from '../perform.ts';
import { bytes, counted } from '../quantity.ts';
import { type TermsOptions, termsOf, withTermsOptions } from '../terms-option.ts';

interface ExportOptions extends CommonOptions, TermsOptions {
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
  withReadOnly(withCommonOptions(withTermsOptions(command))).action(
    (project: string, folder: string, options: ExportOptions) =>
      perform(options, project, async ({ client, follow, path, note }) => {
        const { set, format } = options;
        const remembered = await client.exports.terms.query();
        if (!remembered.ok) return remembered;
        const terms = termsOf(options, remembered.value);
        if (!terms.ok) return terms;
        const asked = { set, format, terms: terms.value };
        const plan = await client.exports.plan.query(asked);
        if (!plan.ok) return plan;
        const { patches, sources, leftOut, warnings } = plan.value;
        note(
          `${counted(patches, 'patch', 'patches')} of ${counted(sources, 'source')}, at most about ${bytes(plan.value.bytes)}.`,
        );
        for (const { source, why } of leftOut) note(`Left out: ${source}, ${why}.`);
        for (const warning of warnings) note(warning);
        const request = { folder: path(folder), ...asked };
        const job = await follow(() => client.exports.start.mutate(request));
        if (!job.ok) return job;
        const records = await client.exports.list.query();
        if (!records.ok) return records;
        const record = records.value.find((one) => one.folder === request.folder) ?? null;
        return succeed(jobAnswer(job.value, { json: { export: record, leftOut, warnings } }));
      }),
  );
}
