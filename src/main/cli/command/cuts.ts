import type { Command } from 'commander';
import { type CutRecord, cutRecord } from '../../../shared/cut-record.ts';
import { cutWords } from '../../../shared/cut-words.ts';
import { succeed } from '../../../shared/failure.ts';
import { jobAnswer } from '../answer.ts';
import { exitCodes } from '../exit-code.ts';
import { type CommonOptions, wholeNumber, withCommonOptions, withReadOnly } from '../option.ts';
import type { Perform } from '../perform.ts';
import { count } from '../quantity.ts';
import { changeAnswer } from '../source-change.ts';
import { table } from '../table.ts';

/** `cuts list`, `use` and `remove`: ways in which the project was cut and de-duplicated. */
export function addCuts(program: Command, perform: Perform): void {
  const cuts = program
    .command('cuts')
    .description(
      'ways in which the project was cut and de-duplicated; a run with new settings adds one',
    );
  addList(cuts, perform);
  addUse(cuts, perform);
  addRemove(cuts, perform);
}

function addList(cuts: Command, perform: Perform): void {
  const list = cuts
    .command('list')
    .description('all cuts with their settings and counts')
    .argument('<project>');
  withReadOnly(withCommonOptions(list)).action((project: string, options: CommonOptions) =>
    perform(options, project, async ({ client }) => {
      const found = await client.cuts.list.query();
      if (!found.ok) return found;
      const text = found.value.length === 0 ? 'No cut yet: run first.' : cutTable(found.value);
      return succeed({ json: { cuts: found.value }, text, exitCode: exitCodes.done });
    }),
  );
}

function addUse(cuts: Command, perform: Perform): void {
  const use = cuts
    .command('use')
    .description('put a cut in force that is there, at once; can be undone')
    .argument('<project>')
    .argument('<cut>', 'its number in the list', wholeNumber('cut', cutRecord.shape.id));
  withCommonOptions(use).action((project: string, id: number, options: CommonOptions) =>
    perform(options, project, async (bench) =>
      changeAnswer(bench, await bench.client.cuts.use.mutate({ id })),
    ),
  );
}

function addRemove(cuts: Command, perform: Perform): void {
  const remove = cuts
    .command('remove')
    .description(
      'remove a cut that is not in force, for good: labels stay, undo passes over changes that led from it',
    )
    .argument('<project>')
    .argument('<cut>', 'its number in the list', wholeNumber('cut', cutRecord.shape.id));
  withCommonOptions(remove).action((project: string, id: number, options: CommonOptions) =>
    perform(options, project, async ({ client, follow }) => {
      const job = await follow(() => client.cuts.remove.mutate({ id }));
      return job.ok ? succeed(jobAnswer(job.value)) : job;
    }),
  );
}

function cutTable(cuts: readonly CutRecord[]): string {
  return table(
    [
      { heading: 'cut', right: true },
      { heading: '' },
      { heading: 'raw', right: true },
      { heading: 'exemplars', right: true },
      { heading: 'settings' },
    ],
    cuts.map((cut) => [
      String(cut.id),
      stateOf(cut),
      count(cut.raw),
      count(cut.exemplars),
      cutWords(cut.settings),
    ]),
  );
}

function stateOf({ isInForce, isKept, isComplete }: CutRecord): string {
  const state = isComplete ? '' : isKept ? 'stale' : 'unfinished';
  return [isInForce ? 'in force' : '', state].filter((word) => word !== '').join(', ');
}
