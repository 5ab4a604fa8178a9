import { fail, type Outcome, succeed } from '../../../../shared/failure.ts';
import type { SampleType } from '../../../../shared/volume.ts';
import { type Directory, nonsense, readNumbers, type TiffFile } from './directory.ts';

/** Tags by number, as far as they are looked at. */
export const tags = {
  subfileType: 254,
  width: 256,
  height: 257,
  bits: 258,
  compression: 259,
  photometric: 262,
  fillOrder: 266,
  description: 270,
  stripOffsets: 273,
  samplesPerPixel: 277,
  rowsPerStrip: 278,
  stripLengths: 279,
  xResolution: 282,
  yResolution: 283,
  planar: 284,
  predictor: 317,
  tileWidth: 322,
  tileHeight: 323,
  tileOffsets: 324,
  tileLengths: 325,
  sampleFormat: 339,
} as const;

/** One page: how its samples are stored. */
export interface Page {
  /** place in the file, counted from 0 */
  readonly index: number;
  readonly directory: Directory;
  readonly width: number;
  readonly height: number;
  /** bits of a stored sample */
  readonly bits: number;
  readonly sampleType: SampleType;
  /** samples of a pixel that lie side by side: 1 where every channel has its own blocks */
  readonly channelsTogether: number;
  readonly channels: number;
  readonly photometric: number;
  readonly compression: number;
  readonly predictor: number;
  readonly fillOrder: number;
  readonly isTiled: boolean;
  readonly blockWidth: number;
  readonly blockHeight: number;
  /** a smaller copy or a mask of another page */
  readonly isSecondary: boolean;
}

/** Reads what a page is. Failures: `header-invalid`, `samples-unsupported`, `file-truncated`. */
export async function readPage(
  file: TiffFile,
  directory: Directory,
  index: number,
): Promise<Outcome<Page>> {
  const numbers: { [tag: number]: readonly number[] } = {};
  for (const tag of pageTags) {
    const read = await readNumbers(file, directory, tag);
    if (!read.ok) return read;
    numbers[tag] = read.value;
  }
  const first = (tag: number, otherwise: number): number => numbers[tag]?.[0] ?? otherwise;
  const width = first(tags.width, 0);
  const height = first(tags.height, 0);
  if (!isSize(width) || !isSize(height)) {
    return fail(nonsense(file, `page ${index + 1} is ${width} x ${height} samples`));
  }
  const channels = first(tags.samplesPerPixel, 1);
  if (channels < 1 || channels > 65535) {
    return fail(nonsense(file, `page ${index + 1} has ${channels} channels`));
  }
  const bits = first(tags.bits, 1);
  const together = first(tags.planar, 1) === 1 ? channels : 1;
  const format = first(tags.sampleFormat, 1);
  const mixed = together > 1 && numbers[tags.bits]?.some((other) => other !== bits);
  const sampleType = mixed ? undefined : sampleTypes[`${format === 4 ? 1 : format}/${bits}`];
  if (sampleType === undefined) {
    const path = file.bytes.path;
    return fail({ kind: 'samples-unsupported', path, what: describeSamples(format, bits) });
  }
  const isTiled = directory.entries.has(tags.tileOffsets);
  const blockWidth = isTiled ? first(tags.tileWidth, 0) : width;
  const blockHeight = isTiled ? first(tags.tileHeight, 0) : first(tags.rowsPerStrip, height);
  if (!isSize(blockWidth) || !(blockHeight >= 1)) {
    return fail(nonsense(file, `page ${index + 1} has tiles of ${blockWidth} x ${blockHeight}`));
  }
  return succeed({
    index,
    directory,
    width,
    height,
    bits,
    sampleType,
    channels,
    channelsTogether: together,
    photometric: first(tags.photometric, 1),
    compression: first(tags.compression, 1),
    predictor: first(tags.predictor, 1),
    fillOrder: first(tags.fillOrder, 1),
    isTiled,
    blockWidth,
    blockHeight: isTiled ? blockHeight : Math.min(blockHeight, height),
    isSecondary: (first(tags.subfileType, 0) & 0b101) !== 0,
  });
}

const pageTags = [
  tags.subfileType,
  tags.width,
  tags.height,
  tags.bits,
  tags.compression,
  tags.photometric,
  tags.fillOrder,
  tags.samplesPerPixel,
  tags.rowsPerStrip,
  tags.planar,
  tags.predictor,
  tags.tileWidth,
  tags.tileHeight,
  tags.sampleFormat,
];

/** Sample format (1 unsigned, 2 signed, 3 fractional) and bits to the type they are read as. */
const sampleTypes: { readonly [stored: string]: SampleType } = {
  '1/1': 'uint8',
  '1/2': 'uint8',
  '1/4': 'uint8',
  '1/8': 'uint8',
  '1/10': 'uint16',
  '1/12': 'uint16',
  '1/14': 'uint16',
  '1/16': 'uint16',
  '1/32': 'uint32',
  '2/8': 'int8',
  '2/16': 'int16',
  '2/32': 'int32',
  '3/16': 'float32',
  '3/32': 'float32',
  '3/64': 'float64',
};

function describeSamples(format: number, bits: number): string {
  const names: { readonly [format: number]: string } = {
    1: 'unsigned',
    2: 'signed',
    3: 'fractional',
    5: 'complex',
    6: 'complex',
  };
  return `${bits}-bit ${names[format] ?? 'unknown'} samples`;
}

const isSize = (edge: number): boolean => Number.isInteger(edge) && edge >= 1 && edge < 2 ** 31;
