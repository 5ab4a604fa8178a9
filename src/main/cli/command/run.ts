import { type Command, Option } from 'commander';
import {
  type CutSettings,
  cutMode,
  cutScope,
  cutSettings,
  type RunRequest,
} from '../../../shared/cut.ts';
import { explain, succeed } from '../../../shared/failure.ts';
import type { Plane } from '../../../shared/patch.ts';
import type { RunNeeds } from '../../../shared/run-needs.ts';
import { jobAnswer } from '../answer.ts';
import { exitCodes } from '../exit-code.ts';
import { funnelTable } from '../funnel-table.ts';
import { type CommonOptions, parseAxes, wholeNumber, withCommonOptions } from '../option.ts';
import type { Perform } from '../perform.ts';
import { bytes, count, counted, duration } from '../quantity.ts';

interface RunOptions extends CommonOptions {
  readonly mode?: CutSettings['mode'];
  readonly seed?: number;
  readonly axes?: Plane[];
  readonly spacing?: number;
  readonly patchSize?: number;
  readonly hashSize?: number;
  readonly hammingLimit?: number;
  readonly scope?: CutSettings['scope'];
  readonly regroup?: boolean;
  readonly dryRun?: boolean;
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
  command
    .addOption(
      new Option('--scope <scope>', 'look for near-duplicates within each').choices(
        cutScope.options,
      ),
    )
    .option('--regroup', 'de-duplicate sources anew that volumes were added to later')
    .option('--dry-run', 'say what would be done and what it needs, and do nothing');
  withCommonOptions(command.addHelpText('after', defaults)).action(
    (project: string, options: RunOptions) =>
      perform(options, project, async ({ client, follow, note, project: current }) => {
        const needs = await client.jobs.needs.query({ cut: settingsOf(options) });
        if (!needs.ok) return needs;
        if (options.dryRun) return succeed(dryRun(needs.value));
        if (needs.value.seconds > 0) for (const line of needsLines(needs.value)) note(line);
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
Near-duplicates are looked for within each source, and in mode paper-exact within each volume.
The same files, settings and seed give the same patches, byte for byte.
Other settings make another cut; another Hamming limit, seed or scope reads no volume again.
The cut before stays (see emcurator cuts), and undo puts it back in force.
A volume that is added to a source later leaves the source's exemplars as they are.`;

/** Only what was given: the project keeps its settings for the rest. */
function settingsOf(options: RunOptions): RunRequest {
  const { mode, seed, axes, spacing, patchSize, hashSize, hammingLimit, scope, regroup } = options;
  const cut = { mode, seed, planes: axes, spacing, patchSize, hashSize, hammingLimit, scope };
  return Object.fromEntries(
    Object.entries({ ...cut, regroup }).filter(([, value]) => value !== undefined),
  );
}

function dryRun(needs: RunNeeds) {
  const stages = needs.stages
    .filter(({ total }) => total > 0)
    .map(({ name, total, seconds, measured }) => {
      const basis = measured ? 'as in the last run' : 'at an assumed rate';
      return `  ${name}: ${count(total)}, about ${duration(seconds)} ${basis}`;
    });
  const text = [...needsLines(needs), ...stages].join('\n');
  return { json: { needs }, text, exitCode: exitCodes.done };
}

/** What the run needs, in a few lines; the last one says what is in its way. */
function needsLines(needs: RunNeeds): string[] {
  const { volumes, patches, patchesThere, free, memory, trouble, least, most } = needs;
  const from = (low: string, high: string) => (low === high ? high : `${low} to ${high}`);
  const exemplars = from(count(least.exemplars), count(most.exemplars));
  const noun = most.exemplars === 1 ? 'exemplar' : 'exemplars';
  const time = from(duration(least.seconds), duration(most.seconds));
  const disk = from(bytes(least.disk), bytes(most.disk));
  const room = free === null ? '' : `; ${bytes(free)} are free`;
  const there = patchesThere > 0 ? ` (${count(patchesThere)} are there)` : '';
  return [
    `${counted(patches, 'patch', 'patches')} of ${counted(volumes, 'volume')} to cut${there}, about ${exemplars} ${noun} in the end.`,
    `About ${time}, ${bytes(memory)} of memory and ${disk} of disk, at most ${bytes(needs.bytesAtMost)}${room}.`,
    ...(trouble ? [explain(trouble)] : []),
  ];
}
