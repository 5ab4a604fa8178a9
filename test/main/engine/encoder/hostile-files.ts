import { deflateRawSync } from 'node:zlib';
import { resnetKinds } from '../../../../src/main/engine/encoder/resnet-plan.ts';
import { onnxModel } from '../../../../src/main/engine/onnx/onnx-writer.ts';
import {
  bytesField,
  joined,
  type Message,
  messageField,
  numberField,
  packedField,
  textField,
} from '../../../../src/main/engine/onnx/protobuf-writer.ts';
import { resnetShapes, seededWeight } from './seeded-resnet.ts';
import {
  type Member,
  safetensorsOf,
  torchLegacyBytes,
  torchZipBytes,
  zipOf,
} from './write-checkpoint.ts';
import { globalBytes, pickled, type Written, writtenTensor } from './write-pickle.ts';

const small = seededWeight('small', [2, 3]);
const numbers = Buffer.from(small.values.buffer);
const good = new Map([['conv1.weight', small]]);

const codes = (...parts: (number | string | Uint8Array)[]): Buffer =>
  Buffer.concat(
    parts.map((part) => (typeof part === 'number' ? Buffer.from([part]) : Buffer.from(part))),
  );

/** A zip of torch with any pickle and one storage of 6 numbers. */
const zipWith = (pickle: Uint8Array, ...more: readonly Member[]): Buffer =>
  zipOf([
    { name: 'archive/data.pkl', data: pickle },
    { name: 'archive/data/0', data: numbers },
    ...more,
  ]);

/** The weights, and beside them something bad. */
const beside = (bad: Written): Buffer =>
  zipWith(
    pickled({
      map: [
        ['conv1.weight', writtenTensor('0', small)],
        ['bad', bad],
      ],
    }),
  );

const calling = (call: string, ...args: Written[]): Buffer => beside({ call, args });
const raw = (...parts: (number | string | Uint8Array)[]): Written => ({ raw: codes(...parts) });
const tensor = (...given: Parameters<typeof writtenTensor>): Buffer =>
  zipWith(pickled({ map: [['conv1.weight', writtenTensor(...given)]] }));
const shaped = (shape: readonly number[], more: Parameters<typeof writtenTensor>[2] = {}): Buffer =>
  tensor('0', { shape, values: small.values }, more);

/** Runs its argument in a shell, if anything runs it. The test looks whether the file appeared. */
const command = (witness: string): string => `touch ${witness}`;

const repeated = (part: Uint8Array, count: number): Buffer =>
  Buffer.concat(Array.from({ length: count }, () => part));

const pickleBombs: Readonly<Record<string, Buffer>> = {
  'lists of lists of lists, each twice the one before': zipWith(
    codes(0x80, 2, 0x5d, repeated(codes(0x32, 0x86), 120_000), '.'),
  ),
  'lists nested a hundred thousand deep': zipWith(
    codes(0x80, 2, repeated(codes(0x5d), 120_000), repeated(codes(0x61), 119_999), '.'),
  ),
  'a dictionary that holds itself': zipWith(
    codes(0x80, 2, 0x7d, 0x71, 0, 0x28, 0x58, 1, 0, 0, 0, 'a', 0x68, 0, 0x75, '.'),
  ),
  'one list of pairs built a hundred thousand times': zipWith(
    codes(
      0x80,
      2,
      0x28,
      repeated(codes(0x28, 0x55, 1, 'a', 0x4b, 1, 0x74), 20_000),
      0x6c,
      0x71,
      1,
      repeated(codes(globalBytes('collections.OrderedDict'), 0x68, 1, 0x85, 0x52, 0x30), 20_000),
      '.',
    ),
  ),
  'one huge dictionary under many keys': zipWith(
    codes(
      0x80,
      2,
      0x7d,
      0x28,
      0x58,
      1,
      0,
      0,
      0,
      'a',
      0x7d,
      0x28,
      repeated(codes(0x4b, 1, 0x4b, 2), 1000),
      0x75,
      0x71,
      1,
      Buffer.concat(
        Array.from({ length: 60_000 }, (_, i) =>
          codes(0x4a, i & 255, (i >> 8) & 255, 1, 0, 0x68, 1),
        ),
      ),
      0x75,
      '.',
    ),
  ),
  'memo keys up to four billion': zipWith(
    codes(
      0x80,
      2,
      0x4e,
      Buffer.concat(
        Array.from({ length: 100_000 }, (_, i) =>
          codes(0x72, i & 255, (i >> 8) & 255, i >> 16, 255),
        ),
      ),
      '.',
    ),
  ),
  'three million operations': zipWith(
    codes(0x80, 2, repeated(codes(0x4e, 0x30), 1_500_000), 0x4e, '.'),
  ),
  'a text of two billion characters': beside(raw(0x58, 0xff, 0xff, 0xff, 0x7f, 'a')),
  'numbers of 255 bytes': beside(
    raw(repeated(codes(0x8a, 255, repeated(codes(0xff), 255), 0x30), 10_000), 0x4e),
  ),
};

