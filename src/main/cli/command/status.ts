import type { Command } from 'commander';
import { succeed } from '../../../shared/failure.ts';
import type { Project } from '../../../shared/project.ts';
import { exitCodes } from '../exit-code.ts';
import { funnelTable } from '../funnel-table.ts';
import { modelLines } from '../model-lines.ts';
import { type CommonOptions, withCommonOptions, withReadOnly } from '../option.ts';
import type { Perform } from '../perform.ts';
import { counted, fixed } from '../quantity.ts';
import { staleStages } from '../stale.ts';

/** `status PROJECT`: the flow with its counts, the current model and threshold, what is out of date. */
export function addStatus(program: Command, perform: Perform): void {
  const command = program
    .command('status')
    .description('where the project stands: counts, model, threshold, what is out of date')
    .argument('<project>');
  withReadOnly(withCommonOptions(command)).action((folder: string, options: CommonOptions) =>
    perform(options, folder, async ({ client, project: current }) => {
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
      const text = [
        ...projectLines(project.value),
        `${counted(project.value.funnel.labels, 'label')}: ${labels.value.informative} informative, ${labels.value.uninformative} uninformative, ${labels.value.unsure} unsure`,
        model ? modelLines(model) : 'no filter model yet',
        threshold === null ? '' : `threshold ${threshold}`,
        staleStages(project.value.funnel),
      ];
      return succeed({
        json: { project: project.value, labels: labels.value, models: models.value, threshold },
        text: text.filter((line) => line !== '').join('\n'),
        exitCode: exitCodes.done,
      });
    }),
  );
}

function projectLines({ folder, funnel, notices, cut }: Project): string[] {
  return [
    folder,
    funnelTable(funnel),
    `Gini coefficient ${fixed(funnel.gini, 3)}; ${counted(funnel.exports, 'export')}; mode ${cut.mode}, seed ${cut.seed}`,
    ...notices,
  ];
}
