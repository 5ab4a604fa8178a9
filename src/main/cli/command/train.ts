import type { Command } from 'commander';
import { z } from 'zod';
import { succeed } from '../../../shared/failure.ts';
import { type ModelKind, modelKind } from '../../../shared/model.ts';
import { jobAnswer } from '../answer.ts';
import { modelLines } from '../model-lines.ts';
import { type CommonOptions, oneOf, wholeNumber, withCommonOptions } from '../option.ts';
import type { Perform } from '../perform.ts';

interface TrainOptions extends CommonOptions {
  readonly model?: ModelKind;
  readonly seed?: number;
}

/** `train PROJECT`: a filter model from the labels, then scores for all exemplars. */
export function addTrain(program: Command, perform: Perform): void {
  const seed = wholeNumber('--seed', z.int().min(0));
  const command = program
    .command('train')
    .description('train the filter model on the labels and score all exemplars')
    .argument('<project>')
    .option('--seed <number>', 'of the training (default: 1227)', seed)
    .option(
      '--model <kind>',
      `which of the models comes into force: ${modelKind.options.join(', ')} (default: the kind that is)`,
      oneOf('--model', modelKind),
    );
  withCommonOptions(command).action((project: string, options: TrainOptions) =>
    perform(options, project, async ({ client, follow }) => {
      const { seed, model: kind } = options;
      const request = { ...(seed === undefined ? {} : { seed }), ...(kind ? { kind } : {}) };
      const job = await follow(() => client.models.train.mutate(request));
      if (!job.ok) return job;
      const models = await client.models.list.query();
      if (!models.ok) return models;
      const model = models.value.find(({ current }) => current) ?? null;
      const others = models.value.filter(
        ({ trainedOn, current }) =>
          !current && trainedOn.labelsHash === model?.trainedOn.labelsHash,
      );
      const text =
        model && job.value.state === 'done' ? [model, ...others].map(modelLines).join('\n') : '';
      return succeed(jobAnswer(job.value, { json: { model, others }, text }));
    }),
  );
}
