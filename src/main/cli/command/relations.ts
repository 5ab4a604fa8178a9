import type { Command } from 'commander';
import { csvLine } from '../../../shared/csv.ts';
import { type Outcome, succeed } from '../../../shared/failure.ts';
import type { Job } from '../../../shared/job.ts';
import {
  kindsInShort,
  kindWords,
  matrixCells,
  placeWords,
  type Relation,
  type RelationReport,
  type RelationState,
  unseenWords,
  verdictWords,
} from '../../../shared/relation.ts';
import { jobAnswer } from '../answer.ts';
import type { Bench } from '../bench.ts';
import { exitCodes } from '../exit-code.ts';
import { type CommonOptions, withCommonOptions, withReadOnly } from '../option.ts';
import type { Perform } from '../perform.ts';
import { count, counted } from '../quantity.ts';
import { table } from '../table.ts';
import { writeNewFile } from '../write-new-file.ts';

interface RelationOptions extends CommonOptions {
  readonly compute?: true;
  readonly all?: true;
  readonly csv?: string;
}

/** Relations listed at most; the window and `--csv` have all. */
const most = 1000;

/** `relations PROJECT`: which sources show the same. */
export function addRelations(program: Command, perform: Perform): void {
  const command = program
    .command('relations')
    .description('which sources show the same specimen; nothing is de-duplicated across sources')
    .argument('<project>')
    .option('--compute', 'compare all sources first')
    .option('--all', 'also those with nothing beyond chance')
    .option('--csv <file>', 'write the share of each source found in each other one');
  withReadOnly(withCommonOptions(command)).action((project: string, options: RelationOptions) =>
    perform(options, project, async (bench) => {
      const computed = options.compute ? await compute(bench) : succeed(null);
      if (!computed.ok) return computed;
      if (computed.value && computed.value.state !== 'done') {
        return succeed(jobAnswer(computed.value));
      }
      const found = await bench.client.relations.list.query({
        all: options.all ?? false,
        count: most,
      });
      if (!found.ok) return found;
      const file = await writeMatrix(bench, options.csv);
      if (!file.ok) return file;
      const lines = [
        ...(computed.value?.result ? [computed.value.result] : []),
        ...wordsOf(found.value),
        ...file.value.map((path) => `Wrote ${path}.`),
      ];
      return succeed({
        json: { ...found.value, files: file.value },
        text: lines.join('\n'),
        exitCode: exitCodes.done,
      });
    }),
  );
}

const compute = ({ client, follow }: Bench): Promise<Outcome<Job>> =>
  follow(() => client.relations.start.mutate());

async function writeMatrix(
  { client, path }: Bench,
  csv: string | undefined,
): Promise<Outcome<string[]>> {
  if (csv === undefined) return succeed([]);
  const matrix = await client.relations.matrix.query();
  if (!matrix.ok) return matrix;
  const file = path(csv);
  const written = await writeNewFile(file, matrixCells(matrix.value).map(csvLine).join(''));
  return written.ok ? succeed([file]) : written;
}

const stateWords: Readonly<Record<RelationState, string>> = {
  none: 'Sources are not compared yet: add --compute.',
  stale: 'The exemplars have changed since: compare again with --compute.',
  current: '',
};

function wordsOf(report: RelationReport): string[] {
  const { state, relations, counts } = report;
  const note = stateWords[state];
  const notes = [note, unseenWords(report)].filter((words) => words !== '');
  if (state === 'none') return notes;
  const left = counts.same + counts.alike + counts.chance - relations.length;
  const rest = left > 0 ? [`${counted(left, 'other pair')} of sources: ${kindWords.chance}.`] : [];
  if (relations.length === 0) {
    return ['No two sources overlap or have near-duplicates beyond chance.', ...rest, ...notes];
  }
  return [table(columns, relations.map(rowOf)), ...rest, ...notes];
}

const columns = [
  { heading: 'sources' },
  { heading: 'likely' },
  { heading: 'near-duplicates', right: true },
  { heading: 'of', right: true },
  { heading: 'expected', right: true },
  { heading: 'alignment' },
  { heading: 'verdict' },
];

const rowOf = (relation: Relation): string[] => {
  const { nameA, nameB, kind, a, b, expected, verdict } = relation;
  return [
    `${nameA} - ${nameB}`,
    kindsInShort[kind],
    `${count(a.near)} / ${count(b.near)}`,
    `${count(a.exemplars)} / ${count(b.exemplars)}`,
    expected.toFixed(1),
    placeWords(relation),
    verdictWords[verdict],
  ];
};
