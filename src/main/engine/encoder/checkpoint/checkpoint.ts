import { refuse } from '../refusal.ts';
import { isTagged, type PickleMap, type PickleValue } from './pickle-value.ts';
import type { StoredTensor } from './stored-tensor.ts';

/** A plain fact saved beside the weights. Lists in lists are joined: `[[a], [b]]` is `[a, b]`. */
export type Fact = string | number | boolean | readonly number[];

/** A file of weights, of which only names and shapes are read so far. */
export interface Checkpoint {
  readonly container: 'zip' | 'legacy' | 'safetensors';
  /** the key the weights were under, such as `state_dict`; null where the file is nothing but weights */
  readonly wrapper: string | null;
  readonly tensors: ReadonlyMap<string, StoredTensor>;
  /** epoch, arch, norms and what else stands beside the weights */
  readonly facts: ReadonlyMap<string, Fact>;
}

/** Where training scripts put the weights; asked in order before any other key. */
const wrappers = ['state_dict', 'model', 'model_state_dict', 'model_state', 'net', 'network'];

/** The weights and facts of an unpickled file. Refuses one without weights. */
export function checkpointOf(container: Checkpoint['container'], content: PickleValue): Checkpoint {
  if (!(content instanceof Map)) return refuse('it holds no weights by name');
  const facts = new Map(
    [...content].flatMap(([key, value]) => {
      const fact = factOf(value);
      return fact === null ? [] : [[String(key), fact] as const];
    }),
  );
  const direct = tensorsOf(content);
  if (direct.size > 0) return { container, wrapper: null, tensors: direct, facts };
  const looked = new Set<PickleValue>();
  for (const wrapper of [...wrappers, ...content.keys()]) {
    const inner = content.get(wrapper);
    // Once each: a pickle may name one huge dictionary under a hundred thousand keys.
    if (!(inner instanceof Map) || looked.has(inner)) continue;
    looked.add(inner);
    const tensors = tensorsOf(inner);
    if (tensors.size > 0) return { container, wrapper: String(wrapper), tensors, facts };
  }
  return refuse('it holds no weights by name');
}

const tensorsOf = (map: PickleMap): Map<string, StoredTensor> =>
  new Map(
    [...map].flatMap(([name, value]) =>
      isTagged(value, 'tensor') ? [[String(name), value] as const] : [],
    ),
  );

const mostNumbers = 16;

function factOf(value: PickleValue): Fact | null {
  if (typeof value === 'number' || typeof value === 'boolean') return value;
  if (typeof value === 'string') return value.slice(0, 200);
  if (!Array.isArray(value) || value.length === 0 || value.length > mostNumbers) return null;
  const numbers = value.flatMap((item) =>
    Array.isArray(item) && item.length <= mostNumbers ? item : [item],
  );
  return numbers.every((item) => typeof item === 'number') ? numbers : null;
}
