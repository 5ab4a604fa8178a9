import { keyLabel } from './key-name.ts';
import { refusalOf } from './key-refusal.ts';
import { keyboardLayout } from './keyboard-layout.ts';
import { createStore, useStore } from './store.ts';

/** Keys that a person chose, by the id of what they do. What is not in it has its default keys. */
export type KeyMap = Readonly<Record<string, readonly string[]>>;

/** A file of chosen keys, to be shared: what could be read, and what was left out and why. */
export type KeyFile =
  | { readonly ok: true; readonly keys: KeyMap; readonly leftOut: readonly string[] }
  | { readonly ok: false; readonly problem: string };

const place = 'emcurator.keys';
const mostCommands = 500;
const mostKeys = 8;

export const keyMap = createStore<{ keys: KeyMap }>({ keys: stored() });

/** The keys of a command now. */
export function keysOf(id: string, defaults: readonly string[]): readonly string[] {
  return keyMap.get().keys[id] ?? defaults;
}

/** The first key of a command as it is drawn beside what it does, kept up to date; empty where it has none. */
export function useShownKey(id: string, fallback: string): string {
  useStore(keyboardLayout, (layout) => layout.caps);
  const keys = useStore(keyMap, (state) => state.keys[id]);
  const first = keys ? keys[0] : fallback;
  return first === undefined ? '' : keyLabel(first);
}

/** Gives a command these keys; null gives it its default keys back. */
export function chooseKeys(id: string, keys: readonly string[] | null): void {
  const { [id]: _, ...others } = keyMap.get().keys;
  keepKeys(keys === null ? others : { ...others, [id]: [...new Set(keys)] });
}

/** Replaces all chosen keys; an empty map is the defaults. */
export function keepKeys(keys: KeyMap): void {
  keyMap.set({ keys });
  try {
    localStorage.setItem(place, JSON.stringify(keys));
  } catch {
    // Storage may be full or forbidden; the choice then lasts as long as the window.
  }
}

/** The text of a file with all chosen keys. */
export const keyFileText = (): string =>
  `${JSON.stringify({ format: 'emcurator-keys-1', keys: keyMap.get().keys }, null, 2)}\n`;

/** Reads such a file; entries that are no keys, or of commands that there are not, are named and left out. */
export function readKeyFile(text: string, isKnown: (id: string) => boolean): KeyFile {
  const parsed = parsedOrNull(text);
  if (!isRecord(parsed) || parsed['format'] !== 'emcurator-keys-1' || !isRecord(parsed['keys'])) {
    return { ok: false, problem: 'This is not a file of keys that EM Curator wrote.' };
  }
  const keys: Record<string, readonly string[]> = {};
  const leftOut: string[] = [];
  for (const [id, names] of Object.entries(parsed['keys']).slice(0, mostCommands)) {
    if (isKnown(id) && isKeyList(names)) keys[id] = names;
    else leftOut.push(id.slice(0, 60));
  }
  return { ok: true, keys, leftOut };
}

function isKeyList(names: unknown): names is readonly string[] {
  if (!Array.isArray(names) || names.length > mostKeys) return false;
  return names.every((name) => typeof name === 'string' && refusalOf(name) === null);
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function parsedOrNull(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function stored(): KeyMap {
  if (typeof localStorage === 'undefined') return {};
  const parsed = parsedOrNull(localStorage.getItem(place) ?? '{}');
  if (!isRecord(parsed)) return {};
  const sound = Object.entries(parsed).flatMap(([id, names]) =>
    isKeyList(names) ? [[id, names] as const] : [],
  );
  return Object.fromEntries(sound);
}
