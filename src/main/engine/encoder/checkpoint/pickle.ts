import { refuse } from '../refusal.ts';
import { built, named, storageTypes } from './pickle-builders.ts';
import { type FindStorage, isTagged, type PickleMap, type PickleValue } from './pickle-value.ts';

/** Most bytes of one pickle; that of a ResNet-50 with its optimiser has under 1 MB. */
export const largestPickle = 16 << 20;
/** A ResNet-50 with momentum encoder and optimiser takes 26,000. */
const mostOperations = 250_000;

const mark = Symbol('mark');

interface Machine {
  readonly bytes: Buffer;
  at: number;
  readonly stack: (PickleValue | typeof mark)[];
  readonly memo: Map<number, PickleValue>;
  readonly findStorage: FindStorage;
}

/**
 * Reads a pickle as plain data. Nothing is looked up and nothing is run: names become words, and the
 * few builders that weights need are our own (`pickle-builders.ts`). Refuses all else.
 *
 * @returns the value, and how many bytes it took.
 * @see Python's pickletools.py for the operations.
 */
export function unpickle(
  bytes: Buffer,
  findStorage: FindStorage,
): { value: PickleValue; length: number } {
  if (bytes.length > largestPickle) refuse(`its description takes ${bytes.length} bytes`);
  const machine: Machine = { bytes, at: 0, stack: [], memo: new Map(), findStorage };
  for (let count = 0; count < mostOperations; count++) {
    const code = unsigned(machine, 1);
    if (code === stop) {
      const value = pop(machine);
      return machine.stack.length === 0
        ? { value, length: machine.at }
        : refuse('the pickle ends with values left over');
    }
    const operation = operations.get(code);
    if (!operation)
      refuse(`the pickle uses operation 0x${code.toString(16)}, which weights need not`);
    operation(machine);
  }
  return refuse(`the pickle has more than ${mostOperations} operations`);
}

type Operation = (machine: Machine) => void;

const pushing =
  (value: (machine: Machine) => PickleValue): Operation =>
  (machine) => {
    machine.stack.push(value(machine));
  };

const storing =
  (key: (machine: Machine) => number): Operation =>
  (machine) => {
    machine.memo.set(key(machine), top(machine));
  };

const appending =
  (items: (machine: Machine) => PickleValue[]): Operation =>
  (machine) => {
    const added = items(machine);
    const list = top(machine);
    if (!Array.isArray(list)) refuse('the pickle appends to what is no list');
    for (const item of added) list.push(item);
  };

const setting =
  (pairs: (machine: Machine) => PickleValue[]): Operation =>
  (machine) => {
    const added = pairs(machine);
    const map = top(machine);
    if (!(map instanceof Map)) refuse('the pickle gives items to what is no dictionary');
    setPairs(map, added);
  };

const stop = 0x2e;

/** By their codes; data alone. INST, OBJ, EXT, PERSID and the text forms are not among them. */
const operations: ReadonlyMap<number, Operation> = new Map<number, Operation>([
  [0x80, (machine) => (unsigned(machine, 1) > 5 ? refuse('the pickle is of a later kind') : null)],
  [0x95, (machine) => void take(machine, 8)],
  [0x28, (machine) => void machine.stack.push(mark)],
  [0x30, (machine) => void pop(machine)],
  [0x31, (machine) => void popToMark(machine)],
  [0x32, pushing(top)],
  [0x4e, pushing(() => null)],
  [0x88, pushing(() => true)],
  [0x89, pushing(() => false)],
  [0x4b, pushing((machine) => unsigned(machine, 1))],
  [0x4d, pushing((machine) => unsigned(machine, 2))],
  [0x4a, pushing((machine) => take(machine, 4).readInt32LE(0))],
  [0x8a, pushing((machine) => longNumber(take(machine, unsigned(machine, 1))))],
  [0x47, pushing((machine) => take(machine, 8).readDoubleBE(0))],
  [0x58, pushing((machine) => take(machine, unsigned(machine, 4)).toString('utf8'))],
  [0x8c, pushing((machine) => take(machine, unsigned(machine, 1)).toString('utf8'))],
  [0x54, pushing((machine) => take(machine, unsigned(machine, 4)).toString('latin1'))],
  [0x55, pushing((machine) => take(machine, unsigned(machine, 1)).toString('latin1'))],
  [0x42, pushing((machine) => Uint8Array.from(take(machine, unsigned(machine, 4))))],
  [0x43, pushing((machine) => Uint8Array.from(take(machine, unsigned(machine, 1))))],
  [0x7d, pushing(() => new Map())],
  [0x5d, pushing(() => [])],
  [0x29, pushing(() => [])],
  [0x85, pushing((machine) => popMany(machine, 1))],
  [0x86, pushing((machine) => popMany(machine, 2))],
  [0x87, pushing((machine) => popMany(machine, 3))],
  [0x74, pushing(popToMark)],
  [0x6c, pushing(popToMark)],
  [0x64, pushing((machine) => setPairs(new Map(), popToMark(machine)))],
  [0x61, appending((machine) => popMany(machine, 1))],
  [0x65, appending(popToMark)],
  [0x73, setting((machine) => popMany(machine, 2))],
  [0x75, setting(popToMark)],
  [0x71, storing((machine) => unsigned(machine, 1))],
  [0x72, storing((machine) => unsigned(machine, 4))],
  [0x94, storing(({ memo }) => memo.size)],
  [0x68, pushing((machine) => remembered(machine, unsigned(machine, 1)))],
  [0x6a, pushing((machine) => remembered(machine, unsigned(machine, 4)))],
  [0x63, pushing((machine) => named(line(machine), line(machine)))],
  [0x93, pushing(stackNamed)],
  [0x52, pushing(called)],
  [0x81, pushing(called)],
  [0x62, withState],
  [0x51, pushing(storage)],
]);

