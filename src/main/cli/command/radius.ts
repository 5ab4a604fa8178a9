import type { Command } from 'commander';
import { succeed } from '../../../shared/failure.ts';
import { figureCsv } from '../../../shared/figure.ts';
import { figureSvg } from '../../../shared/figure-svg.ts';
import { type KeepCurves, radii } from '../../../shared/keep-curve.ts';
import { keepCurveFigure } from '../../../shared/keep-curve-figure.ts';
import { jobAnswer } from '../answer.ts';
import { exitCodes } from '../exit-code.ts';
import { type CommonOptions, withCommonOptions, withReadOnly } from '../option.ts';
import type { Perform } from '../perform.ts';
import { count, counted, duration, percent } from '../quantity.ts';
import { table } from '../table.ts';
import { writeNewFile } from '../write-new-file.ts';

interface RadiusOptions extends CommonOptions {
  readonly compute?: boolean;
  readonly share?: boolean;
  readonly svg?: string;
  readonly csv?: string;
}

/** `radius PROJECT`: how many patches each radius of near-duplicates would keep, by source. */
export function addRadius(program: Command, perform: Perform): void {
  const command = program
    .command('radius')
    .description('how many patches each near-duplicate radius from 0 to 20 bits would keep')
    .argument('<project>')
    .option('--compute', 'count what is missing or out of date, exactly')
    .option('--share', 'draw shares of the raw patches')
    .option('--svg <file>', 'write the figure')
    .option('--csv <file>', 'write the numbers of the figure');
  withReadOnly(withCommonOptions(command)).action((project: string, options: RadiusOptions) =>
    perform(options, project, async ({ client, follow, path }) => {
      const job = options.compute ? await follow(() => client.radius.start.mutate()) : null;
      if (job && !job.ok) return job;
      const curves = await client.radius.curves.query();
      if (!curves.ok) return curves;
      const view = { as: options.share ? 'share' : 'patches', chosen: null, lit: null } as const;
      const figure = keepCurveFigure(curves.value, view);
      for (const [file, content] of [
        [options.svg, figureSvg(figure)],
        [options.csv, figureCsv(figure)],
      ] as const) {
        if (file === undefined) continue;
        const written = await writeNewFile(path(file), content);
        if (!written.ok) return written;
      }
      const json = { curves: curves.value };
      const text = curveText(curves.value);
      return succeed(
        job ? jobAnswer(job.value, { json, text }) : { json, text, exitCode: exitCodes.done },
      );
    }),
  );
}

/** One line a radius, one column a source while there are few; what is missing below. */
function curveText(curves: KeepCurves): string {
  const { sources, settings, raw, state } = curves;
  const shown = sources.length <= mostColumns ? sources : [];
  const columns = [
    { heading: 'radius', right: true },
    { heading: 'kept', right: true },
    { heading: 'of raw', right: true },
    ...shown.map(({ name }) => ({ heading: name, right: true })),
    { heading: '' },
  ];
  const number = (kept: number | null | undefined) => (kept == null ? '-' : count(kept));
  const rows = radii.map((radius) => {
    const kept = curves.kept[radius];
    return [
      String(radius),
      number(kept),
      kept == null || raw === 0 ? '-' : percent(kept / raw),
      ...shown.map((source) => number(source.kept[radius])),
      radius === settings.hammingLimit ? 'in force' : '',
    ];
  });
  return [table(columns, rows), ...(state === 'current' ? [] : [missingWords(curves)])].join('\n');
}

const mostColumns = 6;

function missingWords({ state, needs }: KeepCurves): string {
  const what = state === 'stale' ? 'Out of date' : 'Not counted yet';
  return `${what}: ${counted(needs.units, 'de-duplication')} of ${counted(needs.patches, 'patch', 'patches')} in all, about ${duration(Math.ceil(needs.seconds))}. Count with --compute.`;
}
