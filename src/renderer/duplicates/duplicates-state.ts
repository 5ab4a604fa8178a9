import { createStore } from '../session/store.ts';

export type DuplicatesPart = 'groups' | 'radius' | 'pairs' | 'relations';

/** What is found again on coming back to the screen. */
export interface DuplicatesState {
  readonly part: DuplicatesPart;
}

export const duplicatesState = createStore<DuplicatesState>({ part: 'groups' });
