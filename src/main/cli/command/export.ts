import type { Command } from 'commander';
import type { ExportPlan } from '../../../shared/export.ts';
import { succeed } from '../../../shared/failure.ts';
import { jobAnswer } from '../answer.ts';
import { exitCodes } from '../exit-code.ts';
import { exportRequest, type GivenExport, withExportOptions } from '../export-options.ts';
import { withCommonOptions, withReadOnly } from '../option.ts';
import type { Perform } from '../perform.ts';
import { bytes, counted } from '../quantity.ts';

/** `export PROJECT FOLDER`: a documented, checksummed data set. */
export function addExport(program: Command, perform: Perform): void {
  const command = program
    .command('export')
    .description(
      'write a data set with its manifest, documents and checksums; the folder must not exist yet.\nAn export that was killed goes on when it is given again',
    )
    .argument('<project>')
    .argument('<folder>', 'folder to make');
  withExportOptions(command).option('--dry-run', 'say what would be written, and write nothing');
  withReadOnly(withCommonOptions(command)).action(
    (project: string, folder: string, options: GivenExport) =>
      perform(options, project, async ({ client, follow, path, note }) => {
        const asked = await exportRequest(client, options);
        if (!asked.ok) return asked;
        const plan = await client.exports.plan.query(asked.value);
        if (!plan.ok) return plan;
        if (options.dryRun) return succeed(dryRun(plan.value));
        for (const line of planLines(plan.value)) note(line);
        const request = { folder: path(folder), ...asked.value };
        const job = await follow(() => client.exports.start.mutate(request));
        if (!job.ok) return job;
        const records = await client.exports.list.query();
        if (!records.ok) return records;
        const record = records.value.find((one) => one.folder === request.folder) ?? null;
        const { leftOut, warnings } = plan.value;
        return succeed(jobAnswer(job.value, { json: { export: record, leftOut, warnings } }));
      }),
  );
}

function dryRun(plan: ExportPlan) {
  return { json: { plan }, text: planLines(plan).join('\n'), exitCode: exitCodes.done };
}

/** What would be written, in a few lines. */
function planLines(plan: ExportPlan): string[] {
  const { patches, sources, free, splits, leftOut, warnings } = plan;
  const amount = `${counted(patches, 'patch', 'patches')} of ${counted(sources, 'source')}`;
  const room = free === null ? '' : ` The disk of the project has ${bytes(free)} free.`;
  return [
    `${amount}, at most about ${bytes(plan.bytes)}.${room}`,
    ...(splits ?? []).map(
      (part) =>
        `${part.split}: ${counted(part.patches, 'patch', 'patches')} of ${counted(part.sources, 'source')}`,
    ),
    ...leftOut.map(({ source, why }) => `Left out: ${source}, ${why}.`),
    ...warnings,
  ];
}
