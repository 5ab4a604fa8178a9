import type { Command } from 'commander';
import { type Outcome, succeed } from '../../../shared/failure.ts';
import type { MetadataPlan } from '../../../shared/metadata-table.ts';
import type { Answer } from '../answer.ts';
import type { Bench } from '../bench.ts';
import { exitCodes } from '../exit-code.ts';
import { type CommonOptions, withCommonOptions } from '../option.ts';
import type { Perform } from '../perform.ts';
import { counted } from '../quantity.ts';
import { changeAnswer, findSource } from '../source-change.ts';
import { changeOf, type SourceOptions, withSourceOptions } from '../source-option.ts';

interface SetOptions extends CommonOptions, SourceOptions {
  readonly name?: string;
  readonly fromCsv?: string;
  readonly eraseBlank?: boolean;
  readonly dryRun?: boolean;
}

/** `set PROJECT SOURCE`: corrects what is known of a source, or of all from a table. */
export function addSet(program: Command, perform: Perform): void {
  const command = program
    .command('set')
    .description('correct what is known of a source; can be undone')
    .argument('<project>')
    .argument('[source]', 'name of the source')
    .option('--name <name>', 'new name of the source')
    .option('--from-csv <file>', 'a table of sources instead, as status --csv writes it')
    .option('--erase-blank', 'an empty cell of the table empties the field')
    .option('--dry-run', 'only say what the table would change');
  withCommonOptions(withSourceOptions(command)).action(
    (project: string, name: string | undefined, options: SetOptions) => {
      const { fromCsv } = options;
      if ((name === undefined) === (fromCsv === undefined)) command.error(eitherOne);
      const renamed = options.name === undefined ? {} : { name: options.name };
      const change = { ...changeOf(options), ...renamed };
      const changes = Object.keys(change).length;
      if (fromCsv === undefined && changes === 0) command.error(nothingGiven);
      if (fromCsv !== undefined && changes > 0) command.error(eitherOne);
      return perform(options, project, async (bench) => {
        if (fromCsv !== undefined) return setFromTable(bench, fromCsv, options);
        const source = await findSource(bench, name ?? '');
        if (!source.ok) return source;
        const { client } = bench;
        return changeAnswer(
          bench,
          await client.sources.set.mutate({ source: source.value.id, change }),
        );
      });
    },
  );
}

const eitherOne =
  'Give either the name of a source and what to change, or --from-csv with a table of sources.';
const nothingGiven = 'Nothing to change was given: name an option, such as --tissue.';

async function setFromTable(
  bench: Bench,
  table: string,
  options: SetOptions,
): Promise<Outcome<Answer>> {
  const { client } = bench;
  const file = bench.path(table);
  const blanks = options.eraseBlank ? 'erase' : 'keep';
  const plan = await client.sources.planMetadata.query({ file, blanks });
  if (!plan.ok) return plan;
  const found = { text: planText(plan.value), json: plan.value, exitCode: exitCodes.done };
  if (options.dryRun || plan.value.sources === 0) return succeed(found);
  const { sha256 } = plan.value;
  const done = await changeAnswer(
    bench,
    await client.sources.importMetadata.mutate({ file, blanks, sha256 }),
  );
  if (!done.ok) return done;
  const json = { ...plan.value, ...Object(done.value.json) };
  return succeed({
    ...done.value,
    json,
    text: `${done.value.text}\n${remarks(plan.value)}`.trim(),
  });
}

const shownChanges = 50;

function planText(plan: MetadataPlan): string {
  const left = plan.fields - Math.min(plan.changes.length, shownChanges);
  const lines = [
    `${counted(plan.fields, 'field')} of ${counted(plan.sources, 'source')} to change, ${counted(plan.unchanged, 'source')} as in the table.`,
    ...plan.changes
      .slice(0, shownChanges)
      .map((each) => `${each.source}, ${each.field}: "${each.before}" to "${each.after}"`),
    left > 0 ? `and ${left} more` : '',
    remarks(plan),
  ];
  return lines.filter((line) => line !== '').join('\n');
}

function remarks({ unknown, unknownCount, absent, ignored }: MetadataPlan): string {
  const lines = [
    unknownCount > 0 ? `No such source here, left out: ${unknown.join(', ')}.` : '',
    absent > 0 ? `Not in the table: ${counted(absent, 'source')} of the project.` : '',
    ignored.length > 0 ? `Columns not read: ${ignored.join(', ')}.` : '',
  ];
  return lines.filter((line) => line !== '').join('\n');
}
