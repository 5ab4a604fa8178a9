import type { Command } from 'commander';
import { type Outcome, succeed } from '../../../shared/failure.ts';
import type { Project } from '../../../shared/project.ts';
import type { Bench } from '../bench.ts';
import { exitCodes } from '../exit-code.ts';
import { funnelTable } from '../funnel-table.ts';
import { modelLines } from '../model-lines.ts';
import { type CommonOptions, withCommonOptions, withReadOnly } from '../option.ts';
import type { Perform } from '../perform.ts';
import { counted, fixed } from '../quantity.ts';
import { staleStages } from '../stale.ts';
import { writeNewFile } from '../write-new-file.ts';

interface StatusOptions extends CommonOptions {
  readonly csv?: string;
}

/** `status PROJECT`: the flow with its counts, the current model and threshold, what is out of date. */
export function addStatus(program: Command, perform: Perform): void {
  const command = program
    .command('status')
    .description('where the project stands: counts, model, threshold, what is out of date')
    .argument('<project>')
    .option('--csv <file>', 'write what is known of each source, to fill in for set --from-csv');
  withReadOnly(withCommonOptions(command)).action((folder: string, options: StatusOptions) =>
    perform(options, folder, async (bench) => {
      const { client, project: current } = bench;
      const [project, labels, models] = [
        await current(),
        await client.labels.counts.query(),
        await client.models.list.query(),
      ];
      if (!project.ok) return project;
      if (!labels.ok) return labels;
      if (!models.ok) return models;
      const model = models.value.find((one) => one.current) ?? null;
      const chosen = model ? await client.models.yield.query({ threshold: null }) : null;
      const threshold = chosen?.ok ? chosen.value.threshold : null;
      const table = options.csv === undefined ? null : await writeTable(bench, options.csv);
      if (table && !table.ok) return table;
      const text = [
        ...projectLines(project.value),
        `${counted(project.value.funnel.labels, 'label')}: ${labels.value.informative} informative, ${labels.value.uninformative} uninformative, ${labels.value.unsure} unsure`,
        model ? modelLines(model) : 'no filter model yet',
        threshold === null ? '' : `threshold ${threshold}`,
        staleStages(project.value.funnel),
        table?.value ?? '',
      ];
      return succeed({
        json: { project: project.value, labels: labels.value, models: models.value, threshold },
        text: text.filter((line) => line !== '').join('\n'),
        exitCode: exitCodes.done,
      });
    }),
  );
}

async function writeTable({ client, path }: Bench, file: string): Promise<Outcome<string>> {
  const table = await client.sources.metadataTable.query();
  if (!table.ok) return table;
  const written = await writeNewFile(path(file), table.value.csv);
  if (!written.ok) return written;
  return succeed(`Wrote ${counted(table.value.sources, 'source')} to ${path(file)}.`);
}

function projectLines({ folder, funnel, notices, cut }: Project): string[] {
  return [
    folder,
    funnelTable(funnel),
    `Gini coefficient ${fixed(funnel.gini, 3)}; ${counted(funnel.exports, 'export')}; mode ${cut.mode}, seed ${cut.seed}`,
    ...notices,
  ];
}
