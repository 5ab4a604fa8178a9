import { useEffect, useState } from 'react';
import { explain } from '../../shared/failure.ts';
import type { GridQuery } from '../../shared/grid.ts';
import { engine } from '../bridge.ts';
import { labelling } from '../session/labelling.ts';
import { messageOf } from '../session/message-of.ts';
import { createPatchSet, type PatchSet } from '../session/patch-set.ts';
import { session } from '../session/project-session.ts';
import { useStore } from '../session/store.ts';

export interface OpenPatches {
  readonly set: PatchSet;
  readonly total: number | null;
  /** the view's number; another one for each opening */
  readonly view: number | null;
  readonly asOf: number;
  /** what was asked for is not there yet: what is shown is of before */
  readonly isOpening: boolean;
  readonly problem: string | null;
  readonly reopen: () => void;
}

/** The patches that a query names, fixed in their order until the query or the exemplars change. */
export function useOpenPatches(query: GridQuery): OpenPatches {
  const [set] = useState(makeSet);
  const [turn, setTurn] = useState(0);
  const [lost, setLost] = useState<string | null>(null);
  const cutAs = useStore(session, ({ project }) => `${project?.key} ${project?.funnel.dedup}`);
  const state = useStore(set.store, (each) => each);
  const asked = JSON.stringify(query);
  // Opened anew when asked again or when the exemplars are others.
  useEffect(() => {
    setLost(null);
    // `as`: it was a query when it was made into text above.
    set.open(JSON.parse(asked) as GridQuery).catch((error: unknown) => setLost(messageOf(error)));
  }, [set, asked, cutAs, turn]);
  return {
    set,
    total: state.total,
    view: state.view,
    asOf: state.asOf,
    isOpening: state.of !== asked,
    problem: state.failure ? explain(state.failure) : lost,
    reopen: () => setTurn((before) => before + 1),
  };
}

function makeSet(): PatchSet {
  return createPatchSet({
    open: (query) => engine.grid.open.query(query),
    find: (view, ordinals) => engine.grid.find.query({ view, ordinals }),
    page: (view, from, count) => engine.grid.page.query({ view, from, count }),
    arrived: (patches) => labelling.forget(patches.map((patch) => patch.ordinal)),
  });
}
