import { useEffect, useRef } from 'react';
import type { Place } from '../../shared/decision.ts';
import { engine } from '../bridge.ts';
import { selectedPlaces } from '../element/selection.ts';
import type { OpenPatches } from './open-patches.ts';
import type { GridState } from './use-grid-state.ts';

/** Where a screen's grid was left, and how the screen names what it shows. */
export interface KeptPlace {
  readonly screen: string;
  /** what is shown, in the screen's own words; opened again as of this action it is the same */
  readonly showing: (asOf: number) => string;
  /** where this annotator was last; kept up to date, for a grid that is shown again */
  readonly last: { current: Place | null };
}

/** Moves settle before they are written down. */
const settlesMs = 300;
/** A larger selection is not kept over a restart. */
const mostSelected = 2000;

interface Held {
  readonly focus: number | null;
  readonly top: number | null;
  readonly selected: readonly number[];
}

/**
 * Keeps focus, selection and scroll position by patch, not by number: over another order or queue, and,
 * for a screen that says what it shows, over reloads and restarts.
 *
 * @returns the place as it would be with another patch in focus, to be kept with a label
 */
export function usePlace(
  opened: OpenPatches,
  state: GridState,
  kept: KeptPlace | null,
): (next: number) => Place | null {
  const held = useRef<Held | null>(kept?.last.current ?? null);
  const restoredView = useRef<number | null>(null);
  const { view, asOf } = opened;
  const isRestored = restoredView.current === view;
  const latest = useRef(state);
  latest.current = state;

  useEffect(() => {
    if (view === null || restoredView.current === view) return;
    const { focus, top, selected } = held.current ?? { focus: null, top: null, selected: [] };
    const wanted = [focus ?? -1, top ?? -1, ...selected].map((ordinal) => Math.max(0, ordinal));
    const restore = (places: readonly number[]) => {
      restoredView.current = view;
      const [at = -1, first = -1, ...others] = places;
      if (focus === null || at < 0) return;
      latest.current.restore(
        at,
        others.filter((each) => each >= 0),
        top === null || first < 0 ? null : first,
      );
    };
    void opened.set.find(focus === null ? [] : wanted).then(restore);
  }, [view, opened.set]);

  const ordinalAt = (at: number) => opened.set.patchAt(at)?.ordinal ?? null;
  const placeWith = (focus: number): Place | null => {
    if (!kept || view === null) return null;
    const { selected } = heldNow(ordinalAt, state);
    const here = { focus: ordinalAt(focus), top: ordinalAt(state.page().from), selected };
    return { screen: kept.screen, showing: kept.showing(asOf), ...here, selected: [...selected] };
  };
  const last = kept?.last;
  const now = JSON.stringify(isRestored ? placeWith(state.focus) : null);
  useEffect(() => {
    if (restoredView.current !== view || view === null) return;
    const here = heldNow((at) => opened.set.patchAt(at)?.ordinal ?? null, latest.current);
    if (here.focus !== null) held.current = here;
  });
  useEffect(() => {
    if (now === 'null') return;
    const timer = window.setTimeout(() => {
      // `as`: made into text above. Losing one is no loss of work: the next move writes it again.
      const place = JSON.parse(now) as Place;
      if (place.focus !== null && last) last.current = place;
      if (place.focus !== null) engine.labels.rememberPlace.mutate(place).catch(() => undefined);
    }, settlesMs);
    return () => window.clearTimeout(timer);
  }, [now, last]);
  return placeWith;
}

function heldNow(ordinalAt: (at: number) => number | null, state: GridState): Held {
  const places = state.selectedCount <= mostSelected ? selectedPlaces(state.selection) : [];
  return {
    focus: ordinalAt(state.focus),
    top: ordinalAt(state.page().from),
    selected: places.flatMap((at) => ordinalAt(at) ?? []),
  };
}