const calls = (witness: string): Readonly<Record<string, Buffer>> => ({
  'os.system': calling('os.system', command(witness)),
  'posix.system': calling('posix.system', command(witness)),
  'subprocess.Popen': calling('subprocess.Popen', command(witness)),
  'builtins.eval': calling('builtins.eval', `__import__("os").system("${command(witness)}")`),
  'builtins.exec of Python 2': calling('__builtin__.execfile', witness),
  'builtins.getattr': calling('builtins.getattr', 'os', 'system'),
  'importlib.import_module': calling('importlib.import_module', 'os'),
  'a pickle inside a pickle': calling('pickle.loads', 'cos\nsystem\n'),
  'torch.load from bytes': calling('torch.storage._load_from_bytes', 'cos\nsystem\n'),
  'a name with a dot that leads elsewhere': calling('collections.OrderedDict.__init__', []),
  'a name of many lines': beside(raw('c', 'a'.repeat(5000), '\n', 'b\n')),
  'a builder given the wrong things': calling('torch._utils._rebuild_tensor_v2', 1, 'a', null),
  'a builder of numbers given text': calling('numpy.core.multiarray.scalar', 'f8', 'text'),
  INST: beside(raw('(', 'X', codes(1, 0, 0, 0), 'a', 'ios\nsystem\n')),
  OBJ: beside(raw('(', 'cos\nsystem\n', 'X', codes(1, 0, 0, 0), 'a', 'o')),
  'an extension code': beside(raw(0x82, 1)),
  'a state for __setstate__': beside(raw(']', '}', 'b')),
  'a whole program as persistent module': beside({
    persistent: { tuple: ['module', 'a', 'b', 'c', 1] },
  }),
  'os.system in the old container': torchLegacyBytes(good, () => ({
    call: 'os.system',
    args: [command(witness)],
  })),
  'a path of JavaScript': calling('constructor.constructor', 'return process'),
  '__proto__ as the name of a weight': zipWith(
    pickled({ map: [['__proto__', { map: [['conv1.weight', writtenTensor('0', small)]] }]] }),
  ),
});

const tensors: Readonly<Record<string, Buffer>> = {
  'a tensor of terabytes': shaped([2 ** 20, 2 ** 22]),
  'a storage of terabytes': shaped([2, 3], { count: 2 ** 42 }),
  'a storage of terabytes in the old container': torchLegacyBytes(good, () => ({
    map: [['conv1.weight', writtenTensor('0', small, { count: 2 ** 42 })]],
  })),
  'a negative shape': shaped([-2, -3]),
  'a negative offset': shaped([2, 3], { offset: -4 }),
  'a fractional shape': shaped([1.5, 4]),
  'strides of nothing': shaped([1024, 1024, 1024], { strides: [0, 0, 0] }),
  'strides out of the storage': shaped([2, 3], { strides: [100, 1] }),
  'strides that overflow': shaped([2, 2], { strides: [2 ** 53 - 1, 2 ** 53 - 1] }),
  'a hundred axes': shaped(Array.from({ length: 100 }, () => 1)),
  'a storage that is missing': tensor('7', small),
  'a storage with a path for a name': tensor('../../../../etc/passwd', small),
  'one storage of two types': zipWith(
    pickled({
      map: [
        ['a', writtenTensor('0', small)],
        ['b', writtenTensor('0', small, { type: 'LongStorage' })],
      ],
    }),
  ),
};

