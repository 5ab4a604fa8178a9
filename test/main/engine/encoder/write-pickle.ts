import type { PlainTensor } from './seeded-resnet.ts';

/** What a test's pickle can hold. `call` asks for a function by name; `storage` refers outside. */
export type Written =
  | null
  | boolean
  | number
  | string
  | readonly Written[]
  | { readonly map: ReadonlyMap<string, Written> | readonly (readonly [string, Written])[] }
  | { readonly tuple: readonly Written[] }
  | { readonly global: string }
  | { readonly call: string; readonly args: readonly Written[] }
  | { readonly persistent: Written }
  | { readonly raw: Uint8Array };

const bytes = (...values: number[]): Buffer => Buffer.from(values);

/** A pickle of protocol 2, as torch writes them. */
export const pickled = (value: Written): Buffer =>
  Buffer.concat([bytes(0x80, 2), written(value), bytes(0x2e)]);

/** The name of a function or class, as pickles call for it. */
export const globalBytes = (name: string): Buffer => {
  const at = name.lastIndexOf('.');
  return Buffer.from(`c${name.slice(0, at)}\n${name.slice(at + 1)}\n`, 'latin1');
};

function written(value: Written): Buffer {
  if (value === null) return bytes(0x4e);
  if (typeof value === 'boolean') return bytes(value ? 0x88 : 0x89);
  if (typeof value === 'number') return writtenNumber(value);
  if (typeof value === 'string') return writtenText(value);
  if (Array.isArray(value)) {
    return Buffer.concat([bytes(0x5d, 0x28), ...value.map(written), bytes(0x65)]);
  }
  // `as`: arrays were told apart above; TypeScript keeps readonly ones in.
  const object = value as Exclude<typeof value, readonly Written[]>;
  if ('raw' in object) return Buffer.from(object.raw);
  if ('global' in object) return globalBytes(object.global);
  if ('tuple' in object) {
    return Buffer.concat([bytes(0x28), ...object.tuple.map(written), bytes(0x74)]);
  }
  if ('call' in object) {
    const args = written({ tuple: object.args });
    return Buffer.concat([globalBytes(object.call), args, bytes(0x52)]);
  }
  if ('persistent' in object) return Buffer.concat([written(object.persistent), bytes(0x51)]);
  const pairs = [...object.map].flatMap(([key, held]) => [writtenText(key), written(held)]);
  return Buffer.concat([bytes(0x7d, 0x28), ...pairs, bytes(0x75)]);
}

function writtenNumber(value: number): Buffer {
  if (Number.isInteger(value) && Math.abs(value) < 2 ** 31) {
    const whole = Buffer.alloc(5, 0x4a);
    whole.writeInt32LE(value, 1);
    return whole;
  }
  if (Number.isSafeInteger(value)) {
    const long = Buffer.alloc(10, 0x8a);
    long[1] = 8;
    long.writeBigInt64LE(BigInt(value), 2);
    return long;
  }
  const fraction = Buffer.alloc(9, 0x47);
  fraction.writeDoubleBE(value, 1);
  return fraction;
}

function writtenText(text: string): Buffer {
  const held = Buffer.from(text);
  const length = Buffer.alloc(5, 0x58);
  length.writeUInt32LE(held.length, 1);
  return Buffer.concat([length, held]);
}

/** A tensor as torch refers to it: float32, row-major, the whole of the storage `key`. */
export function writtenTensor(
  key: string,
  { shape, values }: PlainTensor,
  overrides: { offset?: number; strides?: readonly number[]; count?: number; type?: string } = {},
): Written {
  const rowMajor = shape.map((_, axis) => shape.slice(axis + 1).reduce((a, b) => a * b, 1));
  const { offset = 0, strides = rowMajor, count = values.length } = overrides;
  const type = { global: `torch.${overrides.type ?? 'FloatStorage'}` };
  const storage = { persistent: { tuple: ['storage', type, key, 'cpu', count] } };
  const hooks = { call: 'collections.OrderedDict', args: [] };
  return {
    call: 'torch._utils._rebuild_tensor_v2',
    args: [storage, offset, { tuple: shape }, { tuple: strides }, false, hooks],
  };
}
