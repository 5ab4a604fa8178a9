import { refuse } from '../refusal.ts';

/** Types of stored numbers, by torch's names. */
export type TensorType = keyof typeof elementBytes;

/** Bytes of one number of each type. */
export const elementBytes = {
  float64: 8,
  float32: 4,
  float16: 2,
  bfloat16: 2,
  int64: 8,
  int32: 4,
  int16: 2,
  int8: 1,
  uint8: 1,
  bool: 1,
} as const;

/** A run of numbers in the file that one or more tensors look into. */
export interface Storage {
  readonly tag: 'storage';
  readonly type: TensorType;
  /** numbers, not bytes */
  readonly count: number;
  /** The bytes of `count` numbers from number `first` on; both inside the storage. */
  read(first: number, count: number): Buffer<ArrayBuffer>;
}

/** A tensor that is still in the file. */
export interface StoredTensor {
  readonly tag: 'tensor';
  readonly shape: readonly number[];
  readonly type: TensorType;
  /** Its numbers in row-major order, read from the file now. int64 above 2^24 lose their last digits. */
  values(): Float32Array<ArrayBuffer>;
}

const highestRank = 8;
/** Numbers between a tensor's own that are read with them, for each of its own. */
const widestSpread = 8;
const smallSpan = 1 << 20;

/**
 * A tensor looking into a storage.
 *
 * @param offset the tensor's first number within the storage
 * @param strides numbers to step along each axis; 0 repeats, negative ones do not exist in torch
 * Refuses what would reach outside the storage or hold more numbers than it.
 */
export function storedTensor(
  storage: Storage,
  offset: number,
  shape: readonly number[],
  strides: readonly number[],
): StoredTensor {
  if (shape.length !== strides.length || shape.length > highestRank) {
    refuse(`a tensor has ${shape.length} axes and ${strides.length} strides`);
  }
  if (![offset, ...shape, ...strides].every((n) => Number.isSafeInteger(n) && n >= 0)) {
    refuse(`a tensor has the shape ${shape.join(' x ')}, strides ${strides.join(', ')}`);
  }
  const count = shape.reduce((product, edge) => product * edge, 1);
  const last = shape.reduce((sum, edge, axis) => sum + (edge - 1) * (strides[axis] ?? 0), offset);
  // A stride of 0 makes any number of values out of one, so the count is bounded too.
  if (count > 0 && (last >= storage.count || count > storage.count)) {
    refuse(`a tensor of shape ${shape.join(' x ')} reaches outside its storage`);
  }
  const span = last - offset + 1;
  if (span > smallSpan && span > widestSpread * count) {
    refuse(`a tensor of shape ${shape.join(' x ')} is spread over ${span} numbers`);
  }
  return {
    tag: 'tensor',
    shape,
    type: storage.type,
    values() {
      if (count === 0) return new Float32Array(0);
      const bytes = storage.read(offset, span);
      if (!isRowMajor(shape, strides)) return gathered(bytes, storage.type, shape, strides, count);
      if (storage.type === 'float32')
        return new Float32Array(bytes.buffer, bytes.byteOffset, count);
      const number = numberAt(bytes, storage.type);
      return Float32Array.from({ length: count }, (_, i) => number(i));
    },
  };
}

function isRowMajor(shape: readonly number[], strides: readonly number[]): boolean {
  let expected = 1;
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    const edge = shape[axis] ?? 1;
    if (edge !== 1 && strides[axis] !== expected) return false;
    expected *= edge;
  }
  return true;
}

function gathered(
  bytes: Buffer,
  type: TensorType,
  shape: readonly number[],
  strides: readonly number[],
  count: number,
): Float32Array<ArrayBuffer> {
  const number = numberAt(bytes, type);
  const place = shape.map(() => 0);
  const out = new Float32Array(count);
  for (let i = 0; i < count; i++) {
    out[i] = number(place.reduce((sum, at, axis) => sum + at * (strides[axis] ?? 0), 0));
    for (let axis = shape.length - 1; axis >= 0; axis--) {
      const next = (place[axis] ?? 0) + 1;
      place[axis] = next < (shape[axis] ?? 1) ? next : 0;
      if (next < (shape[axis] ?? 1)) break;
    }
  }
  return out;
}

/** Reads the number at an index, little-endian. */
function numberAt(bytes: Buffer, type: TensorType): (index: number) => number {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const read: { readonly [K in TensorType]: (at: number) => number } = {
    float64: (at) => view.getFloat64(at, true),
    float32: (at) => view.getFloat32(at, true),
    float16: (at) => halfPrecision(view.getUint16(at, true)),
    bfloat16: (at) => brainFloat(view.getUint16(at, true)),
    int64: (at) => Number(view.getBigInt64(at, true)),
    int32: (at) => view.getInt32(at, true),
    int16: (at) => view.getInt16(at, true),
    int8: (at) => view.getInt8(at),
    uint8: (at) => view.getUint8(at),
    bool: (at) => view.getUint8(at),
  };
  const [decode, size] = [read[type], elementBytes[type]];
  return (index) => decode(index * size);
}

/** IEEE 754 binary16. */
function halfPrecision(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 31;
  const fraction = bits & 1023;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  if (exponent === 31) return fraction ? Number.NaN : sign * Number.POSITIVE_INFINITY;
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}

const scratch = new DataView(new ArrayBuffer(4));

/** bfloat16: the upper half of a float32. */
function brainFloat(bits: number): number {
  scratch.setUint32(0, bits * 0x10000);
  return scratch.getFloat32(0);
}
