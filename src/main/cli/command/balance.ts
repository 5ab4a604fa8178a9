import { type Command, Option } from 'commander';
import type { BalanceReport } from '../../../shared/balance.ts';
import { succeed } from '../../../shared/failure.ts';
import { exitCodes } from '../exit-code.ts';
import { type CommonOptions, withCommonOptions, withReadOnly } from '../option.ts';
import type { Perform } from '../perform.ts';
import { count, fixed, percent } from '../quantity.ts';
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
    .description('how evenly sources contribute: Gini coefficient and Lorenz curve')
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
      const text = [balanceTable(report.value), ...files.map((file) => `Wrote ${file}.`)].join(
        '\n',
      );
      return succeed({ json: { ...report.value, files }, text, exitCode: exitCodes.done });
    }),
  );
}

function balanceTable({ sets, by }: BalanceReport): string {
  const share = (part: number | null) => (part === null ? '-' : percent(part));
  const columns = [
    { heading: 'set' },
    { heading: 'patches', right: true },
    { heading: 'Gini', right: true },
    { heading: `top 20 % of ${by}s hold`, right: true },
    { heading: '80 % is held by', right: true },
    { heading: `effective ${by}s`, right: true },
  ];
  const rows = sets.map((row) => [
    row.set,
    count(row.patches),
    fixed(row.gini, 3),
    share(row.topFifthShare),
    share(row.holdingEighty),
    fixed(row.effectiveSources, 1),
  ]);
  return table(columns, rows);
}
