import type { Storage, StoredTensor, TensorType } from './stored-tensor.ts';

/** Something a pickle calls by its name: `torch.FloatStorage`. Only a name; nothing is looked up. */
export interface Named {
  readonly tag: 'named';
  readonly name: string;
}

/** Stands where a pickle holds an object that is of no use here, such as command-line arguments. */
export interface Inert {
  readonly tag: 'inert';
  readonly name: string;
}

/** A numpy number's type, such as `f8`. */
export interface NumberType {
  readonly tag: 'number-type';
  readonly code: string;
}

/** What a restricted pickle can hold. Dictionaries are maps, so that no key can reach a prototype. */
export type PickleValue =
  | null
  | boolean
  | number
  | bigint
  | string
  | Uint8Array
  | PickleValue[]
  | PickleMap
  | Named
  | Inert
  | NumberType
  | Storage
  | StoredTensor;

export type PickleMap = Map<string | number, PickleValue>;

/** How a pickle's storages are found: by torch's key, with their type and length as the pickle says. */
export type FindStorage = (key: string, type: TensorType, count: number) => Storage;

type Tagged = Extract<PickleValue, { readonly tag: string }>;

/** Whether a value is one of the tagged kinds. Nothing in a pickle can make an object with a tag. */
export const isTagged = <T extends Tagged['tag']>(
  value: PickleValue | undefined,
  tag: T,
): value is Extract<Tagged, { tag: T }> =>
  typeof value === 'object' && value !== null && 'tag' in value && value.tag === tag;
