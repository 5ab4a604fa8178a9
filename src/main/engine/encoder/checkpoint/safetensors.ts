import { quoted, refuse } from '../refusal.ts';
import type { Checkpoint, Fact } from './checkpoint.ts';
import type { FileBytes } from './file-bytes.ts';
import { elementBytes, type StoredTensor, storedTensor, type TensorType } from './stored-tensor.ts';

/** Most bytes of a header; that of a ResNet-50 takes 30 KB. */
const largestHeader = 4 << 20;

const types: ReadonlyMap<unknown, TensorType> = new Map([
  ['F64', 'float64'],
  ['F32', 'float32'],
  ['F16', 'float16'],
  ['BF16', 'bfloat16'],
  ['I64', 'int64'],
  ['I32', 'int32'],
  ['I16', 'int16'],
  ['I8', 'int8'],
  ['U8', 'uint8'],
  ['BOOL', 'bool'],
]);

/** Whether a file begins like safetensors: the header's length, then a JSON object. */
export function looksLikeSafetensors(head: Buffer): boolean {
  return head.length > 8 && head[8] === 0x7b && head.readBigUInt64LE(0) < 1n << 40n;
}

/** A safetensors file: the header's length in 64 bits, a JSON header, and the numbers. */
export function safetensors(file: FileBytes): Checkpoint {
  const length = Number(file.read(0, 8).readBigUInt64LE(0));
  if (length > largestHeader) refuse(`its header takes ${length} bytes`);
  const header = parsedHeader(file.read(8, length).toString('utf8'));
  const tensors = new Map<string, StoredTensor>();
  const extents: [start: number, end: number][] = [];
  for (const [name, described] of header) {
    if (name === '__metadata__') continue;
    const { tensor, start, end } = describedTensor(file, 8 + length, name, described);
    tensors.set(name, tensor);
    extents.push([start, end]);
  }
  if (tensors.size === 0) refuse('it holds no weights');
  extents.sort(([a], [b]) => a - b);
  const overlap = extents.some(([start], i) => start < (extents[i - 1]?.[1] ?? 0));
  if (overlap) refuse('tensors overlap in the file');
  return { container: 'safetensors', wrapper: null, tensors, facts: factsOf(header) };
}

function parsedHeader(text: string): [string, unknown][] {
  let header: unknown;
  try {
    header = JSON.parse(text);
  } catch {
    return refuse('its header is not JSON');
  }
  if (typeof header !== 'object' || header === null || Array.isArray(header)) {
    return refuse('its header names no tensors');
  }
  return Object.entries(header);
}

function describedTensor(
  file: FileBytes,
  dataStart: number,
  name: string,
  described: unknown,
): { tensor: StoredTensor; start: number; end: number } {
  const { dtype, shape, data_offsets: offsets } = Object(described) as Record<string, unknown>;
  const type = types.get(dtype);
  if (!type)
    return refuse(
      `the tensor ${quoted(name)} is of the unknown type ${quoted(typeof dtype === 'string' ? dtype : '')}`,
    );
  if (!isWholeNumbers(shape) || !isWholeNumbers(offsets) || offsets.length !== 2) {
    return refuse(`the tensor ${quoted(name)} has no shape or no place`);
  }
  const [start = 0, end = 0] = offsets;
  const count = shape.reduce((product, edge) => product * edge, 1);
  const size = elementBytes[type];
  if (end - start !== count * size) {
    refuse(`the tensor ${quoted(name)} has ${end - start} bytes of ${count * size}`);
  }
  file.read(dataStart + end, 0);
  const read = (first: number, numbers: number) =>
    file.read(dataStart + start + first * size, numbers * size);
  const strides = shape.map((_, axis) => shape.slice(axis + 1).reduce((a, b) => a * b, 1));
  const tensor = storedTensor({ tag: 'storage', type, count, read }, 0, shape, strides);
  return { tensor, start, end };
}

const isWholeNumbers = (value: unknown): value is number[] =>
  Array.isArray(value) &&
  value.length <= 8 &&
  value.every((n) => typeof n === 'number' && Number.isSafeInteger(n) && n >= 0);

/** Notes of the file; all are texts there, so numbers and lists of them are read out of the text. */
function factsOf(header: readonly [string, unknown][]): ReadonlyMap<string, Fact> {
  const [, notes] = header.find(([name]) => name === '__metadata__') ?? [];
  return new Map(
    Object.entries(Object(notes)).flatMap(([name, text]) =>
      typeof text === 'string' ? [[name, factIn(text.slice(0, 200))] as const] : [],
    ),
  );
}

function factIn(text: string): Fact {
  const numbers = text
    .replaceAll(/[[\]()]/g, ' ')
    .split(',')
    .map((part) => (part.trim() === '' ? Number.NaN : Number(part)));
  if (!numbers.every(Number.isFinite)) return text;
  return numbers.length === 1 ? (numbers[0] ?? text) : numbers;
}
