import { useCallback, useEffect, useRef, useState } from 'react';
import type { GridPatch, GridQuery } from '../../shared/grid.ts';
import { useOpenPatches } from '../patch-work/open-patches.ts';
import { useSelection } from '../patch-work/use-selection.ts';
import { useStore } from '../session/store.ts';
import { groupNowOf } from './group-requests.ts';
import { noteUndone, regrouping } from './regroup.ts';
import { useUndone } from './use-undone.ts';

export type GroupWalk = ReturnType<typeof useGroupWalk>;

/**
 * The list of groups and the one that is looked at. Opened anew after every decision and every undo; the
 * group that was looked at stays, wherever it lies in the new order.
 *
 * @param first exemplar of the group to begin with; null begins with the first of the list
 */
export function useGroupWalk(query: GridQuery, first: number | null) {
  const opened = useOpenPatches(query);
  const { set, view, reopen } = opened;
  const asked = JSON.stringify(query);
  const list = useSelection(Math.max(0, (opened.total ?? 1) - 1), asked);
  const wanted = useRef<number | null>(first);
  // A group that is to be shown once the list is opened anew must not be replaced by the one still shown.
  const isAwaited = useRef(first !== null);
  const [restored, setRestored] = useState<number | null>(null);
  const { goTo } = list;
  const go = useRef(goTo);
  go.current = goTo;

  const shownQuery = useRef(asked);
  useEffect(() => {
    if (shownQuery.current === asked) return;
    shownQuery.current = asked;
    wanted.current = null;
    isAwaited.current = false;
  }, [asked]);
  useEffect(() => {
    if (view === null) return;
    let isStale = false;
    void placeIn(set, wanted.current).then((at) => {
      if (isStale) return;
      if (at >= 0) go.current(at);
      isAwaited.current = false;
      setRestored(view);
    });
    return () => {
      isStale = true;
    };
  }, [view, set]);

  const isThere = restored === view && view !== null && !opened.isOpening;
  const before = useRef<GridPatch | null>(null);
  // What is opened anew stays in sight until its new place is known.
  const group: GridPatch | null = isThere
    ? set.patchAt(list.focus)
    : opened.isOpening
      ? null
      : before.current;
  useEffect(() => {
    before.current = group;
    if (!isThere || !group || isAwaited.current) return;
    wanted.current = group.ordinal;
  }, [group, isThere]);

  const show = useCallback((ordinal: number) => {
    wanted.current = ordinal;
    isAwaited.current = true;
  }, []);
  useUndone(noteUndone);
  const version = useStore(regrouping, (state) => state.version);
  const openedAt = useRef(version);
  useEffect(() => {
    if (openedAt.current === version) return;
    openedAt.current = version;
    reopen();
  }, [version, reopen]);
  return { opened, list, group, revision: restored, show };
}

async function placeIn(
  set: ReturnType<typeof useOpenPatches>['set'],
  wanted: number | null,
): Promise<number> {
  if (wanted === null) return -1;
  const [at = -1] = await set.find([wanted]);
  if (at >= 0) return at;
  // Another patch has become the exemplar of its group.
  const now = await groupNowOf(wanted);
  const [moved = -1] = now === null ? [] : await set.find([now]);
  return moved;
}
