import { type Command, Option } from 'commander';
import { type CutSettings, cutMode, cutSettings } from '../../../shared/cut.ts';
import { succeed } from '../../../shared/failure.ts';
import type { Plane } from '../../../shared/patch.ts';
import { jobAnswer } from '../answer.ts';
import { funnelTable } from '../funnel-table.ts';
import { type CommonOptions, parseAxes, wholeNumber, withCommonOptions } from '../option.ts';
import type { Perform } from '../perform.ts';

interface RunOptions extends CommonOptions {
  readonly mode?: CutSettings['mode'];
  readonly seed?: number;
  readonly axes?: Plane[];
  readonly spacing?: number;
  readonly patchSize?: number;
  readonly hashSize?: number;
  readonly hammingLimit?: number;
}

/** `run PROJECT`: everything up to a curated set, for whatever is not up to date. */
export function addRun(program: Command, perform: Perform): void {
  const number = (flag: string, name: keyof CutSettings) =>
    wholeNumber(flag, cutSettings.shape[name]);
  const command = program
    .command('run')
    .description('cut patches, keep exemplars, score them; only what is not up to date')
    .argument('<project>')
    .addOption(
      new Option(
        '--mode <mode>',
        'as the released CEM code does, or without losing borders',
      ).choices(cutMode.options),
    )
    .option(
      '--seed <number>',
      'of the order in which duplicates are looked for',
      number('--seed', 'seed'),
    )
    .option('--axes <planes>', 'planes to cut: some of xy,xz,yz (or 0,1,2)', parseAxes)
    .option('--spacing <number>', 'cut every n-th cross-section', number('--spacing', 'spacing'))
    .option('--patch-size <pixels>', 'edge of a patch', number('--patch-size', 'patchSize'))
    .option('--hash-size <number>', 'the hash has n x n bits', number('--hash-size', 'hashSize'))
    .option(
      '--hamming-limit <bits>',
      'largest distance of a near-duplicate',
      number('--hamming-limit', 'hammingLimit'),
    );
  withCommonOptions(command.addHelpText('after', defaults)).action(
    (project: string, options: RunOptions) =>
      perform(options, project, async ({ client, follow, project: current }) => {
        const job = await follow(() => client.jobs.run.mutate(settingsOf(options)));
        if (!job.ok) return job;
        const after = await current();
        if (!after.ok) return after;
        const { funnel } = after.value;
        return succeed(jobAnswer(job.value, { json: { funnel }, text: funnelTable(funnel) }));
      }),
  );
}

const start = cutSettings.parse({});
const defaults = `
What is not given stays as the project has it. A new project starts with mode ${start.mode},
seed ${start.seed}, all planes of isotropic volumes and xy of others, every cross-section,
patches of ${start.patchSize} pixels, hashes of ${start.hashSize} x ${start.hashSize} bits, Hamming limit ${start.hammingLimit}.
The same files, settings and seed give the same patches, byte for byte.`;

/** Only what was given: the project keeps its settings for the rest. */
function settingsOf(options: RunOptions): Partial<CutSettings> {
  const { mode, seed, axes, spacing, patchSize, hashSize, hammingLimit } = options;
  const all = { mode, seed, planes: axes, spacing, patchSize, hashSize, hammingLimit };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined));
}
