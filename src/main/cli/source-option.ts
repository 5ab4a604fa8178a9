import { type Command, Option } from 'commander';
import type { SourceChange } from '../../shared/source.ts';
import type { Mapping, VoxelSize } from '../../shared/volume.ts';
import { parseMapping, parseVoxelSize } from './option.ts';

/** What `add` and `set` may say of a source. */
export interface SourceOptions {
  readonly technique?: string;
  readonly organism?: string;
  readonly tissue?: string;
  readonly doi?: string;
  readonly licence?: string;
  readonly attribution?: string;
  readonly notes?: string;
  readonly withhold?: string | true;
  readonly share?: boolean;
  readonly voxelSize?: VoxelSize | null;
  readonly mapping?: Mapping;
  readonly invert?: boolean;
}

/** Gives a command the options that describe a source. */
export function withSourceOptions(command: Command): Command {
  return command
    .option('--technique <text>', 'for instance FIB-SEM, SBF-SEM, ssTEM')
    .option('--organism <text>', 'for instance Mus musculus')
    .option('--tissue <text>', 'tissue or cell line')
    .option('--voxel-size <z,y,x>', 'nanometres; "file" for what the file says', parseVoxelSize)
    .option('--licence <text>', 'terms the source is published under')
    .option('--doi <text>', 'where the source is published')
    .option('--attribution <text>', 'whom to name when the pictures are shared')
    .option('--notes <text>', 'anything else')
    .option('--withhold [why]', 'not to be shared: every export leaves it out')
    .addOption(new Option('--share', 'may be shared again, after --withhold').conflicts('withhold'))
    .option('--mapping <rule>', mappingHelp, parseMapping)
    .option('--invert', 'turn light and dark round')
    .addOption(new Option('--no-invert', 'leave light and dark as they are'));
}

const mappingHelp =
  'how samples become 8-bit grey: by-type, full-range, percentile:LOW,HIGH, manual:LOW,HIGH';

const names = [
  'technique',
  'organism',
  'tissue',
  'doi',
  'licence',
  'attribution',
  'notes',
  'voxelSize',
  'mapping',
  'invert',
] as const;

/** The options as a change of a source; what was not given is absent. */
export function changeOf(options: SourceOptions): SourceChange {
  const given = names.filter((name) => options[name] !== undefined);
  // `as`: each name is a key of both, with the same type.
  const change = Object.fromEntries(given.map((name) => [name, options[name]])) as SourceChange;
  const { withhold, share } = options;
  if (share) return { ...change, withheld: null };
  return withhold === undefined
    ? change
    : { ...change, withheld: withhold === true ? '' : withhold };
}