function take(machine: Machine, length: number): Buffer {
  const start = machine.at;
  if (start + length > machine.bytes.length) refuse('the pickle ends too early');
  machine.at += length;
  return machine.bytes.subarray(start, start + length);
}

const unsigned = (machine: Machine, length: number): number =>
  take(machine, length).readUIntLE(0, length);

const longestName = 200;

function line(machine: Machine): string {
  const end = machine.bytes.indexOf(0x0a, machine.at);
  if (end < 0 || end - machine.at > longestName) return refuse('the pickle has a name without end');
  return take(machine, end - machine.at + 1)
    .toString('latin1')
    .slice(0, -1);
}

function pop({ stack }: Machine): PickleValue {
  const value = stack.pop();
  return value === undefined || value === mark
    ? refuse('the pickle takes more than it has')
    : value;
}

const popMany = (machine: Machine, count: number): PickleValue[] =>
  Array.from({ length: count }, () => pop(machine)).reverse();

function popToMark({ stack }: Machine): PickleValue[] {
  const at = stack.lastIndexOf(mark);
  if (at < 0) return refuse('the pickle closes what it never opened');
  // `as`: nothing after the last mark is a mark.
  const values = stack.splice(at + 1) as PickleValue[];
  stack.pop();
  return values;
}

function top({ stack }: Machine): PickleValue {
  const value = stack.at(-1);
  return value === undefined || value === mark
    ? refuse('the pickle takes more than it has')
    : value;
}

function remembered({ memo }: Machine, key: number): PickleValue {
  const value = memo.get(key);
  return value === undefined ? refuse('the pickle refers to what it never had') : value;
}

function longNumber(bytes: Buffer): number | bigint {
  const hex = Buffer.from(bytes).reverse().toString('hex');
  const value = BigInt.asIntN(bytes.length * 8, hex === '' ? 0n : BigInt(`0x${hex}`));
  const narrow = Number(value);
  return Number.isSafeInteger(narrow) ? narrow : value;
}

function setPairs(map: PickleMap, pairs: readonly PickleValue[]): PickleMap {
  for (let i = 0; i < pairs.length; i += 2) {
    const [key, value] = [pairs[i], pairs[i + 1]];
    if ((typeof key !== 'string' && typeof key !== 'number') || value === undefined) {
      return refuse('a dictionary has a key that is neither text nor number');
    }
    map.set(key, value);
  }
  return map;
}

function stackNamed(machine: Machine): PickleValue {
  const [module, member] = popMany(machine, 2);
  if (typeof module !== 'string' || typeof member !== 'string') return refuse('a name is no text');
  return named(module, member);
}

function called(machine: Machine): PickleValue {
  const [callee = null, args = null] = popMany(machine, 2);
  return built(callee, args);
}

/** An object's further state: torch notes format versions on its dictionaries, which are left out. */
function withState(machine: Machine): void {
  pop(machine);
  const object = top(machine);
  if (object instanceof Map || isTagged(object, 'inert') || isTagged(object, 'number-type')) return;
  refuse('the pickle gives a state to plain data');
}

/** torch's reference to numbers outside the pickle: 'storage', class, key, device, count, view. */
function storage(machine: Machine): PickleValue {
  const reference = pop(machine);
  if (!Array.isArray(reference) || reference.length < 5) {
    return refuse('the pickle refers outside itself');
  }
  const [kind, storageClass, key, , count, view] = reference;
  if (kind === 'module') return refuse('it holds a whole program. Save its state_dict alone');
  const type = isTagged(storageClass, 'named') ? storageTypes.get(storageClass.name) : undefined;
  const isPlain = view === undefined || view === null;
  if (kind !== 'storage' || !type || typeof key !== 'string' || !isPlain) {
    return refuse('the pickle refers to a storage of an unknown kind');
  }
  if (typeof count !== 'number' || !Number.isSafeInteger(count) || count < 0) {
    return refuse('a storage has no length');
  }
  return machine.findStorage(key, type, count);
}
