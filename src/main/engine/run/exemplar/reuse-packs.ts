import type { Session } from '../project/session.ts';
import { breath } from '../turn/breath.ts';
import { readInputs } from './scope-inputs.ts';

/** Scopes, of whatever cut, whose exemplars of a volume have the pixels that a cut has of it. */
export type TwinScopes = (volume: number) => readonly number[];

export async function twinScopes({ catalog }: Session, cut: number): Promise<TwinScopes> {
  const here = catalog.cuts.inputsOfVolumes(cut);
  const known = new Map<number, number[]>();
  for (const { id } of catalog.cuts.all()) {
    for (const scope of catalog.cuts.scopes(id)) {
      for (const [volume, inputs] of readInputs(scope.inputs)) {
        if (here.get(volume)?.inputs !== inputs) continue;
        known.set(volume, [...(known.get(volume) ?? []), scope.id]);
      }
      await breath();
    }
  }
  return (volume) => known.get(volume) ?? [];
}

/** So many rows take a few milliseconds to find and to copy. */
const rowsAtOnce = 1024;

/**
 * Gives exemplars the pixels and features of the same patches in other scopes, which lie in packs already.
 *
 * @returns those that have no twin there
 */
export async function reusePacks(
  { catalog, features }: Session,
  ordinals: readonly number[],
  scopes: readonly number[],
): Promise<readonly number[]> {
  const left = new Set(ordinals);
  for (let from = 0; from < ordinals.length && scopes.length > 0; from += rowsAtOnce) {
    const twins = catalog.exemplars.twins(ordinals.slice(from, from + rowsAtOnce), scopes);
    if (twins.length > 0) {
      const rows = features.read(twins.map(({ twin }) => twin));
      // Features first: a row that says "packed" promises that its features are on the disk too.
      features.write(
        twins.map(({ ordinal }) => ordinal),
        rows,
      );
      catalog.commitUnit(() => {
        for (const { ordinal, place } of twins) catalog.exemplars.setPlace(ordinal, place);
      });
      for (const { ordinal } of twins) left.delete(ordinal);
    }
    await breath();
  }
  return [...left];
}
