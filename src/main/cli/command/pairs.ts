import type { Command } from 'commander';
import { succeed } from '../../../shared/failure.ts';
import { radii } from '../../../shared/keep-curve.ts';
import type { PairEstimate, PairPrecision } from '../../../shared/pair.ts';
import { exitCodes } from '../exit-code.ts';
import { type CommonOptions, withCommonOptions, withReadOnly } from '../option.ts';
import type { Perform } from '../perform.ts';
import { counted, percent } from '../quantity.ts';
import { table } from '../table.ts';

/** `pairs estimate`, `pairs export` and `pairs import`. */
export function addPairs(program: Command, perform: Perform): void {
  const pairs = program
    .command('pairs')
    .description('pairs of patches that people marked as the same or different');
  addEstimate(pairs, perform);
  addExport(pairs, perform);
  addImport(pairs, perform);
}

function addEstimate(pairs: Command, perform: Perform): void {
  const estimate = pairs
    .command('estimate')
    .description('how many of the pairs that each radius joins show the same, by the marks')
    .argument('<project>');
  withReadOnly(withCommonOptions(estimate)).action((project: string, options: CommonOptions) =>
    perform(options, project, async ({ client }) => {
      const found = await client.pairs.estimate.query();
      if (!found.ok) return found;
      const text = estimateText(found.value);
      return succeed({ json: found.value, text, exitCode: exitCodes.done });
    }),
  );
}

function estimateText(estimate: PairEstimate): string {
  const { total, strata, sources, radius, besides, elsewhere } = estimate;
  const marked = sources.filter((each) => each.marked > 0);
  if (marked.length === 0)
    return 'No pair is marked yet. Mark some in the window, under Duplicates.';
  const columns = [
    { heading: 'radius', right: true },
    ...['same', 'different', 'unsure'].map((heading) => ({ heading, right: true })),
    { heading: 'joined that show the same' },
  ];
  const rows = radii.map((at) => {
    const { same = 0, different = 0, unsure = 0 } = strata[at] ?? {};
    return [...[at, same, different, unsure].map(String), precisionText(total[at])];
  });
  const ofSources = marked.map(
    ({ name, marked: own, precision }) =>
      `${name}, ${counted(own, 'mark')}: ${precisionText(precision[radius])} at ${radius}`,
  );
  return [
    table(columns, rows),
    'Same, different, unsure: marks at that very distance. In brackets: 95 %.',
    ...ofSources,
    ...(besides > 0
      ? [
          `${counted(besides, 'mark')} out of the order of all sources count for their source alone.`,
        ]
      : []),
    ...(elsewhere > 0
      ? [`${counted(elsewhere, 'mark')} of patches cut or hashed otherwise left out.`]
      : []),
  ].join('\n');
}

function precisionText(at: PairPrecision | null | undefined): string {
  if (!at) return '-';
  const open = at.unmarked > 0.005 ? `, ${percent(at.unmarked)} at distances without marks` : '';
  return `${percent(at.share)} (${percent(at.low)} to ${percent(at.high)})${open}`;
}

function addExport(pairs: Command, perform: Perform): void {
  const writeOut = pairs
    .command('export')
    .description('write the marks of the project as CSV')
    .argument('<project>')
    .argument('<file>', 'where to write');
  withReadOnly(withCommonOptions(writeOut)).action(
    (project: string, file: string, options: CommonOptions) =>
      perform(options, project, async ({ client, path }) => {
        const done = await client.pairs.export.mutate({ file: path(file) });
        if (!done.ok) return done;
        const text = `Wrote ${counted(done.value.pairs, 'marked pair')} to ${path(file)}.`;
        const json = { ...done.value, file: path(file) };
        return succeed({ json, text, exitCode: exitCodes.done });
      }),
  );
}

function addImport(pairs: Command, perform: Perform): void {
  const bringIn = pairs
    .command('import')
    .description('mark the pairs that a CSV names; one action, can be undone')
    .argument('<project>')
    .argument('<file>', 'with the columns patch, exemplar and value');
  withCommonOptions(bringIn).action((project: string, file: string, options: CommonOptions) =>
    perform(options, project, async ({ client, path }) => {
      const done = await client.pairs.import.mutate({ file: path(file) });
      if (!done.ok) return done;
      return succeed({ json: done.value, text: done.value.summary, exitCode: exitCodes.done });
    }),
  );
}
