import { useCallback, useEffect, useRef, useState } from 'react';
import { type GridGeometry, movedFocus } from '../element/grid-geometry.ts';
import {
  inverted,
  isSelected,
  nothingSelected,
  type Selection,
  selectedCount,
  withoutPlaces,
  withPlaces,
  withRange,
  withToggled,
} from '../element/selection.ts';
import type { LassoUse } from '../element/use-lasso.ts';

/** Places [from, to). */
export interface Page {
  readonly from: number;
  readonly to: number;
}

/** The patch in focus and those selected, and how keys and the pointer move them. Begins anew with another `key`. */
export function useSelection(last: number, key: string) {
  const [wanted, setFocus] = useState(0);
  const [selection, setSelection] = useState<Selection>(nothingSelected);
  const [top, setTop] = useState<{ readonly at: number } | null>(null);
  const anchor = useRef(0);
  const shape = useRef<{ grid: GridGeometry; page: () => Page } | null>(null);
  const focus = Math.min(wanted, last);
  // Another key is another set of patches.
  useEffect(() => {
    setFocus(0);
    setSelection(nothingSelected);
    anchor.current = 0;
  }, [key]);
  const onGeometry = useCallback((grid: GridGeometry, page: () => Page) => {
    shape.current = { grid, page };
  }, []);
  const page = (): Page => shape.current?.page() ?? { from: focus, to: focus + 1 };
  const begin = (to: number, next: Selection) => {
    anchor.current = to;
    setFocus(to);
    setSelection(next);
  };
  const goTo = (to: number) => begin(Math.min(last, Math.max(0, to)), nothingSelected);
  const extend = (to: number) => {
    setSelection(withRange(nothingSelected, anchor.current, to));
    setFocus(to);
  };
  return {
    focus,
    selection,
    selectedCount: selectedCount(selection),
    isSelected: (at: number) => isSelected(selection, at),
    onGeometry,
    page,
    goTo,
    /** Focus and selection as they were, in a view that was opened again. */
    restore(to: number, selected: readonly number[], first: number | null) {
      begin(to, withPlaces(nothingSelected, selected));
      if (first !== null) setTop({ at: first });
    },
    /** a place to bring to the top, once */
    top,
    pick(at: number, how: { shift: boolean; ctrl: boolean }) {
      if (how.ctrl) begin(at, withToggled(selection, at));
      else if (how.shift) extend(at);
      else goTo(at);
    },
    lasso(places: readonly number[], use: LassoUse) {
      const first = places[0];
      if (use === 'remove') setSelection(withoutPlaces(selection, places));
      else if (first !== undefined) {
        begin(first, withPlaces(use === 'add' ? selection : nothingSelected, places));
      }
    },
    move(name: string, selects: boolean) {
      const to = shape.current && movedFocus(shape.current.grid, focus, name);
      if (to === null) return;
      if (selects) extend(to);
      else goTo(to);
    },
    selectPage() {
      const { from, to } = page();
      if (to > from) setSelection(withRange(nothingSelected, from, to - 1));
    },
    /** from one place to another, both included; the focus stays */
    selectRange: (from: number, to: number) => setSelection(withRange(nothingSelected, from, to)),
    selectAll: () => setSelection(withRange(nothingSelected, 0, last)),
    invertSelection: () => setSelection(inverted(selection, last + 1)),
    clear: () => setSelection(nothingSelected),
  };
}
