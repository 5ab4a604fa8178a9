import { expect, test } from 'vitest';
import {
  type Storage,
  storedTensor,
  type TensorType,
} from '../../../../../src/main/engine/encoder/checkpoint/stored-tensor.ts';

function storageOf(type: TensorType, count: number, bytes: Buffer): Storage {
  const size = bytes.length / count;
  const read = (first: number, length: number) =>
    Buffer.from(new Uint8Array(bytes.subarray(first * size, (first + length) * size)).buffer);
  return { tag: 'storage', type, count, read };
}

const counting = storageOf(
  'float32',
  12,
  Buffer.from(Float32Array.from({ length: 12 }, (_, i) => i).buffer),
);

test('a tensor is read in row-major order whatever its strides', () => {
  expect([...storedTensor(counting, 0, [3, 4], [4, 1]).values()]).toEqual([
    0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11,
  ]);
  expect([...storedTensor(counting, 0, [4, 3], [1, 4]).values()]).toEqual([
    0, 4, 8, 1, 5, 9, 2, 6, 10, 3, 7, 11,
  ]);
  expect([...storedTensor(counting, 3, [2, 2], [4, 2]).values()]).toEqual([3, 5, 7, 9]);
});

test('a single number has no axes, and an empty tensor no numbers', () => {
  expect([...storedTensor(counting, 7, [], []).values()]).toEqual([7]);
  expect([...storedTensor(counting, 0, [0, 4], [4, 1]).values()]).toEqual([]);
});

test('only the part of the storage that the tensor covers is read', () => {
  const reads: number[][] = [];
  const storage: Storage = {
    ...counting,
    read: (first, count) => {
      reads.push([first, count]);
      return counting.read(first, count);
    },
  };
  storedTensor(storage, 4, [2, 2], [3, 1]).values();
  expect(reads).toEqual([[4, 5]]);
});

const cases: readonly (readonly [TensorType, string, readonly number[]])[] = [
  ['float64', '000000000000f83f182d4454fb2109c0', [1.5, Math.fround(-Math.PI)]],
  ['float16', '003c00c00100ff7b', [1, -2, 2 ** -24, 65504]],
  ['float16', '007c00fc', [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]],
  ['bfloat16', '803f20c0', [1, -2.5]],
  ['int64', 'ffffffffffffffff0700000000000000', [-1, 7]],
  ['int32', 'feffffff01000000', [-2, 1]],
  ['int16', 'fdff0100', [-3, 1]],
  ['int8', 'fc01', [-4, 1]],
  ['uint8', 'fc01', [252, 1]],
  ['bool', '0001', [0, 1]],
];
test.for(cases)('%s is read from little-endian bytes', ([type, hex, want]) => {
  const storage = storageOf(type, want.length, Buffer.from(hex, 'hex'));
  expect([...storedTensor(storage, 0, [want.length], [1]).values()]).toEqual(want);
});

test('a few numbers spread over a large storage are refused, since all between would be read', () => {
  const large = { ...counting, count: 2 ** 30 };
  expect(() => storedTensor(large, 0, [64], [2 ** 24])).toThrow(/spread over 1056964609 numbers/);
});

test('a tensor that reaches outside its storage is refused', () => {
  expect(() => storedTensor(counting, 1, [3, 4], [4, 1])).toThrow(/outside its storage/);
  expect(() => storedTensor(counting, 0, [2, 2], [11, 1])).toThrow(/outside its storage/);
  expect(() => storedTensor(counting, 0, [20], [0])).toThrow(/outside its storage/);
});
