import { type Command, Option } from 'commander';
import { succeed } from '../../../shared/failure.ts';
import { type FlipbookOptions, flipbookOptions, stackFormat } from '../../../shared/flipbook.ts';
import { jobAnswer } from '../answer.ts';
import { type CommonOptions, wholeNumber, withCommonOptions, withReadOnly } from '../option.ts';
import type { Perform } from '../perform.ts';

interface FlipbookCommandOptions extends CommonOptions {
  readonly set: FlipbookOptions['set'];
  readonly planes: number;
  readonly as: FlipbookOptions['as'];
  readonly overlap: boolean;
  readonly limit?: number;
  readonly seed: number;
}

const { shape } = flipbookOptions;

/** `flipbooks PROJECT FOLDER`: small volumes around patches. */
export function addFlipbooks(program: Command, perform: Perform): void {
  const command = program
    .command('flipbooks')
    .description('cut a small volume around each patch; the folder must not exist yet')
    .argument('<project>')
    .argument('<folder>', 'folder to make')
    .addOption(
      new Option('--set <set>', 'around which patches')
        .choices(['dedup', 'curated'])
        .default('curated'),
    )
    .option(
      '--planes <number>',
      'sections of each; an even number gives one more',
      wholeNumber('--planes', shape.depth),
      5,
    )
    .addOption(
      new Option('--as <format>', 'how each is stored')
        .choices(stackFormat.options)
        .default('tiff'),
    )
    .option('--no-overlap', 'of those that overlap keep the one that holds most patches of the set')
    .option(
      '--limit <number>',
      'most of each source, drawn by the seed',
      wholeNumber('--limit', shape.limit.unwrap().unwrap()),
    )
    .option('--seed <number>', 'of the draw', wholeNumber('--seed', shape.seed), 1);
  withReadOnly(withCommonOptions(command)).action(
    (project: string, folder: string, options: FlipbookCommandOptions) =>
      perform(options, project, async ({ client, follow, path }) => {
        const request = {
          folder: path(folder),
          set: options.set,
          depth: options.planes,
          as: options.as,
          noOverlap: !options.overlap,
          limit: options.limit ?? null,
          seed: options.seed,
        };
        const job = await follow(() => client.exports.flipbooks.mutate(request));
        return job.ok ? succeed(jobAnswer(job.value, { json: { folder: request.folder } })) : job;
      }),
  );
}
