import { quoted, refuse } from '../refusal.ts';
import { type Checkpoint, checkpointOf } from './checkpoint.ts';
import type { FileBytes } from './file-bytes.ts';
import { largestPickle, unpickle } from './pickle.ts';
import { elementBytes, type Storage, type TensorType } from './stored-tensor.ts';
import { type ZipEntry, zipEntries } from './zip-entries.ts';

/** A file of torch 1.6 or later: a zip archive of one pickle and a member for every storage. */
export function torchZip(file: FileBytes): Checkpoint {
  const entries = zipEntries(file);
  const pickles = [...entries.values()].filter(({ name }) => /^[^/]+\/data\.pkl$/.test(name));
  const [pickle] = pickles;
  if (!pickle || pickles.length > 1) return refuse('it is a zip archive, but not one torch writes');
  const folder = pickle.name.slice(0, -'data.pkl'.length);
  if (entries.has(`${folder}constants.pkl`)) {
    refuse('it holds a TorchScript program. Save its state_dict alone, with torch.save');
  }
  if (pickle.size > largestPickle) refuse(`its description takes ${pickle.size} bytes`);
  const order = entries.get(`${folder}byteorder`);
  if (order && order.read(0, Math.min(order.size, 6)).toString() !== 'little') {
    refuse('its numbers are stored big-endian');
  }
  const storages = new Map<string, Storage>();
  const { value } = unpickle(pickle.read(0, pickle.size), (key, type, count) => {
    const storage =
      storages.get(key) ?? storageIn(entries.get(`${folder}data/${key}`), key, type, count);
    if (storage.type !== type || storage.count !== count)
      refuse('a storage has two types or lengths');
    storages.set(key, storage);
    return storage;
  });
  return checkpointOf('zip', value);
}

function storageIn(
  entry: ZipEntry | undefined,
  key: string,
  type: TensorType,
  count: number,
): Storage {
  const size = elementBytes[type];
  if (!entry) return refuse(`the storage ${quoted(key)} is missing`);
  if (entry.size < count * size) {
    refuse(`the storage ${quoted(key)} has ${entry.size} bytes of ${count * size}`);
  }
  return {
    tag: 'storage',
    type,
    count,
    read: (first, length) => entry.read(first * size, length * size),
  };
}
