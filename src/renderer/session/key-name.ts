/** The part of a keyboard event that names its key. */
export interface KeyPress {
  /** the character, or the name of a key that has none */
  readonly key: string;
  /** the place on the keyboard, whatever the layout: `KeyF`, `Digit1` */
  readonly code: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly shiftKey: boolean;
  readonly altKey: boolean;
  /** AltGr is down: on Windows it also reports ctrl and alt */
  readonly altGraph: boolean;
}

/**
 * The names a key press goes by, the most particular first: by character (`ctrl+shift+z`, `?`), by
 * physical key (`[Digit1]`, `ctrl+[KeyZ]`), and where the layout's letters are not Latin by the letter
 * that QWERTY has there. Command on a Mac counts as ctrl. Empty for dead keys and input methods.
 */
export function keyNames(press: KeyPress): readonly string[] {
  if (['Dead', 'Process', 'Unidentified', ''].includes(press.key)) return [];
  if (['Control', 'Shift', 'Alt', 'Meta', 'AltGraph'].includes(press.key)) return [];
  const names = [byCharacter(press, press.key)];
  if (press.code !== '') names.push(byPlace(press));
  const latin = /^Key([A-Z])$/.exec(press.code)?.[1];
  const isForeignLetter = /^\p{L}$/u.test(press.key) && !/^\p{Script=Latin}$/u.test(press.key);
  if (latin && isForeignLetter) names.push(byCharacter(press, latin.toLowerCase()));
  return names;
}

/** Shift is named only where the character does not show it already; what AltGr makes is a character like others. */
function byCharacter(press: KeyPress, character: string): string {
  const key = character === ' ' ? 'space' : character.toLowerCase();
  const showsShift = character.length === 1 && character !== ' ' && !/\p{L}/u.test(character);
  const makesCharacter = press.altGraph && character.length === 1;
  return joined(press, !makesCharacter, press.shiftKey && !showsShift, key);
}

const byPlace = (press: KeyPress): string =>
  joined(press, !press.altGraph, press.shiftKey, `[${press.code}]`);

function joined(press: KeyPress, countsHeld: boolean, shift: boolean, key: string): string {
  const parts = [
    countsHeld && (press.ctrlKey || press.metaKey) ? 'ctrl' : '',
    countsHeld && press.altKey ? 'alt' : '',
    shift ? 'shift' : '',
    key,
  ];
  return parts.filter((part) => part !== '').join('+');
}

const shown: Readonly<Record<string, string>> = {
  ctrl: 'Ctrl',
  shift: 'Shift',
  alt: 'Alt',
  space: 'Space',
  escape: 'Esc',
  delete: 'Del',
  enter: 'Enter',
  arrowleft: 'Left',
  arrowright: 'Right',
  arrowup: 'Up',
  arrowdown: 'Down',
  pageup: 'PgUp',
  pagedown: 'PgDn',
  home: 'Home',
  end: 'End',
};

/** A key name as it stands on a keyboard: `Ctrl Z`; a physical key by what QWERTY has there. */
export function keyLabel(name: string): string {
  if (name === '+') return '+';
  const words = name.endsWith('++') ? [...name.slice(0, -2).split('+'), '+'] : name.split('+');
  return words.map((word) => shown[word] ?? placeLabel(word) ?? word.toUpperCase()).join(' ');
}

function placeLabel(word: string): string | null {
  const code = /^\[(\w+)\]$/.exec(word)?.[1];
  if (!code) return null;
  return code.replace(/^(Key|Digit)/, '').replace(/^Numpad(?=.)/, 'Num ');
}
