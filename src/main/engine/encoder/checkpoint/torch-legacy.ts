import { quoted, refuse } from '../refusal.ts';
import { type Checkpoint, checkpointOf } from './checkpoint.ts';
import type { FileBytes } from './file-bytes.ts';
import { largestPickle, unpickle } from './pickle.ts';
import type { FindStorage, PickleValue } from './pickle-value.ts';
import { elementBytes, type Storage, type TensorType } from './stored-tensor.ts';

/** The number every file of torch before 1.6 begins with. */
const magic = 0x1950a86a20f9469cfc6cn;
const protocol = 1001;

interface PlacedStorage extends Storage {
  /** where its numbers begin in the file; known only after the pickles */
  place: number;
}

/**
 * A file of torch before 1.6: five pickles (magic number, protocol, machine, content, order of
 * storages), then every storage as its length in 64 bits and its numbers.
 */
export function torchLegacy(file: FileBytes): Checkpoint {
  const head = file.read(0, Math.min(file.size, largestPickle));
  const storages = new Map<string, PlacedStorage>();
  let at = 0;
  const next = (findStorage: FindStorage): PickleValue => {
    const { value, length } = unpickle(head.subarray(at), findStorage);
    at += length;
    return value;
  };
  if (next(noStorage) !== magic) refuse('it is a Python pickle, but not one torch writes');
  if (next(noStorage) !== protocol) refuse('it is of an unknown version of torch');
  const machine = next(noStorage);
  if (!(machine instanceof Map) || machine.get('little_endian') !== true) {
    refuse('its numbers are stored big-endian');
  }
  const content = next((key, type, count) => {
    const storage = storages.get(key) ?? placedStorage(file, type, count);
    if (storage.type !== type || storage.count !== count)
      refuse('a storage has two types or lengths');
    storages.set(key, storage);
    return storage;
  });
  const order = next(noStorage);
  placeStorages(file, at, storages, order);
  return checkpointOf('legacy', content);
}

const noStorage: FindStorage = () => refuse('a storage is named where none can be');

function placedStorage(file: FileBytes, type: TensorType, count: number): PlacedStorage {
  const size = elementBytes[type];
  if (count * size > file.size) refuse(`a storage of ${count} numbers is larger than the file`);
  return {
    tag: 'storage',
    type,
    count,
    place: -1,
    read(first, length) {
      return file.read(this.place + first * size, length * size);
    },
  };
}

function placeStorages(
  file: FileBytes,
  start: number,
  storages: ReadonlyMap<string, PlacedStorage>,
  order: PickleValue,
): void {
  if (!Array.isArray(order)) refuse('the order of its storages is missing');
  let at = start;
  for (const key of order) {
    const name = typeof key === 'string' ? key : '';
    const storage = storages.get(name);
    if (!storage || storage.place >= 0) refuse(`the storage ${quoted(name)} is not named once`);
    const count = Number(file.read(at, 8).readBigInt64LE(0));
    if (count !== storage.count) refuse(`a storage has ${count} numbers of ${storage.count}`);
    storage.place = at + 8;
    at += 8 + count * elementBytes[storage.type];
    // Looked at now, since the numbers are read much later.
    file.read(at, 0);
  }
  if ([...storages.values()].some(({ place }) => place < 0)) refuse('a storage is missing');
}
