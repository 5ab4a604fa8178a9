import type { GridQuery } from '../../shared/grid.ts';
import { createStore } from './store.ts';

export type ScreenName =
  | 'sources'
  | 'raw'
  | 'duplicates'
  | 'patches'
  | 'label'
  | 'agreement'
  | 'classifier'
  | 'review'
  | 'balance'
  | 'export';

/**
 * Where the window is; `query` narrows the patches screen to those another screen pointed at, `source` is one
 * whose details the Sources screen opens.
 */
export const navigation = createStore<{
  screen: ScreenName;
  query: { title: string; query: GridQuery } | null;
  source: number | null;
}>({ screen: 'sources', query: null, source: null });

/** Goes to a screen. */
export function goTo(screen: ScreenName): void {
  navigation.set({ screen, query: null, source: null });
}

/** Shows these patches in a grid, under the given title. */
export function showPatches(title: string, query: GridQuery): void {
  navigation.set({ screen: 'patches', query: { title, query }, source: null });
}

/** Shows the details of one source. */
export function showSource(source: number): void {
  navigation.set({ screen: 'sources', query: null, source });
}
