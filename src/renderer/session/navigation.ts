import type { GridQuery } from '../../shared/grid.ts';
import { createStore } from './store.ts';

export type ScreenName =
  | 'sources'
  | 'raw'
  | 'patches'
  | 'label'
  | 'agreement'
  | 'classifier'
  | 'review'
  | 'balance'
  | 'export';

/** Where the window is; `query` narrows the patches screen to those another screen pointed at. */
export const navigation = createStore<{
  screen: ScreenName;
  query: { title: string; query: GridQuery } | null;
}>({ screen: 'sources', query: null });

/** Goes to a screen. */
export function goTo(screen: ScreenName): void {
  navigation.set({ screen, query: null });
}

/** Shows these patches in a grid, under the given title. */
export function showPatches(title: string, query: GridQuery): void {
  navigation.set({ screen: 'patches', query: { title, query } });
}
