import { createStore } from './store.ts';

/** What each place of this keyboard gives without shift, by its code; empty where the browser does not say. */
export const keyboardLayout = createStore<{ caps: ReadonlyMap<string, string> }>({
  caps: new Map(),
});

/** The Keyboard Map API: Chromium alone has it, and TypeScript's DOM does not know it. */
interface KeyboardMap {
  getLayoutMap(): Promise<ReadonlyMap<string, string>>;
}

/** Asks the browser for the layout; without an answer the keys are shown as QWERTY has them. */
export async function readKeyboardLayout(): Promise<void> {
  if (!('keyboard' in navigator)) return;
  // `as`: what Chromium documents under this name.
  const keyboard = navigator.keyboard as KeyboardMap;
  try {
    keyboardLayout.set({ caps: new Map(await keyboard.getLayoutMap()) });
  } catch {
    // Forbidden here, as in a frame of another page.
  }
}
