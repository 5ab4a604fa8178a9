import type { Command } from 'commander';
import { type Outcome, succeed } from '../../../shared/failure.ts';
import type { ThresholdYield } from '../../../shared/model.ts';
import { exitCodes } from '../exit-code.ts';
import { type CommonOptions, share, withCommonOptions, withReadOnly } from '../option.ts';
import type { Perform } from '../perform.ts';
import { count, percent } from '../quantity.ts';
import { table } from '../table.ts';

interface ThresholdOptions extends CommonOptions {
  readonly try?: boolean;
}

/** `threshold PROJECT [VALUE]`: chooses the score above which an exemplar is kept, or says what one keeps. */
export function addThreshold(program: Command, perform: Perform): void {
  const command = program
    .command('threshold')
    .description('choose the score above which exemplars are kept; without a value, show it')
    .argument('<project>')
    .argument('[value]', 'from 0 to 1', share('the threshold'))
    .option('--try', 'say what the value would keep, without choosing it');
  withReadOnly(withCommonOptions(command)).action(
    (project: string, value: number | undefined, options: ThresholdOptions) =>
      perform(options, project, async ({ client }) => {
        const chosen = value ?? null;
        if (chosen !== null && !options.try) {
          const changed = await client.models.setThreshold.mutate({ threshold: chosen });
          if (!changed.ok) return changed;
        }
        return answerOf(await client.models.yield.query({ threshold: chosen }));
      }),
  );
}

function answerOf(found: Outcome<ThresholdYield>) {
  if (!found.ok) return found;
  const { threshold, kept, scored, perSource } = found.value;
  const rows = perSource.map((row) => [
    row.name,
    count(row.exemplars),
    count(row.kept),
    row.exemplars > 0 ? percent(row.kept / row.exemplars) : '-',
  ]);
  const columns = [
    { heading: 'source' },
    { heading: 'exemplars', right: true },
    { heading: 'kept', right: true },
    { heading: 'share', right: true },
  ];
  const sentence = `A score above ${threshold} keeps ${count(kept)} of ${count(scored)} exemplars.`;
  const text = `${sentence}\n${table(columns, rows)}`;
  return succeed({ json: found.value, text, exitCode: exitCodes.done });
}
