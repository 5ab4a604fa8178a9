import { type Command, Option } from 'commander';
import {
  type Difference,
  type DifferingPatch,
  patchChange,
  patchChangeWords,
} from '../../../shared/difference.ts';
import { succeed } from '../../../shared/failure.ts';
import { jobAnswer } from '../answer.ts';
import { exitCodes } from '../exit-code.ts';
import { type CommonOptions, withCommonOptions } from '../option.ts';
import type { Perform } from '../perform.ts';
import { count, counted, fixed } from '../quantity.ts';

interface DiffOptions extends CommonOptions {
  readonly set?: 'dedup' | 'curated';
  readonly csv?: string;
  readonly pixels: boolean;
}

/** `diff A B`: what is different between two data sets, two projects, or one of each. */
export function addDiff(program: Command, perform: Perform): void {
  const command = program
    .command('diff')
    .description('compare two data sets or projects: patches, labels, scores, pixels, settings')
    .argument('<a>', 'a data set or a project')
    .argument('<b>', 'a data set or a project')
    .addOption(
      new Option('--set <set>', 'which patches of a project; else as in the data set').choices([
        'dedup',
        'curated',
      ]),
    )
    .option('--csv <file>', 'write every differing patch, a line for each side')
    .option('--no-pixels', 'compare no pixels (a project is read much faster)');
  withCommonOptions(command).action((a: string, b: string, options: DiffOptions) =>
    perform(options, null, async ({ client, follow, path }) => {
      const { set = null, csv, pixels } = options;
      const file = csv === undefined ? null : path(csv);
      const request = { a: path(a), b: path(b), set, pixels, csv: file };
      const job = await follow(() => client.datasets.compare.mutate(request));
      if (!job.ok) return job;
      if (job.value.state !== 'done') return succeed(jobAnswer(job.value));
      const found = await client.datasets.difference.query({ job: job.value.id });
      if (!found.ok) return found;
      const exitCode = found.value.equal ? exitCodes.done : exitCodes.problemsFound;
      const wrote = file === null ? [] : [`Wrote ${file}.`];
      return succeed({
        json: found.value,
        text: [...differenceLines(found.value), ...wrote].join('\n'),
        exitCode,
      });
    }),
  );
}

const mostShown = 20;

function differenceLines(difference: Difference): readonly string[] {
  const { a, b, same, counts, settings, patches, largestScoreChange, withoutPixels } = difference;
  const sides = [a, b].map(
    (side) =>
      `${side.name} (${side.kind === 'dataset' ? 'data set' : 'project'}, ${side.set}, ${counted(side.patches, 'patch', 'patches')})`,
  );
  const largest = largestScoreChange === null ? '' : `, by up to ${fixed(largestScoreChange, 6)}`;
  const changes = patchChange.options.flatMap((kind) =>
    counts[kind] === 0
      ? []
      : [
          `  ${kind.padEnd(11)}${count(counts[kind])}  ${patchChangeWords[kind]}${kind === 'rescored' ? largest : ''}`,
        ],
  );
  const told = settings.slice(0, mostShown);
  return [
    `first:  ${sides[0]}`,
    `second: ${sides[1]}`,
    difference.equal ? 'No difference.' : `${counted(same, 'patch is', 'patches are')} the same.`,
    ...changes,
    ...patches.slice(0, mostShown).map((patch) => `    ${patchLine(patch)}`),
    ...told.map(
      ({ where, a: one, b: two }) => `  ${where.join('.')}: ${short(one)} -> ${short(two)}`,
    ),
    ...(settings.length > told.length ? ['  ... and more settings; --json has them.'] : []),
    ...(withoutPixels > 0
      ? [`Pixels of ${counted(withoutPixels, 'patch', 'patches')} were not compared.`]
      : []),
  ];
}

function patchLine({ changes, a, b }: DifferingPatch): string {
  const patch = a ?? b;
  if (!patch) return '';
  const { source, volume, plane, index, box } = patch;
  const place = `${source}/${volume} ${plane} ${index} ${box.y0}-${box.y1} ${box.x0}-${box.x1}`;
  const from = changes.includes('relabelled')
    ? ` (${a?.decision ?? 'no label'} -> ${b?.decision ?? 'no label'})`
    : '';
  return `${changes.join(', ')}: ${place}${from}`;
}

const short = (text: string | null): string =>
  text === null || text === '' ? 'nothing' : text.length > 60 ? `${text.slice(0, 57)}...` : text;
