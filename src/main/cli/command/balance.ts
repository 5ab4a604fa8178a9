import { type Command, Option } from 'commander';
import type { BalanceIntervals, BalanceReport } from '../../../shared/balance.ts';
import { succeed } from '../../../shared/failure.ts';
import { evennessRows } from '../evenness-rows.ts';
import { exitCodes } from '../exit-code.ts';
import { type CommonOptions, withCommonOptions, withReadOnly } from '../option.ts';
import type { Perform } from '../perform.ts';
import { table } from '../table.ts';
import { writeNewFile } from '../write-new-file.ts';

interface BalanceOptions extends CommonOptions {
  readonly by: 'source' | 'volume';
  readonly svg?: string;
  readonly csv?: string;
}

/** `balance PROJECT`: how evenly sources (or volumes) contribute, as numbers and as a figure. */
export function addBalance(program: Command, perform: Perform): void {
  const command = program
    .command('balance')
    .description('how evenly sources contribute: Gini coefficient, Hill numbers, Lorenz curve')
    .argument('<project>')
    .addOption(
      new Option('--by <unit>', 'what contributes').choices(['source', 'volume']).default('source'),
    )
    .option('--svg <file>', 'write the Lorenz figure')
    .option('--csv <file>', 'write the numbers of the figure');
  withReadOnly(withCommonOptions(command)).action((project: string, options: BalanceOptions) =>
    perform(options, project, async ({ client, path }) => {
      const { by, svg, csv } = options;
      const report = await client.balance.report.query({ by });
      if (!report.ok) return report;
      const intervals = await client.balance.intervals.query({ by });
      if (!intervals.ok) return intervals;
      const figure = await client.balance.figure.query({ by });
      if (!figure.ok) return figure;
      const files: string[] = [];
      for (const [file, content] of [
        [svg, figure.value.svg],
        [csv, figure.value.csv],
      ] as const) {
        if (file === undefined) continue;
        const written = await writeNewFile(path(file), content);
        if (!written.ok) return written;
        files.push(path(file));
      }
      const text = [
        balanceTable(report.value, intervals.value),
        ...files.map((file) => `Wrote ${file}.`),
      ].join('\n');
      const sets = report.value.sets.map((set, i) => ({
        ...set,
        intervals: intervals.value[i] ?? null,
      }));
      return succeed({ json: { ...report.value, sets, files }, text, exitCode: exitCodes.done });
    }),
  );
}

/** One line a measure, one column a set; below it how far it hangs on which sources there are. */
function balanceTable(
  { sets, by }: BalanceReport,
  intervals: readonly (BalanceIntervals | null)[],
): string {
  const columns = [{ heading: '' }, ...sets.map(({ set }) => ({ heading: set, right: true }))];
  const rows = evennessRows(
    by,
    sets.map((set, i) => ({ counts: set.counts, intervals: intervals[i] ?? null })),
  );
  const told = intervals.some((each) => each !== null)
    ? [`In brackets: 95 % of 2000 draws of as many ${by}s, with replacement, seed 1.`]
    : [];
  return [table(columns, rows), ...told].join('\n');
}
