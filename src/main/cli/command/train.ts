import type { Command } from 'commander';
import { z } from 'zod';
import { succeed } from '../../../shared/failure.ts';
import { jobAnswer } from '../answer.ts';
import { modelLines } from '../model-lines.ts';
import { type CommonOptions, wholeNumber, withCommonOptions } from '../option.ts';
import type { Perform } from '../perform.ts';

interface TrainOptions extends CommonOptions {
  readonly seed?: number;
}

/** `train PROJECT`: a filter model from the labels, then scores for all exemplars. */
export function addTrain(program: Command, perform: Perform): void {
  const seed = wholeNumber('--seed', z.int().min(0));
  const command = program
    .command('train')
    .description('train the filter model on the labels and score all exemplars')
    .argument('<project>')
    .option('--seed <number>', 'of the training (default: 1227)', seed);
  withCommonOptions(command).action((project: string, options: TrainOptions) =>
    perform(options, project, async ({ client, follow }) => {
      const request = options.seed === undefined ? {} : { seed: options.seed };
      const job = await follow(() => client.models.train.mutate(request));
      if (!job.ok) return job;
      const models = await client.models.list.query();
      if (!models.ok) return models;
      const model = models.value.find(({ current }) => current) ?? null;
      const text = model && job.value.state === 'done' ? modelLines(model) : '';
      return succeed(jobAnswer(job.value, { json: { model }, text }));
    }),
  );
}
