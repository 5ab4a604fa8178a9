import { useCallback, useEffect, useRef, useState } from 'react';
import { type LabelValue, labelPass, type Mark } from '../../shared/decision.ts';
import type { GridPatch } from '../../shared/grid.ts';
import { type GridGeometry, movedFocus } from '../element/grid-geometry.ts';
import {
  isSelected,
  nothingSelected,
  type Selection,
  selectedCount,
  selectedPlaces,
  withRange,
  withToggled,
} from '../element/selection.ts';
import { labelling } from '../session/labelling.ts';
import { sayProblem } from '../session/notice.ts';
import type { PatchSet } from '../session/patch-set.ts';
import { preferences } from '../session/preferences.ts';
import { messageOf } from '../session/use-answer.ts';

/** Largest action the engine takes at once. */
const mostAtOnce = 100_000;

export type GridState = ReturnType<typeof useGridState>;

/** Focus and selection of a grid, and labelling what they point at. Begins anew with another `key`. */
export function useGridState(
  opened: { readonly set: PatchSet; readonly total: number | null },
  origin: 'hand' | 'override',
  key: string,
) {
  const [focus, setFocus] = useState(0);
  const [selection, setSelection] = useState<Selection>(nothingSelected);
  const anchor = useRef(0);
  const shape = useRef<{ grid: GridGeometry; first: number; last: number } | null>(null);
  const last = Math.max(0, (opened.total ?? 1) - 1);
  // Another key is another set of patches.
  useEffect(() => {
    setFocus(0);
    setSelection(nothingSelected);
    anchor.current = 0;
  }, [key]);

  const onGeometry = useCallback((grid: GridGeometry, first: number, end: number) => {
    shape.current = { grid, first, last: end };
  }, []);
  const goTo = (to: number, selects: boolean) => {
    if (selects) setSelection(withRange(nothingSelected, anchor.current, to));
    else {
      anchor.current = to;
      setSelection(nothingSelected);
    }
    setFocus(to);
  };

  return {
    focus: Math.min(focus, last),
    selectedCount: selectedCount(selection),
    isSelected: (at: number) => isSelected(selection, at),
    onGeometry,
    pick(at: number, how: { shift: boolean; ctrl: boolean }) {
      if (how.ctrl) {
        setSelection(withToggled(selection, at));
        anchor.current = at;
        setFocus(at);
      } else goTo(at, how.shift);
    },
    move(name: string, selects: boolean) {
      const to = shape.current && movedFocus(shape.current.grid, Math.min(focus, last), name);
      if (to !== null) goTo(to, selects);
    },
    selectPage() {
      const seen = shape.current;
      if (seen && seen.last > seen.first) {
        setSelection(withRange(nothingSelected, seen.first, seen.last - 1));
      }
    },
    clear: () => setSelection(nothingSelected),
    label(value: LabelValue, reason: string | null = null) {
      const chosen = selectedCount(selection) > 0;
      if (selectedCount(selection) > mostAtOnce) {
        sayProblem('At most 100,000 patches can be labelled at once. Select fewer.');
        return;
      }
      const places = chosen ? selectedPlaces(selection) : [Math.min(focus, last)];
      opened.set
        .patchesAt(places)
        .then((patches) => {
          if (patches.length > 0) labelling.label(marksOf(patches, { value, reason, origin }));
        })
        .catch((error: unknown) => sayProblem(messageOf(error)));
      if (preferences.get().advances && reason === null) {
        goTo(Math.min(last, (places.at(-1) ?? focus) + 1), false);
      } else setSelection(nothingSelected);
    },
  };
}

/** One mark a pass: a view may show patches again among those that are new. */
function marksOf(
  patches: readonly GridPatch[],
  label: Pick<Mark, 'value' | 'reason' | 'origin'>,
): Mark[] {
  return labelPass.options.flatMap((pass) => {
    const ordinals = patches.filter((each) => each.pass === pass).map((each) => each.ordinal);
    return ordinals.length > 0 ? [{ ...label, ordinals, pass }] : [];
  });
}
