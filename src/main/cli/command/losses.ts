import type { Command } from 'commander';
import { noReason } from '../../../shared/defect-figure.ts';
import { succeed } from '../../../shared/failure.ts';
import { figureCsv } from '../../../shared/figure.ts';
import { figureSvg } from '../../../shared/figure-svg.ts';
import { flowFigure } from '../../../shared/flow-figure.ts';
import type { LossReport } from '../../../shared/losses.ts';
import { exitCodes } from '../exit-code.ts';
import { type CommonOptions, withCommonOptions, withReadOnly } from '../option.ts';
import type { Perform } from '../perform.ts';
import { count, percent } from '../quantity.ts';
import { table } from '../table.ts';
import { writeNewFile } from '../write-new-file.ts';

interface LossesOptions extends CommonOptions {
  readonly svg?: string;
  readonly csv?: string;
}

/** `losses PROJECT`: what each stage drops, where more than elsewhere, and why. */
export function addLosses(program: Command, perform: Perform): void {
  const command = program
    .command('losses')
    .description('what each stage drops, sources that lose unusually much, defects by reason')
    .argument('<project>')
    .option('--svg <file>', 'write the figure from stage to stage')
    .option('--csv <file>', 'write the numbers of the figure');
  withReadOnly(withCommonOptions(command)).action((project: string, options: LossesOptions) =>
    perform(options, project, async ({ client, path }) => {
      const losses = await client.composition.losses.query();
      if (!losses.ok) return losses;
      const figure = flowFigure(losses.value.totals);
      const files: string[] = [];
      for (const [file, content] of [
        [options.svg, figureSvg(figure)],
        [options.csv, figureCsv(figure)],
      ] as const) {
        if (file === undefined) continue;
        const written = await writeNewFile(path(file), content);
        if (!written.ok) return written;
        files.push(path(file));
      }
      const text = [...lossTables(losses.value), ...files.map((file) => `Wrote ${file}.`)];
      const json = { ...losses.value, files };
      return succeed({ json, text: text.join('\n'), exitCode: exitCodes.done });
    }),
  );
}

function lossTables({ sources, isJudged, rejected, defects }: LossReport): string[] {
  const number = (heading: string) => ({ heading, right: true });
  const survival = table(
    [
      { heading: 'source' },
      ...['raw', 'dedup', 'of raw', 'curated', 'of dedup', 'chance'].map(number),
      { heading: '' },
    ],
    sources.map((source) => [
      source.name,
      count(source.counts.raw),
      count(source.counts.dedup),
      source.dedupOfRaw ? percent(source.dedupOfRaw.share) : '-',
      source.counts.curated === null ? '-' : count(source.counts.curated),
      source.curatedOfDedup ? percent(source.curatedOfDedup.share) : '-',
      source.rejected?.chance?.toFixed(3) ?? '-',
      source.rejected?.isUnusual ? 'loses unusually much' : '',
    ]),
  );
  const few =
    rejected && !isJudged ? ['With fewer than five sources none can be called unusual.'] : [];
  const reasons = table(
    [{ heading: 'labelled uninformative' }, number('patches')],
    defects.map((defect) => [defect.reason ?? noReason, count(defect.count)]),
  );
  return [survival, ...few, ...(defects.length > 0 ? ['', reasons] : [])];
}
