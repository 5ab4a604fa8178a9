import type { Command } from 'commander';
import { fail, succeed } from '../../../shared/failure.ts';
import { conflictRule, type LabelImportPlan, labelFormat } from '../../../shared/label-file.ts';
import { exitCodes } from '../exit-code.ts';
import { type CommonOptions, withCommonOptions, withReadOnly } from '../option.ts';
import type { Perform } from '../perform.ts';
import { counted } from '../quantity.ts';

const readHelp =
  'CSV, JSON Lines, Label Studio JSON, FiftyOne folder, folders of pictures, a data set or a table of one, or the .npy of patch names';
const writeHelp = 'where to write; its ending says the form unless --format does';
const labelsHelp = 'the .npy of labels, when FILE is the .npy of names';

/** `label import`, `label export`, `label merge` and `label agreement`. */
export function addLabel(program: Command, perform: Perform): void {
  const label = program
    .command('label')
    .description('bring labels in, write them out, compare them');
  addImport(label, perform);
  addExport(label, perform);
  addMerge(label, perform);
  addAgreement(label, perform);
}

type ImportOptions = CommonOptions & { conflicts: string; dryRun?: boolean };

function addImport(label: Command, perform: Perform): void {
  const bringIn = label
    .command('import')
    .description('label the patches that a file names; one action, can be undone')
    .argument('<project>')
    .argument('<file>', readHelp)
    .argument('[labels]', labelsHelp)
    .option('--conflicts <rule>', 'where both have a label: replace or keep', 'replace')
    .option('--dry-run', 'only say what would change');
  withCommonOptions(bringIn).action(
    (project: string, file: string, labels: string | undefined, options: ImportOptions) =>
      perform(options, project, async ({ client, path }) => {
        const rule = conflictRule.safeParse(options.conflicts).data;
        if (!rule) return unknown('--conflicts', options.conflicts, conflictRule.options);
        const request = { file: path(file), labels: labels === undefined ? null : path(labels) };
        if (options.dryRun) {
          const plan = await client.labels.planImport.query(request);
          if (!plan.ok) return plan;
          const text = planText(plan.value);
          return succeed({ json: plan.value, text, exitCode: exitCodes.done });
        }
        const done = await client.labels.import.mutate({ ...request, conflicts: rule });
        if (!done.ok) return done;
        return succeed({ json: done.value, text: done.value.summary, exitCode: exitCodes.done });
      }),
  );
}

function planText(plan: LabelImportPlan): string {
  const lines = [
    `${counted(plan.labels, 'label')} read as ${plan.format}: ${plan.fresh} new, ${plan.same} here already, ${plan.conflicting} in conflict, ${plan.unknown} of no patch here.`,
    ...plan.conflicts.map(({ name, here, file }) => `${name}: here ${here}, file ${file}`),
    ...plan.unknownNames.map((name) => `${name}: no such patch`),
  ];
  return lines.join('\n');
}

const unknown = (option: string, given: string, known: readonly string[]) =>
  fail({ kind: 'option-invalid', option, given, known: known.join(', ') });

type ExportOptions = CommonOptions & { format?: string };

function addExport(label: Command, perform: Perform): void {
  const writeOut = label
    .command('export')
    .description('write the labels of the project')
    .argument('<project>')
    .argument('<file>', writeHelp)
    .argument('[labels]', labelsHelp)
    .option('--format <name>', labelFormat.options.join(', '));
  withReadOnly(withCommonOptions(writeOut)).action(
    (project: string, file: string, labels: string | undefined, options: ExportOptions) =>
      perform(options, project, async ({ client, path }) => {
        const format =
          options.format === undefined ? null : labelFormat.safeParse(options.format).data;
        if (format === undefined)
          return unknown('--format', options.format ?? '', labelFormat.options);
        const request = { file: path(file), labels: labels === undefined ? null : path(labels) };
        const done = await client.labels.export.mutate({ ...request, format });
        if (!done.ok) return done;
        const text = `Wrote ${counted(done.value.labels, 'label')} to ${request.file}.`;
        return succeed({ json: { ...done.value, ...request }, text, exitCode: exitCodes.done });
      }),
  );
}

function addMerge(label: Command, perform: Perform): void {
  const merge = label
    .command('merge')
    .description("take over another project's labels, by patch content; one action, can be undone")
    .argument('<project>')
    .argument('<other>', 'the project that the labels come from; it is only read')
    .option('--dry-run', 'only say what would change');
  withCommonOptions(merge).action(
    (project: string, other: string, options: CommonOptions & { dryRun?: boolean }) =>
      perform(options, project, async ({ client, path }) => {
        const folder = path(other);
        const plan = await client.agreement.planMerge.query({ folder });
        if (!plan.ok) return plan;
        const { fingerprint, annotators, fresh, same, conflicting, known, missing } = plan.value;
        const left = missing.map(({ volume, patches }) => `${volume} (${patches})`).join(', ');
        const text = [
          `${fresh} patches get their first label, ${same} are labelled alike, ${conflicting} are in conflict, ${known} decisions are here already.`,
          ...(left ? [`Left out, since their volumes are not here: ${left}.`] : []),
        ].join('\n');
        if (options.dryRun || annotators.length === 0)
          return succeed({ json: plan.value, text, exitCode: exitCodes.done });
        const done = await client.agreement.merge.mutate({ folder, fingerprint });
        if (!done.ok) return done;
        const json = { ...plan.value, ...done.value };
        return succeed({ json, text: `${done.value.summary} ${text}`, exitCode: exitCodes.done });
      }),
  );
}

function addAgreement(label: Command, perform: Perform): void {
  const agreement = label
    .command('agreement')
    .description('how far annotators agree with each other and with themselves')
    .argument('<project>');
  withReadOnly(withCommonOptions(agreement)).action((project: string, options: CommonOptions) =>
    perform(options, project, async ({ client }) => {
      const report = await client.agreement.report.query();
      if (!report.ok) return report;
      const { pairs, conflicts } = report.value;
      const lines = pairs.map(({ first, second, again, all }) => {
        const kappa = all.kappa === null ? 'not defined' : all.kappa.toFixed(3);
        const within = all.interval
          ? ` (95 % ${all.interval.low.toFixed(3)} to ${all.interval.high.toFixed(3)})`
          : '';
        const who = again ? `${first}, asked again` : `${first} and ${second}`;
        return `${who}: ${counted(all.patches, 'patch', 'patches')}, alike ${((all.alike ?? 0) * 100).toFixed(1)} %, kappa ${kappa}${within}`;
      });
      const open = conflicts.filter(({ settled }) => settled === null).length;
      const text = [
        ...(lines.length > 0 ? lines : ['No patch was looked at twice yet.']),
        `${counted(open, 'open conflict')}.`,
      ].join('\n');
      return succeed({ json: report.value, text, exitCode: exitCodes.done });
    }),
  );
}
