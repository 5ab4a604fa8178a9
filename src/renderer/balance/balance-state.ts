import { createStore } from '../session/store.ts';

export type BalancePart = 'curves' | 'what-if' | 'composition' | 'losses' | 'yield' | 'report';

/** What is found again on coming back to the screen. */
export interface BalanceState {
  readonly part: BalancePart;
}

export const balanceState = createStore<BalanceState>({ part: 'curves' });
