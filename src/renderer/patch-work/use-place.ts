import { useEffect, useRef, useState } from 'react';
import type { Place } from '../../shared/decision.ts';
import { engine } from '../bridge.ts';
import { selectedPlaces } from '../element/selection.ts';
import { session } from '../session/project-session.ts';
import type { OpenPatches } from './open-patches.ts';
import type { GridState } from './use-grid-state.ts';

/** Where a screen's grid was left, and how the screen names what it shows. */
export interface KeptPlace {
  readonly screen: string;
  /** another one is begun at its top, with nothing selected */
  readonly of: string;
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

const nowhere: Held = { focus: null, top: null, selected: [] };

/**
 * Keeps focus, selection and scroll position by patch, not by number: over another order, and, for a
 * screen that says what it shows, over reloads and restarts.
 *
 * @returns `placeWith`: the place as it would be with another patch in focus, to be kept with a label;
 * `isRestored`: the view that is open is where it was left
 */
export function usePlace(opened: OpenPatches, state: GridState, kept: KeptPlace | null) {
  const held = useRef<Held>(kept?.last.current ?? nowhere);
  const begun = useRef(kept?.of);
  const [restoredView, setRestoredView] = useState<number | null>(null);
  const { view, asOf } = opened;
  const isRestored = view === null || restoredView === view;
  const latest = useRef(state);
  latest.current = state;

  const of = kept?.of;
  useEffect(() => {
    if (view === null) return;
    let isStale = false;
    if (begun.current !== of) held.current = nowhere;
    begun.current = of;
    const { focus, top, selected } = held.current;
    const wanted = [focus ?? -1, top ?? -1, ...selected].map((ordinal) => Math.max(0, ordinal));
    const restore = (places: readonly number[]) => {
      if (isStale) return;
      setRestoredView(view);
      const [at = -1, first = -1, ...others] = places;
      if (focus === null || at < 0) return;
      latest.current.restore(
        at,
        others.filter((each) => each >= 0),
        top === null || first < 0 ? null : first,
      );
    };
    void opened.set.find(focus === null ? [] : wanted).then(restore);
    return () => {
      isStale = true;
    };
  }, [view, of, opened.set]);

  const isThere = restoredView === view && view !== null && !opened.isOpening;
  const ordinalAt = (at: number) => opened.set.patchAt(at)?.ordinal ?? null;
  const placeWith = (focus: number): Place | null => {
    if (!kept || view === null) return null;
    const { selected } = heldNow(ordinalAt, state);
    const here = { focus: ordinalAt(focus), top: ordinalAt(state.page().from), selected };
    return { screen: kept.screen, showing: kept.showing(asOf), ...here, selected: [...selected] };
  };
  useEffect(() => {
    if (!isThere) return;
    const here = heldNow((at) => opened.set.patchAt(at)?.ordinal ?? null, latest.current);
    if (here.focus !== null) held.current = here;
  });
  useWrittenDown(isThere ? placeWith(state.focus) : null, kept?.last ?? null);
  return { placeWith, isRestored };
}

/** Writes a place down once it has settled, or at once when the grid is left before. */
function useWrittenDown(place: Place | null, last: KeptPlace['last'] | null): void {
  const unwritten = useRef<{ place: Place; whose: string } | null>(null);
  const now = place === null || place.focus === null ? null : JSON.stringify(place);
  useEffect(() => {
    if (now === null) return;
    // `as`: made into text above, so that an equal place is not written again.
    const next = JSON.parse(now) as Place;
    if (last) last.current = next;
    unwritten.current = { place: next, whose: whose() };
    const timer = window.setTimeout(() => write(unwritten), settlesMs);
    return () => window.clearTimeout(timer);
  }, [now, last]);
  useEffect(() => {
    const leave = () => write(unwritten);
    window.addEventListener('pagehide', leave);
    return () => {
      window.removeEventListener('pagehide', leave);
      leave();
    };
  }, []);
}

/** Losing one is no loss of work: the next move writes it again. */
function write(unwritten: { current: { place: Place; whose: string } | null }): void {
  const waiting = unwritten.current;
  unwritten.current = null;
  // Another project or another person has places of their own.
  if (waiting?.whose !== whose()) return;
  engine.labels.rememberPlace.mutate(waiting.place).catch(() => undefined);
}

function whose(): string {
  const { project } = session.get();
  return `${project?.key} ${project?.annotator}`;
}

function heldNow(ordinalAt: (at: number) => number | null, state: GridState): Held {
  const places = state.selectedCount <= mostSelected ? selectedPlaces(state.selection) : [];
  return {
    focus: ordinalAt(state.focus),
    top: ordinalAt(state.page().from),
    selected: places.flatMap((at) => ordinalAt(at) ?? []),
  };
}
