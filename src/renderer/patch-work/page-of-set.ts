import type { GridPatch } from '../../shared/grid.ts';
import type { PatchSet } from '../session/patch-set.ts';
import type { OpenSet } from './use-grid-state.ts';

/** A page of a view, its patches sorted by score: those most surely informative first. */
export interface PageOfSet extends OpenSet {
  /** in the order shown; shorter while patches are on their way */
  readonly patches: readonly GridPatch[];
}

/**
 * Places from..from+count of a view as a small view of its own. Patches without a score come last;
 * until all are here they stay in the view's order, so that nothing jumps twice.
 */
export function pageOfSet(
  set: PatchSet,
  total: number | null,
  from: number,
  count: number,
): PageOfSet {
  const to = Math.min(total ?? 0, from + count);
  const size = Math.max(0, to - from);
  const here = Array.from({ length: size }, (_, i) => set.patchAt(from + i));
  const known = here.filter((patch) => patch !== null);
  const patches =
    known.length === size ? known.toSorted((a, b) => (b.score ?? -1) - (a.score ?? -1)) : known;
  const patchAt = (at: number): GridPatch | null => {
    const patch = known.length === size ? patches[at] : here[at];
    return patch ? { ...patch, at } : null;
  };
  return {
    patches,
    total: total === null ? null : size,
    set: {
      patchAt,
      patchesAt: async (places) =>
        places.flatMap((at) => {
          const patch = patchAt(at);
          return patch ? [patch] : [];
        }),
      show: () => set.show(from, to),
    },
  };
}
