import { type Contrast, type Display, display, plainDisplay } from '../../shared/display.ts';
import { createStore } from './store.ts';

/** What this person likes; kept by the browser, never part of a project. */
export interface Preferences {
  readonly tileSize: number;
  readonly contrast: Contrast;
  readonly over: Display['over'];
  readonly gamma: number;
  readonly clahe: boolean;
  readonly invert: boolean;
  readonly scaleBar: boolean;
  readonly advances: boolean;
  readonly captions: boolean;
  /** the model learns anew while a person labels, once there is one */
  readonly learns: boolean;
  /** name of who sits here; empty until it is given */
  readonly annotator: string;
  readonly asksName: boolean;
  readonly inspectorWidth: number;
  /** the session panel of the Label screen is open */
  readonly showsSession: boolean;
  /** labelling time after which a break is suggested; 0 is never */
  readonly breakAfterMinutes: number;
}

const place = 'emcurator.preferences';
const defaults: Preferences = {
  tileSize: 112,
  ...plainDisplay,
  scaleBar: false,
  advances: true,
  captions: false,
  learns: true,
  annotator: '',
  asksName: true,
  inspectorWidth: 340,
  showsSession: false,
  breakAfterMinutes: 0,
};

/** How patches are drawn when nothing is changed. */
export const plainView = { ...plainDisplay, scaleBar: false } as const;

/** The part of the preferences that a picture's address takes. */
export const displayOf = ({ contrast, over, gamma, clahe, invert }: Preferences): Display => ({
  contrast,
  over,
  gamma,
  clahe,
  invert,
});

const stretchWords: Readonly<Record<Contrast, string>> = {
  '0-100': '',
  '1-99': 'stretch 1 to 99%',
  '5-95': 'stretch 5 to 95%',
  'as-stored': 'as stored',
};

/** What differs from the plain view, in words. */
export function viewChanges(liked: Preferences): readonly string[] {
  const isStretched = !liked.clahe && liked.contrast !== 'as-stored';
  return [
    liked.clahe ? 'local contrast' : stretchWords[liked.contrast],
    liked.over === 'volume' && isStretched ? 'over the volume' : '',
    liked.gamma === 1 ? '' : `gamma ${liked.gamma}`,
    liked.invert ? 'inverted' : '',
    liked.scaleBar ? 'scale bar' : '',
  ].filter((words) => words !== '');
}

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

/** Only entries of the right type, and displays that there are: another version may have written them. */
function sound(stored: unknown): Partial<Preferences> {
  if (typeof stored !== 'object' || stored === null) return {};
  const entries = Object.entries(stored).filter(
    ([name, value]) =>
      name in defaults &&
      typeof value === typeof Reflect.get(defaults, name) &&
      (!(name in plainDisplay) || display.partial().safeParse({ [name]: value }).success),
  );
  return Object.fromEntries(entries);
}
