import { xorshift32 } from '../kernel/xorshift32.ts';
import {
  type FlipbookRefusal,
  flipbookBox,
  flipbookWindow,
  type PatchPlace,
  type SectionWindow,
} from './flipbook.ts';
import { keepApart } from './keep-apart.ts';

/** A patch that a flipbook may be cut around. */
export interface FlipbookPatch extends PatchPlace {
  /** numbers that tell sources and volumes apart; patches of one source lie together */
  readonly source: number;
  readonly volume: number;
  /** edges of the volume */
  readonly shape: { readonly z: number; readonly y: number; readonly x: number };
  readonly score: number | null;
}

export interface FlipbookChoice {
  /** sections asked for */
  readonly depth: number;
  readonly noOverlap: boolean;
  /** most of each source; null for all */
  readonly limit: number | null;
  readonly seed: number;
}

/** Why a patch has no flipbook: none can be cut, another one is kept in its place, or its source has enough. */
export type WhyNone = FlipbookRefusal | 'overlaps-another' | 'over-the-limit';

/** For each patch, in order, the sections of its flipbook or why it has none. */
export function chooseFlipbooks(
  patches: readonly FlipbookPatch[],
  { depth, noOverlap, limit, seed }: FlipbookChoice,
): (SectionWindow | WhyNone)[] {
  const chosen: (SectionWindow | WhyNone)[] = patches.map((patch) =>
    flipbookWindow(patch, depth, patch.shape),
  );
  if (noOverlap) keepWorthiest(patches, chosen);
  if (limit !== null) draw(patches, chosen, limit, seed);
  return chosen;
}

/** A patch that has a flipbook so far. */
interface Standing {
  readonly at: number;
  readonly window: SectionWindow;
}

function standing(chosen: readonly (SectionWindow | WhyNone)[]): Standing[] {
  return chosen.flatMap((window, at) => (typeof window === 'string' ? [] : [{ at, window }]));
}

/** A flipbook is worth the patches of the set that it holds; of equals the one with the better score. */
function keepWorthiest(
  patches: readonly FlipbookPatch[],
  chosen: (SectionWindow | WhyNone)[],
): void {
  const columns = indicesByColumn(patches);
  const open = standing(chosen);
  const candidates = open.flatMap(({ at, window }) => {
    const patch = patches[at];
    if (!patch) return [];
    const held = countBetween(columns.get(columnOf(patch)) ?? [], window);
    const worth = held + (patch.score ?? 0) / 2;
    return [{ volume: patch.volume, box: flipbookBox(patch, window), worth }];
  });
  const kept = new Set(keepApart(candidates));
  for (const [i, { at }] of open.entries()) if (!kept.has(i)) chosen[at] = 'overlaps-another';
}

const columnOf = ({ volume, plane, box }: FlipbookPatch): string =>
  `${volume} ${plane} ${box.y0} ${box.y1} ${box.x0} ${box.x1}`;

/** Indices of the patches that lie behind one another, ascending. */
function indicesByColumn(patches: readonly FlipbookPatch[]): Map<string, number[]> {
  const columns = new Map<string, number[]>();
  for (const patch of patches) {
    const key = columnOf(patch);
    const indices = columns.get(key);
    if (indices) indices.push(patch.index);
    else columns.set(key, [patch.index]);
  }
  for (const indices of columns.values()) indices.sort((a, b) => a - b);
  return columns;
}

function countBetween(ascending: readonly number[], { from, to }: SectionWindow): number {
  return firstFrom(ascending, to) - firstFrom(ascending, from);
}

/** How many values lie below `limit`. */
function firstFrom(ascending: readonly number[], limit: number): number {
  let [low, high] = [0, ascending.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((ascending[middle] ?? 0) < limit) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Keeps some of each source, drawn without replacement. */
function draw(
  patches: readonly FlipbookPatch[],
  chosen: (SectionWindow | WhyNone)[],
  limit: number,
  seed: number,
): void {
  const { below } = xorshift32(seed);
  const bySource = Map.groupBy(standing(chosen), ({ at }) => patches[at]?.source ?? -1);
  for (const open of bySource.values()) {
    for (let i = 0; i < Math.min(limit, open.length); i++) {
      const j = i + below(open.length - i);
      // `as`: both are below the length.
      [open[i], open[j]] = [open[j], open[i]] as [Standing, Standing];
    }
    for (const { at } of open.slice(limit)) chosen[at] = 'over-the-limit';
  }
}
