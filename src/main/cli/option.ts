import { type Command, InvalidArgumentError } from 'commander';
import type { z } from 'zod';
import { type SplitRequest, splitRequest } from '../../shared/export.ts';
import { explain, type Failure } from '../../shared/failure.ts';
import type { Plane } from '../../shared/patch.ts';
import { type Mapping, type VoxelSize, voxelSize } from '../../shared/volume.ts';

/** Options that every command takes. */
export interface CommonOptions {
  readonly json?: boolean;
  readonly quiet?: boolean;
  readonly log?: string;
  /** commands that only read take it: the project may then be open elsewhere */
  readonly readOnly?: boolean;
}

/** Gives a command the options that all have. */
export function withCommonOptions(command: Command): Command {
  return command
    .option('--json', 'print one JSON document instead of text')
    .option('--quiet', 'show no progress')
    .option('--log <file>', 'append what happens to a file of JSON lines');
}

/** Gives a command that changes nothing the option to read a project that is open elsewhere. */
export function withReadOnly(command: Command): Command {
  return command.option('--read-only', 'read the project even while it is open elsewhere');
}

/** A whole number that a schema of the contract accepts. */
export function wholeNumber(option: string, schema: z.ZodType): (given: string) => number {
  return (given) => {
    const number = /^\d+$/.test(given) ? Number(given) : Number.NaN;
    const checked = schema.safeParse(number);
    if (checked.success) return number;
    const known = checked.error.issues.map(({ message }) => message).join('; ');
    return refuse({ kind: 'option-invalid', option, given, known: `a whole number (${known})` });
  };
}

/** A number from 0 to 1. */
export function share(option: string): (given: string) => number {
  return (given) => {
    const number = given.trim() === '' ? Number.NaN : Number(given);
    if (number >= 0 && number <= 1) return number;
    return refuse({ kind: 'option-invalid', option, given, known: 'a number from 0 to 1' });
  };
}

/** Three edges in nanometres, "z,y,x"; "file" goes back to what the file records. */
export function parseVoxelSize(given: string): VoxelSize | null {
  if (given === 'file') return null;
  const parts = given.split(',');
  const [z, y, x] = parts.map((part) => (part.trim() === '' ? Number.NaN : Number(part)));
  const size = voxelSize.safeParse({ z, y, x });
  if (parts.length === 3 && size.success) return size.data;
  return refuse({ kind: 'voxel-size-invalid', given });
}

/** "by-type", "full-range", "percentile:LOW,HIGH" or "manual:LOW,HIGH". */
export function parseMapping(given: string): Mapping {
  if (given === 'by-type' || given === 'full-range') return { kind: given };
  const parts = /^(percentile|manual):([^,]+),([^,]+)$/.exec(given);
  const kind = parts?.[1] === 'percentile' ? 'percentile' : 'manual';
  const [low, high] = [Number(parts?.[2]), Number(parts?.[3])];
  const inRange = kind === 'manual' || (low >= 0 && high <= 100);
  if (parts && Number.isFinite(low) && Number.isFinite(high) && low < high && inRange) {
    return { kind, low, high };
  }
  const known = 'by-type, full-range, percentile:LOW,HIGH (0 to 100) or manual:LOW,HIGH';
  return refuse({ kind: 'option-invalid', option: '--mapping', given, known });
}

// The reference code numbers the axes of an array in z, y, x; cutting across axis 0 gives xy.
const planes: { readonly [axis: string]: Plane } = {
  xy: 'xy',
  xz: 'xz',
  yz: 'yz',
  '0': 'xy',
  '1': 'xz',
  '2': 'yz',
};

/** "xy,xz,yz" or "0,1,2", each at most once, in the order xy, xz, yz. */
export function parseAxes(given: string): Plane[] {
  const chosen = new Set(given.split(',').map((axis) => planes[axis.trim()]));
  if (!chosen.has(undefined)) return (['xy', 'xz', 'yz'] as const).filter((p) => chosen.has(p));
  const known = 'some of xy,xz,yz (or 0,1,2)';
  return refuse({ kind: 'option-invalid', option: '--axes', given, known });
}

/** Shares of training, validation and test in per cent, "80,10,10", as fractions. */
export function parseSplit(given: string): Omit<SplitRequest, 'seed'> {
  const parts = given.split(',').map((part) => (part.trim() === '' ? Number.NaN : Number(part)));
  const [train = 0, validation = 0, test = 0] = parts.map((part) => part / 100);
  const split = splitRequest.safeParse({ train, validation, test });
  if (parts.length === 3 && split.success) return { train, validation, test };
  const known = 'three percentages that add up to 100, such as 80,10,10';
  return refuse({ kind: 'option-invalid', option: '--split', given, known });
}

function refuse(failure: Failure): never {
  throw new InvalidArgumentError(explain(failure));
}

/** One of some words, or an argument error that lists them. */
export function oneOf<T extends string>(
  option: string,
  words: z.ZodEnum<Record<T, T>>,
): (given: string) => T {
  return (given) => {
    const found = words.safeParse(given).data;
    if (found !== undefined) return found;
    throw new InvalidArgumentError(`${option} is one of ${words.options.join(', ')}.`);
  };
}
