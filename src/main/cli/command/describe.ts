import { type Command, Option } from 'commander';
import { explain, succeed } from '../../../shared/failure.ts';
import type { VolumeDescription } from '../../../shared/source.ts';
import { exitCodes } from '../exit-code.ts';
import { type CommonOptions, withCommonOptions, withReadOnly } from '../option.ts';
import type { Perform } from '../perform.ts';
import { count } from '../quantity.ts';

interface DescribeOptions extends CommonOptions {
  readonly as?: 'stack' | 'group';
  readonly sha256?: boolean;
}

/** `describe FILE...`: what files hold, before anything is added. Needs no project. */
export function addDescribe(program: Command, perform: Perform): void {
  const command = program
    .command('describe')
    .description('say what files hold, without a project')
    .argument('<paths...>', 'files or folders')
    .addOption(
      new Option('--as <kind>', 'what a folder of pictures is').choices(['stack', 'group']),
    )
    .option('--sha256', 'also read each file whole and print its checksum');
  withReadOnly(withCommonOptions(command)).action((paths: string[], options: DescribeOptions) =>
    perform(options, null, async ({ client, path }) => {
      const found = await client.sources.describe.query({
        paths: paths.map(path),
        as: options.as ?? null,
        checksum: options.sha256 ?? false,
      });
      const volumes = found.map(({ path: file, described }) =>
        described.ok
          ? described.value
          : { path: file, failure: described.failure, sentence: explain(described.failure) },
      );
      const text = volumes.map((v) => ('failure' in v ? `${v.path}\n  ${v.sentence}` : lines(v)));
      const failed = volumes.some((volume) => 'failure' in volume);
      const exitCode = failed ? exitCodes.someFailed : exitCodes.done;
      return succeed({ json: { volumes }, text: text.join('\n'), exitCode });
    }),
  );
}

function lines(volume: VolumeDescription): string {
  const { z, y, x } = volume.shape;
  const size = volume.voxelSize;
  const voxels = size ? `${size.z} x ${size.y} x ${size.x} nm` : 'not recorded';
  return [
    volume.path,
    `  ${volume.format}, ${z} x ${y} x ${x} (z, y, x), ${volume.sampleType}`,
    `  voxel size ${voxels}; ${count(volume.plannedPatches)} patches planned`,
    ...(volume.sha256 ? [`  sha256 ${volume.sha256}`] : []),
    ...volume.warnings.map((warning) => `  ${warning}`),
  ].join('\n');
}
