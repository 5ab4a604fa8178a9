import { z } from 'zod';

const cutFrom = z.array(z.tuple([z.int(), z.string()]));
const awaitedVolumes = z.object({
  volumes: z.array(z.int()).readonly(),
  /** newest action and export when the scope was kept: what is newer was done with its exemplars */
  action: z.int(),
  exported: z.int(),
});
const recorded = z.union([cutFrom, z.object({ volumes: cutFrom, without: awaitedVolumes })]);

/** What a scope's volumes were cut from, by their ids in the order of the scope: what is recorded of it. */
export type ScopeInputs = ReadonlyMap<number, string>;

/** Volumes that a scope was kept without, since they could not be cut, and what was newest then. */
export type AwaitedVolumes = z.infer<typeof awaitedVolumes>;

/** @param without null where the scope has all its volumes */
export function inputsText(inputs: ScopeInputs, without: AwaitedVolumes | null = null): string {
  const volumes = [...inputs];
  return JSON.stringify(without ? { volumes, without } : volumes);
}

/** Recorded inputs read back; empty for a scope that came with a data set. */
export function readInputs(text: string): ScopeInputs {
  const read = parse(text);
  return new Map(Array.isArray(read) ? read : read.volumes);
}

/** What a scope was kept without; null where nothing is missing. */
export function readAwaited(text: string): AwaitedVolumes | null {
  const read = parse(text);
  return Array.isArray(read) ? null : read.without;
}

const parse = (text: string): z.infer<typeof recorded> =>
  /^[[{]/.test(text) ? recorded.parse(JSON.parse(text)) : [];
