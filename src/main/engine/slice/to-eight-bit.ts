import type { ResolvedMapping, SampleType } from '../../../shared/volume.ts';
import { type GreyRule, greyBy } from '../kernel/eight-bit.ts';
import { lookUpWords, mapFloats } from '../kernel/eight-bit-wasm.ts';
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
  const rule = ruleOf(sampleType, mapping);
  const grey = typeof rule === 'function' ? rule : greyBy(rule);
  const inverted = invert ? 255 : 0;
  const table = tableOf(sampleType, grey, inverted);
  return (samples, room) => {
    const to = room ? room.subarray(0, samples.length) : new Uint8Array(samples.length);
    if (table && (samples instanceof Uint16Array || samples instanceof Int16Array)) {
      lookUpWords(samples, table, to);
    } else if (samples instanceof Float32Array && typeof rule !== 'function') {
      mapFloats(samples, rule, inverted, to);
    } else if (table)
      for (let i = 0; i < to.length; i++) to[i] = table[(samples[i] ?? 0) & 255] ?? 0;
    else for (let i = 0; i < to.length; i++) to[i] = grey(samples[i] ?? 0) ^ inverted;
    return to;
  };
}

/** Integer types of up to 16 bits and their arrays. */
const smallIntegers: {
  readonly [T in SampleType]?: new (
    words: ArrayBuffer,
  ) => ArrayLike<number>;
} = { uint8: Uint8Array, int8: Int8Array, uint16: Uint16Array, int16: Int16Array };

/** The grey of every value, at its bits as an unsigned number; null for types with too many. */
function tableOf(
  type: SampleType,
  grey: (value: number) => number,
  inverted: number,
): Uint8Array | null {
  const array = smallIntegers[type];
  if (array === undefined) return null;
  const bits = type.endsWith('8')
    ? Uint8Array.from({ length: 256 }, (_, i) => i)
    : Uint16Array.from({ length: 65536 }, (_, i) => i);
  return Uint8Array.from(new array(bits.buffer), (value) => grey(value) ^ inverted);
}

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

/** How a value's grey, 0 to 255, is worked out. */
function ruleOf(
  type: SampleType,
  mapping: ResolvedMapping,
): GreyRule | ((value: number) => number) {
  if (mapping.rule === 'identity') return (value) => value;
  if (mapping.rule === 'volume') return { kind: 'single', most: largest[type] };
  if (mapping.rule === 'picture' && !type.startsWith('float')) {
    if (type === 'uint8') return (value) => value;
    const range = 2 ** Number(type.replace(/\D+/, ''));
    return { kind: 'double', low: type.startsWith('int') ? -range / 2 : 0, range };
  }
  const { low, high } = mapping;
  if (!(low < high)) return (value) => (value > high ? 255 : 0);
  return { kind: 'double', low, range: high - low };
}

function asBytes(samples: Samples): Uint8Array {
  return samples instanceof Uint8Array ? samples : new Uint8Array(samples);
}
