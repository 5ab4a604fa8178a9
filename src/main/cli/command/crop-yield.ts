import type { Command } from 'commander';
import { cropYieldRequest, type SectionYield } from '../../../shared/crop-yield.ts';
import { cropYieldFigure, sectionName } from '../../../shared/crop-yield-figure.ts';
import { fail, succeed } from '../../../shared/failure.ts';
import { figureCsv } from '../../../shared/figure.ts';
import { figureSvg } from '../../../shared/figure-svg.ts';
import { plane } from '../../../shared/patch.ts';
import { jobAnswer } from '../answer.ts';
import type { Bench } from '../bench.ts';
import { type CommonOptions, oneOf, wholeNumber, withCommonOptions } from '../option.ts';
import type { Perform } from '../perform.ts';
import { percent } from '../quantity.ts';
import { table } from '../table.ts';
import { writeNewFile } from '../write-new-file.ts';

interface CropYieldOptions extends CommonOptions {
  readonly source?: string[];
  readonly plane?: 'xy' | 'xz' | 'yz' | '2d';
  readonly index?: number;
  readonly stride?: number;
  readonly svg?: string;
  readonly csv?: string;
}

/** `crop-yield PROJECT`: scores cross-sections densely and counts crops without an informative pixel. */
export function addCropYield(program: Command, perform: Perform): void {
  const command = program
    .command('crop-yield')
    .description('score cross-sections window by window; how many random crops would show nothing')
    .argument('<project>')
    .option('--source <name...>', 'of these sources; all when left out')
    .option('--plane <plane>', 'xy, xz or yz; xy when left out', oneOf('--plane', plane))
    .option(
      '--index <number>',
      'which cross-section, from 0; the middle one when left out',
      wholeNumber('--index', cropYieldRequest.shape.sections.element.shape.index),
    )
    .option(
      '--stride <pixels>',
      'from window to window; a quarter of a patch when left out',
      wholeNumber('--stride', cropYieldRequest.shape.stride.unwrap().unwrap()),
    )
    .option('--svg <file>', 'write the figure of all scored cross-sections')
    .option('--csv <file>', 'write the numbers of the figure');
  withCommonOptions(command).action((project: string, options: CropYieldOptions) =>
    perform(options, project, async (bench) => {
      const { client, follow, path } = bench;
      const sections = await sectionsOf(bench, options);
      if (!sections.ok) return sections;
      const stride = options.stride ?? null;
      const job = await follow(() =>
        client.yields.start.mutate({ sections: sections.value, stride }),
      );
      if (!job.ok) return job;
      const yields = await client.yields.list.query();
      if (!yields.ok) return yields;
      const figure = cropYieldFigure(yields.value);
      for (const [file, content] of [
        [options.svg, figureSvg(figure)],
        [options.csv, figureCsv(figure)],
      ] as const) {
        if (file === undefined) continue;
        const written = await writeNewFile(path(file), content);
        if (!written.ok) return written;
      }
      const json = { sections: yields.value };
      return succeed(jobAnswer(job.value, { json, text: yieldTable(yields.value) }));
    }),
  );
}

/** The cross-sections asked for: one of each source's first volume. */
async function sectionsOf({ client }: Bench, options: CropYieldOptions) {
  const sources = await client.sources.list.query();
  if (!sources.ok) return sources;
  const known = sources.value.map(({ name }) => name);
  const unknown = options.source?.find((name) => !known.includes(name));
  if (unknown !== undefined) return fail({ kind: 'source-unknown', name: unknown, known });
  const sections: { volume: number; plane: 'xy' | 'xz' | 'yz' | '2d'; index: number }[] = [];
  for (const source of sources.value) {
    if (options.source && !options.source.includes(source.name)) continue;
    const volumes = await client.sources.volumes.query({ source: source.id });
    if (!volumes.ok) return volumes;
    const [first] = volumes.value;
    if (!first) continue;
    const along = first.kind === 'picture' ? '2d' : (options.plane ?? 'xy');
    const count = along === 'xz' ? first.shape.y : along === 'yz' ? first.shape.x : first.shape.z;
    const index = options.index ?? Math.floor(count / 2);
    sections.push({ volume: first.id, plane: along, index });
  }
  return sections.length > 0 ? succeed(sections) : fail({ kind: 'nothing-to-run' });
}

function yieldTable(sections: readonly SectionYield[]): string {
  const columns = [
    { heading: 'cross-section' },
    { heading: 'stride', right: true },
    { heading: 'informative', right: true },
    { heading: 'crops without', right: true },
  ];
  const rows = sections.map((each) => [
    sectionName(each),
    String(each.stride),
    percent(each.informative),
    percent(each.uninformativeCrops.share),
  ]);
  return table(columns, rows);
}
