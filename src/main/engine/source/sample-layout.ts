import type { Box } from '../../../shared/patch.ts';
import type { SampleType, Shape } from '../../../shared/volume.ts';
import type { Samples } from './volume-format.ts';

/** Bytes of one sample. */
export const bytesPerSample: { readonly [T in SampleType]: number } = {
  uint8: 1,
  int8: 1,
  uint16: 2,
  int16: 2,
  uint32: 4,
  int32: 4,
  float32: 4,
  float64: 8,
};

const arrays = {
  uint8: Uint8Array,
  int8: Int8Array,
  uint16: Uint16Array,
  int16: Int16Array,
  uint32: Uint32Array,
  int32: Int32Array,
  float32: Float32Array,
  float64: Float64Array,
} as const;

/** `length` samples: in `room` where that is large enough, with what is there, else all zero. */
export function newSamples(type: SampleType, length: number, room?: ArrayBuffer): Samples {
  const isRoom = room !== undefined && room.byteLength >= length * bytesPerSample[type];
  return isRoom ? new arrays[type](room, 0, length) : new arrays[type](length);
}

/**
 * Bytes in this machine's order as samples, without a copy where alignment allows.
 * @param bytes a whole number of samples
 */
export function asSamples(bytes: Uint8Array<ArrayBuffer>, type: SampleType): Samples {
  const size = bytesPerSample[type];
  const aligned = bytes.byteOffset % size === 0 ? bytes : bytes.slice();
  return new arrays[type](aligned.buffer, aligned.byteOffset, aligned.byteLength / size);
}

/** Turns big-endian samples of `size` bytes into little-endian ones, in place. */
export function swapBytes(bytes: Uint8Array<ArrayBuffer>, size: number): void {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (size === 2) buffer.swap16();
  if (size === 4) buffer.swap32();
  if (size === 8) buffer.swap64();
}

/** 16-bit floating-point numbers (MRC mode 12, TIFF) as 32-bit ones; every value is kept. */
export function widenHalfFloats(halves: Uint16Array): Float32Array {
  const wide = new Float32Array(halves.length);
  for (let i = 0; i < halves.length; i++) {
    const bits = halves[i] ?? 0;
    const sign = bits & 0x8000 ? -1 : 1;
    const exponent = (bits >> 10) & 31;
    const fraction = bits & 1023;
    if (exponent === 31) wide[i] = fraction === 0 ? sign * Number.POSITIVE_INFINITY : Number.NaN;
    else if (exponent === 0) wide[i] = sign * fraction * 2 ** -24;
    else wide[i] = sign * (1024 + fraction) * 2 ** (exponent - 25);
  }
  return wide;
}

/** Throws unless the window lies inside plane z: a broken promise of the caller, not a bad file. */
export function assertInside(shape: Shape, z: number, { y0, y1, x0, x1 }: Box): void {
  const inside = z >= 0 && z < shape.z && y0 >= 0 && y0 < y1 && y1 <= shape.y;
  if (!inside || x0 < 0 || x0 >= x1 || x1 > shape.x) {
    const window = `plane ${z}, rows ${y0}..${y1}, columns ${x0}..${x1}`;
    throw new Error(`${window} is outside ${shape.z} x ${shape.y} x ${shape.x}`);
  }
}