const packed = deflateRawSync(Buffer.alloc(200 << 20));
const zips: Readonly<Record<string, Buffer>> = {
  'a zip bomb for a pickle': zipOf([
    { name: 'a/data.pkl', data: packed, method: 8, size: 200 << 20 },
  ]),
  'a zip bomb that says it is small': zipOf([
    { name: 'a/data.pkl', data: packed, method: 8, size: 1000 },
  ]),
  'a zip bomb for a storage': zipOf([
    {
      name: 'a/data.pkl',
      data: pickled({ map: [['conv1.weight', writtenTensor('0', small, { count: 50 << 20 })]] }),
    },
    { name: 'a/data/0', data: packed, method: 8, size: 200 << 20 },
  ]),
  'entries in one place': zipWith(pickled(1), {
    name: 'archive/data/1',
    data: numbers,
    placeOf: 1,
  }),
  'an absolute name': zipWith(pickled(1), { name: '/etc/passwd', data: numbers }),
  'a name out of the folder': zipWith(pickled(1), { name: 'archive/../../x', data: numbers }),
  'two entries of one name': zipWith(pickled(1), { name: 'archive/data/0', data: numbers }),
  'an encrypted entry': zipWith(pickled(1), { name: 'archive/x', data: numbers, flags: 1 }),
  'another name where the entry begins': zipOf([
    { name: 'a/data.pkl', data: pickled(1), localName: 'a/data.pk1' },
  ]),
  'an unknown way of packing': zipWith(pickled(1), {
    name: 'archive/x',
    data: numbers,
    method: 14,
  }),
  'two pickles': zipWith(pickled(1), { name: 'other/data.pkl', data: pickled(1) }),
  'a TorchScript program': zipWith(pickled(1), { name: 'archive/constants.pkl', data: pickled(1) }),
};

const zeros = deflateRawSync(Buffer.alloc(60 << 20));
const shapes = [...resnetShapes(resnetKinds[0], 1, 2)];
const swollen: Readonly<Record<string, Buffer>> = {
  'a zip bomb behind every weight of a ResNet-18': zipOf([
    {
      name: 'a/data.pkl',
      data: pickled({
        map: shapes.map(([name, shape], i) => [
          name,
          writtenTensor(String(i), { shape, values: small.values }, { count: 15 << 20 }),
        ]),
      }),
    },
    ...shapes.map((_, i) => ({ name: `a/data/${i}`, data: zeros, method: 8, size: 60 << 20 })),
  ]),
};

const described = (name: string, entry: object): string => JSON.stringify({ [name]: entry });
const f32 = (shape: unknown, data_offsets: unknown): object => ({
  dtype: 'F32',
  shape,
  data_offsets,
});

const safetensors: Readonly<Record<string, Buffer>> = {
  'safetensors that overlap': safetensorsOf(
    JSON.stringify({ 'conv1.weight': f32([2], [0, 8]), b: f32([2], [4, 12]) }),
    numbers,
  ),
  'safetensors of a huge header': Buffer.concat([
    Buffer.from('ffffffffff000000', 'hex'),
    Buffer.from('{}'),
    numbers,
  ]),
  'safetensors of a header past the end': Buffer.concat([
    Buffer.from('ffff000000000000', 'hex'),
    Buffer.from('{}'),
    numbers,
  ]),
  'safetensors past the end': safetensorsOf(
    described('conv1.weight', f32([2 ** 40], [0, 2 ** 42])),
    numbers,
  ),
  'safetensors of a negative place': safetensorsOf(
    described('conv1.weight', f32([2], [-8, 0])),
    numbers,
  ),
  'safetensors of another size': safetensorsOf(
    described('conv1.weight', f32([200, 200], [0, 8])),
    numbers,
  ),
  'safetensors nested a million deep': safetensorsOf(
    `{"a":${'['.repeat(1_000_000)}${']'.repeat(1_000_000)}}`,
    numbers,
  ),
  'safetensors of a type nested deep': safetensorsOf(
    `{"a":{"dtype":${'['.repeat(100_000)}${']'.repeat(100_000)}}}`,
    numbers,
  ),
};

