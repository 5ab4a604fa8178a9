import { z } from 'zod';

const recorded = z.array(z.tuple([z.int(), z.string()]));

/** What a scope's volumes were cut from, by their ids in the order of the scope: what is recorded of it. */
export type ScopeInputs = ReadonlyMap<number, string>;

export const inputsText = (inputs: ScopeInputs): string => JSON.stringify([...inputs]);

/** Recorded inputs read back; empty for a scope that came with a data set. */
export function readInputs(text: string): ScopeInputs {
  if (!text.startsWith('[')) return new Map();
  return new Map(recorded.parse(JSON.parse(text)));
}
