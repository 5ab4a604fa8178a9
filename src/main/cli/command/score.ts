import type { Command } from 'commander';
import { succeed } from '../../../shared/failure.ts';
import { jobAnswer } from '../answer.ts';
import { funnelTable } from '../funnel-table.ts';
import { type CommonOptions, withCommonOptions } from '../option.ts';
import type { Perform } from '../perform.ts';

/** `score PROJECT`: scores all exemplars with the current model. */
export function addScore(program: Command, perform: Perform): void {
  const command = program
    .command('score')
    .description('score all exemplars with the current model')
    .argument('<project>');
  withCommonOptions(command).action((project: string, options: CommonOptions) =>
    perform(options, project, async ({ client, follow, project: current }) => {
      const job = await follow(() => client.models.score.mutate());
      if (!job.ok) return job;
      const after = await current();
      if (!after.ok) return after;
      const { funnel } = after.value;
      return succeed(jobAnswer(job.value, { json: { funnel }, text: funnelTable(funnel) }));
    }),
  );
}
