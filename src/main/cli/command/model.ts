import type { Command } from 'commander';
import { fail, succeed } from '../../../shared/failure.ts';
import type { FilterModel, SourceDrift } from '../../../shared/model.ts';
import { jobAnswer } from '../answer.ts';
import { exitCodes } from '../exit-code.ts';
import { modelWords } from '../model-lines.ts';
import { type CommonOptions, withCommonOptions, withReadOnly } from '../option.ts';
import type { Perform } from '../perform.ts';
import { count, counted, fixed, percent } from '../quantity.ts';
import { table } from '../table.ts';

const numberHelp = 'number of the model, as `model list` shows it';

/** `model list`, `use`, `compare`, `export`, `advice` and `drift`. */
export function addModel(program: Command, perform: Perform): void {
  const model = program.command('model').description('compare filter models, put one in force');
  addList(model, perform);
  addUse(model, perform);
  addCompare(model, perform);
  addModelExport(model, perform);
  addAdvice(model, perform);
  addDrift(model, perform);
}

function addList(model: Command, perform: Perform): void {
  const list = model
    .command('list')
    .description('all models, newest first: what each learnt from and how it does')
    .argument('<project>');
  withReadOnly(withCommonOptions(list)).action((project: string, options: CommonOptions) =>
    perform(options, project, async ({ client }) => {
      const models = await client.models.list.query();
      if (!models.ok) return models;
      const text = models.value.length === 0 ? 'No model yet.' : modelTable(models.value);
      return succeed({ json: { models: models.value }, text, exitCode: exitCodes.done });
    }),
  );
}

function modelTable(models: readonly FilterModel[]): string {
  const columns = [
    { heading: 'model', right: true },
    { heading: 'kind' },
    { heading: 'labels', right: true },
    { heading: 'hold-out AUC', right: true },
    { heading: 'sources left out', right: true },
    { heading: '' },
  ];
  const rows = models.map((each) => [
    String(each.id),
    modelWords(each),
    count(each.trainedOn.informative + each.trainedOn.uninformative),
    fixed(each.holdOut.auc, 3),
    each.checked ? fixed(each.leaveSourcesOut?.auc ?? null, 3) : 'not yet',
    each.current ? 'in force' : '',
  ]);
  return table(columns, rows);
}

function addUse(model: Command, perform: Perform): void {
  const use = model
    .command('use')
    .description('score with a model and put it in force; can be undone')
    .argument('<project>')
    .argument('<model>', numberHelp);
  withCommonOptions(use).action((project: string, given: string, options: CommonOptions) =>
    perform(options, project, async ({ client, follow }) => {
      const id = idOf(given);
      if (id === null) return unknownModel(given);
      const job = await follow(() => client.models.use.mutate({ id }));
      return job.ok ? succeed(jobAnswer(job.value)) : job;
    }),
  );
}

function addCompare(model: Command, perform: Perform): void {
  const compare = model
    .command('compare')
    .description('say what changes when the second model takes the place of the first')
    .argument('<project>')
    .argument('<from>', numberHelp)
    .argument('<to>', numberHelp);
  withReadOnly(withCommonOptions(compare)).action(
    (project: string, first: string, second: string, options: CommonOptions) =>
      perform(options, project, async ({ client }) => {
        const [from, to] = [idOf(first), idOf(second)];
        if (from === null) return unknownModel(first);
        if (to === null) return unknownModel(second);
        const found = await client.models.compare.query({ from, to });
        if (!found.ok) return found;
        const { both, keptByFirst, keptBySecond, meanDifference } = found.value;
        const text = [
          `${counted(both, 'exemplar')} scored by both; scores differ by ${meanDifference.toFixed(3)} on average.`,
          `Model ${to} keeps ${counted(keptBySecond.count, 'exemplar')} that model ${from} drops,`,
          `and drops ${counted(keptByFirst.count, 'exemplar')} that model ${from} keeps.`,
        ].join('\n');
        return succeed({ json: found.value, text, exitCode: exitCodes.done });
      }),
  );
}

function addModelExport(model: Command, perform: Perform): void {
  const write = model
    .command('export')
    .description('write a model as ONNX with a card that says what it is')
    .argument('<project>')
    .argument('<model>', numberHelp)
    .argument('<folder>', 'where to write; files of the same names are replaced');
  withReadOnly(withCommonOptions(write)).action(
    (project: string, given: string, folder: string, options: CommonOptions) =>
      perform(options, project, async ({ client, path }) => {
        const id = idOf(given);
        if (id === null) return unknownModel(given);
        const done = await client.models.export.mutate({ id, folder: path(folder) });
        if (!done.ok) return done;
        const text = `Wrote ${done.value.files.join(', ')}.`;
        return succeed({ json: done.value, text, exitCode: exitCodes.done });
      }),
  );
}

function addAdvice(model: Command, perform: Perform): void {
  const advice = model
    .command('advice')
    .description('say what more labels would bring, and why')
    .argument('<project>');
  withReadOnly(withCommonOptions(advice)).action((project: string, options: CommonOptions) =>
    perform(options, project, async ({ client }) => {
      const found = await client.models.advice.query();
      if (!found.ok) return found;
      const text = found.value.sentences.join('\n');
      return succeed({ json: found.value, text, exitCode: exitCodes.done });
    }),
  );
}

function addDrift(model: Command, perform: Perform): void {
  const drift = model
    .command('drift')
    .description('list sources by how much of them is unlike anything labelled')
    .argument('<project>');
  withReadOnly(withCommonOptions(drift)).action((project: string, options: CommonOptions) =>
    perform(options, project, async ({ client }) => {
      const found = await client.models.drift.query();
      if (!found.ok) return found;
      const json = { sources: found.value };
      return succeed({ json, text: driftTable(found.value), exitCode: exitCodes.done });
    }),
  );
}

function driftTable(sources: readonly SourceDrift[]): string {
  const columns = [
    { heading: 'source' },
    { heading: 'labels', right: true },
    { heading: 'unlike', right: true },
    { heading: 'by chance', right: true },
    { heading: '' },
  ];
  const rows = sources.map(({ name, labels, distance, expected, isDrifted }) => [
    name,
    count(labels),
    percent(distance),
    `${percent(expected.low)} to ${percent(expected.high)}`,
    isDrifted ? 'label some of these' : '',
  ]);
  return table(columns, rows);
}

const idOf = (given: string): number | null => (/^\d{1,9}$/.test(given) ? Number(given) : null);

const unknownModel = (given: string) =>
  fail({
    kind: 'option-invalid',
    option: 'model',
    given,
    known: 'the numbers that `model list` shows',
  });
