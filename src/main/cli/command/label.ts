import type { Command } from 'commander';
import { succeed } from '../../../shared/failure.ts';
import { exitCodes } from '../exit-code.ts';
import { type CommonOptions, withCommonOptions, withReadOnly } from '../option.ts';
import type { Perform } from '../perform.ts';
import { counted } from '../quantity.ts';

const fileHelp = 'a .csv with the columns patch,label, or the .npy of patch names';
const labelsHelp = 'the .npy of labels, when FILE is the .npy of names';

/** `label import` and `label export`: labels of a CSV, or of the paper's pair of .npy files. */
export function addLabel(program: Command, perform: Perform): void {
  const label = program.command('label').description('bring labels in, or write them out');
  const bringIn = label
    .command('import')
    .description('label the patches that a file names; one action, can be undone')
    .argument('<project>')
    .argument('<file>', fileHelp)
    .argument('[labels]', labelsHelp);
  withCommonOptions(bringIn).action(
    (project: string, file: string, labels: string | undefined, options: CommonOptions) =>
      perform(options, project, async ({ client, path }) => {
        const request = { file: path(file), labels: labels === undefined ? null : path(labels) };
        const done = await client.labels.import.mutate(request);
        if (!done.ok) return done;
        return succeed({ json: done.value, text: done.value.summary, exitCode: exitCodes.done });
      }),
  );
  const writeOut = label
    .command('export')
    .description('write the labels of the project')
    .argument('<project>')
    .argument('<file>', fileHelp)
    .argument('[labels]', labelsHelp);
  withReadOnly(withCommonOptions(writeOut)).action(
    (project: string, file: string, labels: string | undefined, options: CommonOptions) =>
      perform(options, project, async ({ client, path }) => {
        const request = { file: path(file), labels: labels === undefined ? null : path(labels) };
        const done = await client.labels.export.mutate(request);
        if (!done.ok) return done;
        const text = `Wrote ${counted(done.value.labels, 'label')} to ${request.file}.`;
        return succeed({ json: { ...done.value, ...request }, text, exitCode: exitCodes.done });
      }),
  );
}
