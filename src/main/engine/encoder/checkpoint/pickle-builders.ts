import { quoted, refuse } from '../refusal.ts';
import { isTagged, type PickleMap, type PickleValue } from './pickle-value.ts';
import { storedTensor, type TensorType } from './stored-tensor.ts';

/** Storages by their class in torch. */
export const storageTypes: ReadonlyMap<string, TensorType> = new Map([
  ['torch.DoubleStorage', 'float64'],
  ['torch.FloatStorage', 'float32'],
  ['torch.HalfStorage', 'float16'],
  ['torch.BFloat16Storage', 'bfloat16'],
  ['torch.LongStorage', 'int64'],
  ['torch.IntStorage', 'int32'],
  ['torch.ShortStorage', 'int16'],
  ['torch.CharStorage', 'int8'],
  ['torch.ByteStorage', 'uint8'],
  ['torch.BoolStorage', 'bool'],
]);

/** Objects that training scripts save beside the weights: kept as a word, never built. */
const inertNames: ReadonlySet<string> = new Set([
  'argparse.Namespace',
  'numpy.ndarray',
  'numpy.core.multiarray._reconstruct',
  'numpy._core.multiarray._reconstruct',
  'pathlib.PosixPath',
  'pathlib.WindowsPath',
  'torch.device',
  'torch.float32',
  'torch.float16',
  'torch.bfloat16',
]);

type Build = (args: readonly PickleValue[]) => PickleValue;

/** All that a pickle can have built, written here; arguments are checked as anything in the file. */
const builders: ReadonlyMap<string, Build> = new Map<string, Build>([
  ['collections.OrderedDict', ([pairs]) => orderedMap(pairs)],
  ['torch._utils._rebuild_tensor', rebuiltTensor],
  ['torch._utils._rebuild_tensor_v2', rebuiltTensor],
  ['torch._utils._rebuild_parameter', rebuiltParameter],
  ['torch.Size', ([edges]) => edges ?? []],
  ['numpy.dtype', ([code]) => ({ tag: 'number-type', code: typeof code === 'string' ? code : '' })],
  ['numpy.core.multiarray.scalar', numpyNumber],
  ['numpy._core.multiarray.scalar', numpyNumber],
  ['_codecs.encode', latinBytes],
]);

/** A name in a pickle. Refuses every name that weights have no need of. */
export function named(module: string, member: string): PickleValue {
  const name = `${module}.${member}`;
  if (builders.has(name) || storageTypes.has(name)) return { tag: 'named', name };
  if (inertNames.has(name)) return { tag: 'inert', name };
  return refuse(
    `it asks for ${quoted(name)}, which weights have no need of and which is never run. Where the file is yours, save the weights alone, with torch.save(model.state_dict(), path)`,
  );
}

/** What a named builder makes of its arguments. */
export function built(callee: PickleValue, args: PickleValue): PickleValue {
  if (isTagged(callee, 'inert')) return callee;
  const build = isTagged(callee, 'named') ? builders.get(callee.name) : undefined;
  if (!build || !Array.isArray(args)) return refuse('it calls what is no function');
  return build(args);
}

const mostPairs = 100_000;

function orderedMap(pairs: PickleValue | undefined): PickleMap {
  if (pairs === undefined) return new Map();
  // Python 2 gave the pairs along; a list of many, called for again and again, would cost hours.
  if (!Array.isArray(pairs) || pairs.length > mostPairs) return refuse('a dictionary is damaged');
  const map: PickleMap = new Map();
  for (const pair of pairs.splice(0)) {
    const [key, value] = Array.isArray(pair) ? pair : [];
    if (typeof key !== 'string' || value === undefined) return refuse('a dictionary is damaged');
    map.set(key, value);
  }
  return map;
}

function rebuiltTensor([storage, offset, shape, strides]: readonly PickleValue[]): PickleValue {
  if (!isTagged(storage, 'storage')) return refuse('a tensor has no storage');
  return storedTensor(storage, wholeNumber(offset), wholeNumbers(shape), wholeNumbers(strides));
}

function rebuiltParameter([tensor]: readonly PickleValue[]): PickleValue {
  return isTagged(tensor, 'tensor') ? tensor : refuse('a parameter is no tensor');
}

const wholeNumber = (value: PickleValue | undefined): number =>
  typeof value === 'number' ? value : refuse('a tensor has a place that is no number');

function wholeNumbers(value: PickleValue | undefined): number[] {
  // Looked at before the numbers are: one long list can be named in every tensor.
  if (!Array.isArray(value) || value.length > 8) return refuse('a tensor has no shape');
  return value.map(wholeNumber);
}

const numpyReaders: Readonly<Record<string, (bytes: Buffer) => number>> = {
  f8: (bytes) => bytes.readDoubleLE(0),
  f4: (bytes) => bytes.readFloatLE(0),
  i8: (bytes) => Number(bytes.readBigInt64LE(0)),
  i4: (bytes) => bytes.readInt32LE(0),
};

/** A numpy number, such as the mean of a data set, that was saved without making it a plain one. */
function numpyNumber([type, bytes]: readonly PickleValue[]): PickleValue {
  if (!isTagged(type, 'number-type') || !(bytes instanceof Uint8Array)) return null;
  const read = Object.hasOwn(numpyReaders, type.code) ? numpyReaders[type.code] : undefined;
  if (!read || bytes.length !== Number(type.code[1])) return null;
  return read(Buffer.from(bytes));
}

/** Bytes that Python 3 wrote for Python 2: text of the first 256 characters. */
function latinBytes([text, encoding]: readonly PickleValue[]): PickleValue {
  if (typeof text !== 'string' || encoding !== 'latin1' || text.length > 64) return null;
  return Uint8Array.from(Buffer.from(text, 'latin1'));
}
