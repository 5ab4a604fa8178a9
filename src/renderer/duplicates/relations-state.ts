import { createStore } from '../session/store.ts';

/** Two sources by id. */
export interface SourcePair {
  readonly a: number;
  readonly b: number;
}

export type RelationView = 'list' | 'matrix';

/** What is found again on coming back to the relations. */
export interface RelationsState {
  readonly view: RelationView;
  /** also those with nothing beyond chance */
  readonly all: boolean;
  /** place in the list that the keys are at */
  readonly at: number;
  /** the relation that is looked into; null for the list or the matrix */
  readonly open: SourcePair | null;
  /** which of its pairs */
  readonly pair: number;
}

export const firstRelations: RelationsState = {
  view: 'list',
  all: false,
  at: 0,
  open: null,
  pair: 0,
};

export const relationsState = createStore<RelationsState>(firstRelations);

/** Looks into a relation from its first pair on; null goes back. */
export function openRelation(open: SourcePair | null): void {
  relationsState.set({ open, pair: 0 });
}
