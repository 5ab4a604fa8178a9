import type { LabelValue, Mark } from '../../shared/decision.ts';
import type { GridPatch } from '../../shared/grid.ts';
import { marksOf } from './marks-of.ts';

/** What a person put in place of the model's suggestion; by ordinal, not sent yet. */
export interface Flip {
  readonly value: LabelValue;
  readonly reason: string | null;
}
export type Flips = ReadonlyMap<number, Flip>;

/** The model's word for a patch: by its score, the threshold and nothing else. Null without a score. */
export function suggestedValue({ kept }: GridPatch): LabelValue | null {
  if (kept === null) return null;
  return kept ? 'informative' : 'uninformative';
}

/** What a page commits for a patch. */
export function valueOnPage(patch: GridPatch, flips: Flips): LabelValue {
  return flips.get(patch.ordinal)?.value ?? suggestedValue(patch) ?? 'none';
}

/** With these patches turned over: from one class to the other; what has no suggestion becomes informative. */
export function withTurned(flips: Flips, patches: readonly GridPatch[]): Flips {
  const next = new Map(flips);
  for (const patch of patches) {
    const value = valueOnPage(patch, flips) === 'informative' ? 'uninformative' : 'informative';
    put(next, patch, { value, reason: null });
  }
  return next;
}

/** With this said of these patches. Saying what the model says takes a flip back. */
export function withSaid(flips: Flips, patches: readonly GridPatch[], said: Flip): Flips {
  const next = new Map(flips);
  for (const patch of patches) put(next, patch, said);
  return next;
}

function put(flips: Map<number, Flip>, patch: GridPatch, said: Flip): void {
  if (said.value === suggestedValue(patch) && said.reason === null) flips.delete(patch.ordinal);
  else flips.set(patch.ordinal, said);
}

/**
 * One page as one action: what the model suggested and a person let stand counts as assisted, what the
 * person changed as theirs. Patches that are labelled already, or of which nothing is said, are left out.
 */
export function marksOfPage(
  patches: readonly GridPatch[],
  flips: Flips,
  isLabelled: (patch: GridPatch) => boolean,
): Mark[] {
  const groups = new Map<string, { said: Flip; origin: Mark['origin']; patches: GridPatch[] }>();
  for (const patch of patches) {
    const flip = flips.get(patch.ordinal);
    const value = valueOnPage(patch, flips);
    if (value === 'none' || isLabelled(patch)) continue;
    const origin = flip ? 'hand' : 'assisted';
    const said = { value, reason: flip?.reason ?? null };
    const key = `${origin} ${value} ${said.reason}`;
    const group = groups.get(key) ?? { said, origin, patches: [] };
    group.patches.push(patch);
    groups.set(key, group);
  }
  return [...groups.values()].flatMap((group) =>
    marksOf(group.patches, { ...group.said, origin: group.origin }),
  );
}
