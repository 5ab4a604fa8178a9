import type { LabelValue } from '../../shared/decision.ts';
import type { GridPatch } from '../../shared/grid.ts';
import { isSelected, selectedCount, selectedPlaces } from '../element/selection.ts';
import { messageOf } from '../session/message-of.ts';
import { sayProblem } from '../session/notice.ts';
import type { PatchSet } from '../session/patch-set.ts';
import { preferences } from '../session/preferences.ts';
import { useSelection } from './use-selection.ts';

/** Largest action the engine takes at once. */
const mostAtOnce = 100_000;

/** What labelling patches of a grid does: mostly, sends them. `next` is the place gone on to. */
export type ApplyLabel = (
  patches: readonly GridPatch[],
  value: LabelValue,
  reason: string | null,
  next: number,
) => void;

export type GridState = ReturnType<typeof useGridState>;

/** The patches of a view, wherever they come from. */
export interface OpenSet {
  readonly set: Pick<PatchSet, 'patchAt' | 'patchesAt' | 'show'>;
  readonly total: number | null;
}

/** Focus and selection of a grid, and labelling what they point at. Begins anew with another `key`. */
export function useGridState(opened: OpenSet, apply: ApplyLabel, key: string) {
  const last = Math.max(0, (opened.total ?? 1) - 1);
  const chosen = useSelection(last, key);
  const { focus, selection, page, goTo } = chosen;
  const send = (places: readonly number[], next: number, use: LabelUse) => {
    opened.set
      .patchesAt(places)
      .then((found) => {
        const patches = use.wanted ? found.filter(use.wanted) : found;
        if (patches.length > 0) apply(patches, use.value, use.reason, next);
      })
      .catch((error: unknown) => sayProblem(messageOf(error)));
  };
  return {
    ...chosen,
    /** Labels what is selected, else the patch in focus. */
    label(value: LabelValue, reason: string | null = null, stays = false) {
      if (chosen.selectedCount > mostAtOnce) {
        sayProblem('At most 100,000 patches can be labelled at once. Select fewer.');
        return;
      }
      const places = chosen.selectedCount > 0 ? selectedPlaces(selection) : [focus];
      const goesOn = preferences.get().advances && !stays;
      const next = goesOn ? Math.min(last, (places.at(-1) ?? focus) + 1) : focus;
      send(places, next, { value, reason });
      if (goesOn) goTo(next);
      else chosen.clear();
    },
    /** Labels what is wholly seen, is not selected and has no label yet; then goes on to the next page. */
    labelRest(value: LabelValue, isLabelled: (patch: GridPatch) => boolean) {
      const { from, to } = page();
      const places = Array.from({ length: to - from }, (_, i) => from + i).filter(
        (at) => !isSelected(selection, at),
      );
      const goesOn = preferences.get().advances && selectedCount(selection) === 0;
      const next = goesOn ? Math.min(last, to) : focus;
      send(places, next, { value, reason: null, wanted: (patch) => !isLabelled(patch) });
      if (goesOn) goTo(next);
    },
  };
}

interface LabelUse {
  readonly value: LabelValue;
  readonly reason: string | null;
  readonly wanted?: (patch: GridPatch) => boolean;
}
