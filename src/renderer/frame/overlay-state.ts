import { createStore } from '../session/store.ts';

/** What lies over the window: the command palette, the key sheet, or nothing. */
export const overlay = createStore<{ shown: 'palette' | 'keys' | null }>({ shown: null });

export function showOverlay(shown: 'palette' | 'keys' | null): void {
  overlay.set({ shown });
}
