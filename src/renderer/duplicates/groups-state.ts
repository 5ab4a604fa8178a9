import type { GridQuery } from '../../shared/grid.ts';
import { createStore } from '../session/store.ts';

export const groupOrders = {
  largest: 'Largest first',
  source: 'By source',
  random: 'At random',
  changed: 'Changed by a person',
} as const;
export type GroupOrder = keyof typeof groupOrders;

/** Which groups are shown, and in which order. */
export interface GroupsShown {
  readonly order: GroupOrder;
  /** null shows all */
  readonly source: number | null;
  /** of the random order */
  readonly seed: number;
}

/** A group that is to be merged with another. */
export interface MarkedGroup {
  readonly ordinal: number;
  readonly name: string;
  readonly members: number;
}

const firstShown: GroupsShown = { order: 'largest', source: null, seed: 1 };

export const groupsState = createStore<{
  readonly shown: GroupsShown;
  readonly marked: MarkedGroup | null;
  /** project and annotator that this is of */
  readonly of: string | null;
}>({ shown: firstShown, marked: null, of: null });

/** Begins with these groups, unless this annotator has been here since the window was opened. */
export function beginGroups(of: string, shown: GroupsShown | null): void {
  if (groupsState.get().of !== of)
    groupsState.set({ of, shown: shown ?? firstShown, marked: null });
}

/** Changes which groups are shown. */
export function showGroups(change: Partial<GroupsShown>): void {
  groupsState.set({ shown: { ...groupsState.get().shown, ...change } });
}

/** The groups as the engine is asked for them. */
export function groupsQuery({ order, source, seed }: GroupsShown): GridQuery {
  return {
    set: order === 'changed' ? 'regrouped' : 'grouped',
    order: (
      {
        largest: 'group-size',
        source: 'position',
        random: 'random',
        changed: 'group-size',
      } as const
    )[order],
    sources: source === null ? [] : [source],
    seed,
  };
}
