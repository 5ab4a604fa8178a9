import type { Contrast } from '../../shared/grid.ts';
import { createStore } from './store.ts';

/** What this person likes; kept by the browser, never part of a project. */
export interface Preferences {
  readonly tileSize: number;
  readonly contrast: Contrast;
  readonly advances: boolean;
  readonly captions: boolean;
  readonly inspectorWidth: number;
  /** the session panel of the Label screen is open */
  readonly showsSession: boolean;
  /** labelling time after which a break is suggested; 0 is never */
  readonly breakAfterMinutes: number;
}

const place = 'emcurator.preferences';
const defaults: Preferences = {
  tileSize: 112,
  contrast: '0-100',
  advances: true,
  captions: false,
  inspectorWidth: 340,
  showsSession: false,
  breakAfterMinutes: 0,
};

export const preferences = createStore<Preferences>(readStored());

/** Changes and remembers. */
export function prefer(change: Partial<Preferences>): void {
  preferences.set(change);
  try {
    localStorage.setItem(place, JSON.stringify(preferences.get()));
  } catch {
    // Storage may be full or forbidden; the choice then lasts as long as the window.
  }
}

function readStored(): Preferences {
  try {
    return { ...defaults, ...sound(JSON.parse(localStorage.getItem(place) ?? '{}')) };
  } catch {
    return defaults;
  }
}

/** Only entries of the right type: another version may have written them. */
function sound(stored: unknown): Partial<Preferences> {
  if (typeof stored !== 'object' || stored === null) return {};
  const entries = Object.entries(stored).filter(
    ([name, value]) => name in defaults && typeof value === typeof Reflect.get(defaults, name),
  );
  return Object.fromEntries(entries);
}
