import type { Command } from 'commander';
import { succeed } from '../../../shared/failure.ts';
import { exitCodes } from '../exit-code.ts';
import { type CommonOptions, withCommonOptions, withReadOnly } from '../option.ts';
import type { Perform } from '../perform.ts';
import { writeNewFile } from '../write-new-file.ts';

/** `report PROJECT FILE`: everything about the data set as one HTML file. */
export function addReport(program: Command, perform: Perform): void {
  const command = program
    .command('report')
    .description('write sets, balance, composition, losses and parameters as one HTML file')
    .argument('<project>')
    .argument('<file>', 'a new file; open it in a browser, print it from there');
  withReadOnly(withCommonOptions(command)).action(
    (project: string, file: string, options: CommonOptions) =>
      perform(options, project, async ({ client, path }) => {
        const report = await client.composition.report.query();
        if (!report.ok) return report;
        const written = await writeNewFile(path(file), report.value.html);
        if (!written.ok) return written;
        const text = `Wrote ${path(file)}.`;
        return succeed({ json: { file: path(file) }, text, exitCode: exitCodes.done });
      }),
  );
}
