import type { ResolvedMapping, SampleType } from '../../../shared/volume.ts';
import type { Samples } from './readable-volume.ts';

/**
 * Samples as 8-bit grey.
 *
 * - `picture` (spec 1.2): float64; unsigned v / 2^b * 255, signed moved up by half their range first,
 *   fractional (v - low) / (high - low) * 255.
 * - `volume` (spec 1.3): float32 throughout, v / largest of the type * 255.
 * - `linear`: float64, (v - low) / (high - low) * 255, clamped.
 *
 * All truncate. Where low equals high, values up to it are 0 and others 255, so a constant image is
 * black. NaN is 0. Inversion is 255 - grey, afterwards.
 *
 * @returns as many values; the samples themselves where nothing changes
 */
export function toEightBit(
  samples: Samples,
  sampleType: SampleType,
  mapping: ResolvedMapping,
  invert: boolean,
): Uint8Array {
  return eightBitMapper(sampleType, mapping, invert)(samples);
}

/**
 * `toEightBit` prepared for many calls: integers of up to 16 bits go through a table made once. What is
 * new is put into `room` when that is given; it must be long enough.
 */
export function eightBitMapper(
  sampleType: SampleType,
  mapping: ResolvedMapping,
  invert: boolean,
): (samples: Samples, room?: Uint8Array) => Uint8Array {
  if (mapping.rule === 'identity' && sampleType !== 'uint8') {
    throw new Error(`the identity mapping is for uint8, not ${sampleType}`);
  }
  if (mapping.rule === 'identity' && !invert) return (samples) => asBytes(samples);
  const grey = greyOf(sampleType, mapping);
  const inverted = invert ? 255 : 0;
  const lowest = smallIntegers[sampleType];
  if (lowest === undefined) {
    return (samples, room) => mapEach(samples, grey, inverted, greyRoom(samples, room));
  }
  const table = new Uint8Array(sampleType.endsWith('8') ? 256 : 65536);
  for (let i = 0; i < table.length; i++) table[i] = grey(i + lowest) ^ inverted;
  return (samples, room) => lookUp(samples, table, lowest, greyRoom(samples, room));
}

/** Integer types of up to 16 bits and their lowest value. */
const smallIntegers: { readonly [T in SampleType]?: number } = {
  uint8: 0,
  int8: -128,
  uint16: 0,
  int16: -32768,
};

/** What the croppers divide by. int8, int32 and float64 are not in the paper's table; they follow their neighbours in it. */
const largest: { readonly [T in SampleType]: number } = {
  uint8: 255,
  int8: 127,
  uint16: 65535,
  int16: 32767,
  uint32: 4294967295,
  int32: 2147483647,
  float32: 1,
  float64: 1,
};

/** A value's grey, 0 to 255. */
function greyOf(type: SampleType, mapping: ResolvedMapping): (value: number) => number {
  if (mapping.rule === 'identity') return (value) => value;
  if (mapping.rule === 'volume') {
    const most = Math.fround(largest[type]);
    return (value) => {
      const share = Math.fround(Math.fround(value) / most);
      return truncated(Math.fround(share * 255));
    };
  }
  if (mapping.rule === 'picture' && !type.startsWith('float')) {
    if (type === 'uint8') return (value) => value;
    const range = 2 ** Number(type.replace(/\D+/, ''));
    const lift = type.startsWith('int') ? range / 2 : 0;
    return (value) => truncated(((value + lift) / range) * 255);
  }
  const { low, high } = mapping;
  if (!(low < high)) return (value) => (value > high ? 255 : 0);
  return (value) => truncated(((value - low) / (high - low)) * 255);
}

/** Between 0 and 255 without the fraction; NaN is 0. */
function truncated(grey: number): number {
  if (grey >= 255) return 255;
  return grey > 0 ? Math.trunc(grey) : 0;
}

function asBytes(samples: Samples): Uint8Array {
  return samples instanceof Uint8Array ? samples : new Uint8Array(samples);
}

function greyRoom({ length }: Samples, room?: Uint8Array): Uint8Array {
  return room ? room.subarray(0, length) : new Uint8Array(length);
}

function lookUp(samples: Samples, table: Uint8Array, lowest: number, grey: Uint8Array): Uint8Array {
  for (let i = 0; i < grey.length; i++) grey[i] = table[(samples[i] ?? 0) - lowest] ?? 0;
  return grey;
}

function mapEach(
  samples: Samples,
  greyOfValue: (value: number) => number,
  inverted: number,
  grey: Uint8Array,
): Uint8Array {
  for (let i = 0; i < grey.length; i++) grey[i] = greyOfValue(samples[i] ?? 0) ^ inverted;
  return grey;
}
