import { createStore } from '../session/store.ts';

/** The parts of the screen in their order, as they are called. */
export const duplicatesParts = {
  groups: 'Groups',
  radius: 'Radius',
  pairs: 'Pairs',
  relations: 'Relations',
} as const;
export type DuplicatesPart = keyof typeof duplicatesParts;

export const firstPart: DuplicatesPart = 'groups';

/** What is found again on coming back to the screen, and after a reload (see screen-place.ts). */
export interface DuplicatesState {
  readonly part: DuplicatesPart;
  /** project and annotator that this is of */
  readonly of: string | null;
}

export const duplicatesState = createStore<DuplicatesState>({ part: firstPart, of: null });
