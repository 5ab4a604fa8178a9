import type { Command } from 'commander';
import { succeed } from '../../../shared/failure.ts';
import { exitCodes } from '../exit-code.ts';
import { type CommonOptions, withCommonOptions } from '../option.ts';
import type { Perform } from '../perform.ts';
import { table } from '../table.ts';

/** `doctor`: whether this machine has what is needed. */
export function addDoctor(program: Command, perform: Perform): void {
  const command = program
    .command('doctor')
    .description('check that this machine has what is needed');
  withCommonOptions(command).action((options: CommonOptions) =>
    perform(options, null, async ({ client }) => {
      const report = await client.doctor.query();
      const rows = report.checks.map(({ state, name, finding }) => [state, name, finding]);
      const checks = table(
        [{ heading: 'state' }, { heading: 'check' }, { heading: 'finding' }],
        rows,
      );
      const isBad = report.checks.some(({ state }) => state === 'bad');
      const exitCode = isBad ? exitCodes.problemsFound : exitCodes.done;
      const text = `EM Curator ${report.version}\n${checks}`;
      return succeed({ json: report, text, exitCode });
    }),
  );
}
