import { type Command, Option } from 'commander';
import {
  type Composition,
  type CompositionField,
  compositionField,
  type StageCounts,
} from '../../../shared/composition.ts';
import {
  compositionFigure,
  compositionHeight,
  fieldWords,
  notStated,
} from '../../../shared/composition-figure.ts';
import { succeed } from '../../../shared/failure.ts';
import { figureCsv } from '../../../shared/figure.ts';
import { figureSvg } from '../../../shared/figure-svg.ts';
import { exitCodes } from '../exit-code.ts';
import { type CommonOptions, withCommonOptions, withReadOnly } from '../option.ts';
import type { Perform } from '../perform.ts';
import { count } from '../quantity.ts';
import { table } from '../table.ts';
import { writeNewFile } from '../write-new-file.ts';

interface CompositionOptions extends CommonOptions {
  readonly by: CompositionField;
  readonly of: 'experiments' | 'patches';
  readonly svg?: string;
  readonly csv?: string;
}

/** `composition PROJECT`: what the sets are made of. */
export function addComposition(program: Command, perform: Perform): void {
  const command = program
    .command('composition')
    .description('what the sets are made of: technique, pixel spacing, organism, tissue')
    .argument('<project>')
    .addOption(
      new Option('--by <field>', 'what is counted')
        .choices(compositionField.options)
        .default('technique'),
    )
    .addOption(
      new Option('--of <unit>', 'what the figure shows')
        .choices(['experiments', 'patches'])
        .default('patches'),
    )
    .option('--svg <file>', 'write the figure')
    .option('--csv <file>', 'write the numbers of the figure');
  withReadOnly(withCommonOptions(command)).action((project: string, options: CompositionOptions) =>
    perform(options, project, async ({ client, path }) => {
      const composed = await client.composition.counts.query();
      if (!composed.ok) return composed;
      const files = figureFiles(composed.value, options);
      for (const [file, content] of files) {
        const written = await writeNewFile(path(file), content);
        if (!written.ok) return written;
      }
      const paths = files.map(([file]) => path(file));
      const text = [
        compositionTable(composed.value, options.by),
        ...paths.map((file) => `Wrote ${file}.`),
      ];
      return succeed({
        json: { ...composed.value, files: paths },
        text: text.join('\n'),
        exitCode: exitCodes.done,
      });
    }),
  );
}

const fieldOf = ({ fields }: Composition, by: CompositionField) =>
  fields.find(({ field }) => field === by) ?? { field: by, bars: [], several: 0 };

function figureFiles(composed: Composition, { by, of, svg, csv }: CompositionOptions) {
  const field = fieldOf(composed, by);
  const figure = compositionFigure(composed, field, of);
  return [
    ...(svg === undefined
      ? []
      : [[svg, figureSvg(figure, 560, compositionHeight(field))] as const]),
    ...(csv === undefined ? [] : [[csv, figureCsv(figure)] as const]),
  ];
}

function compositionTable(composed: Composition, by: CompositionField): string {
  const { bars, several } = fieldOf(composed, by);
  const columns = [
    { heading: fieldWords[by].toLowerCase() },
    { heading: 'sources', right: true },
    { heading: 'raw', right: true },
    { heading: 'dedup', right: true },
    { heading: 'curated', right: true },
  ];
  const counted = ({ raw, dedup, curated }: StageCounts) => [
    count(raw),
    count(dedup),
    curated === null ? '-' : count(curated),
  ];
  const rows = bars.map((bar) => [
    bar.value || notStated,
    count(bar.sources.length),
    ...counted(bar.patches),
  ]);
  const note =
    several > 0 ? [`${count(several)} sources have several values and count for each.`] : [];
  return [table(columns, rows), ...note].join('\n');
}