const picture = { name: 'x', type: 'float32', shape: ['N', 3, 224, 224] } as const;
const vector = { name: 'y', type: 'float32', shape: ['N', 8] } as const;
const node = { operator: 'Flatten', inputs: ['x'], outputs: ['y'] } as const;
const graph = {
  name: 'g',
  nodes: [node],
  constants: [],
  inputs: [picture],
  outputs: [vector],
} as const;

const modelOf = (parts: Message): Buffer =>
  Buffer.from(joined([...numberField(1, 10), ...messageField(7, parts)]));
const outside: Message = [
  ...packedField(1, [10]),
  ...numberField(2, 1),
  ...textField(8, 'w'),
  ...messageField(13, [...textField(1, 'location'), ...textField(2, '/etc/passwd')]),
  ...numberField(14, 1),
];

function nestedGraphs(depth: number): Message {
  let inner: Uint8Array = joined(textField(2, 'inner'));
  for (let i = 0; i < depth; i++)
    inner = joined(bytesField(1, joined(bytesField(5, joined(bytesField(6, inner))))));
  return [inner];
}

const onnx: Readonly<Record<string, Buffer>> = {
  'ONNX with numbers in another file': modelOf(messageField(5, outside)),
  'ONNX with numbers elsewhere in an attribute': modelOf(
    messageField(1, messageField(5, messageField(5, outside))),
  ),
  'ONNX with operators of its own': Buffer.from(
    onnxModel({ ...graph, nodes: [{ ...node, domain: 'evil.ops' }] }),
  ),
  'ONNX with functions': Buffer.concat([
    onnxModel(graph),
    joined(messageField(25, textField(1, 'f'))),
  ]),
  'ONNX nested 1000 deep': modelOf(nestedGraphs(1000)),
  'ONNX with a constant of terabytes': modelOf(messageField(5, packedField(1, [2 ** 30, 2 ** 20]))),
  'ONNX with a field past the end': Buffer.concat([
    onnxModel(graph),
    Buffer.from([0x3a, 0xff, 0xff, 0xff, 0x7f]),
  ]),
  'ONNX with an endless number': Buffer.concat([
    onnxModel(graph),
    repeated(Buffer.from([0xff]), 100),
  ]),
  'ONNX with two graphs': Buffer.concat([onnxModel(graph), onnxModel(graph)]),
};

/** Good files, for cutting and damaging. */
export const goodFiles: Readonly<Record<string, Buffer>> = {
  zip: torchZipBytes(good),
  legacy: torchLegacyBytes(good),
  safetensors: safetensorsOf(described('conv1.weight', f32([2, 3], [0, 24])), numbers),
  onnx: Buffer.from(onnxModel(graph)),
};

const cut: Readonly<Record<string, Buffer>> = Object.fromEntries(
  Object.entries(goodFiles).flatMap(([name, bytes]) =>
    [0.1, 0.4, 0.7, 0.99].map((part) => [
      `${name} cut after ${part} of it`,
      bytes.subarray(0, Math.floor(bytes.length * part)),
    ]),
  ),
);

/**
 * Files made to harm, by what they try.
 *
 * @param witness a path that exists afterwards where anything in them was run
 */
export const hostileFiles = (witness: string): Readonly<Record<string, Buffer>> => ({
  ...calls(witness),
  ...pickleBombs,
  ...tensors,
  ...zips,
  ...swollen,
  ...safetensors,
  ...onnx,
  ...cut,
});
