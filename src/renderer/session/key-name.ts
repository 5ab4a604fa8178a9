import { keyboardLayout } from './keyboard-layout.ts';

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
 * The names a key press goes by, the first that is bound wins: by character (`ctrl+shift+z`, `?`), by
 * physical key (`[Digit1]`, `ctrl+[KeyZ]`), and where the layout's letters are not Latin by the letter
 * that QWERTY has there. Command on a Mac counts as ctrl. Empty for input methods and held modifiers.
 */
export function keyNames(press: KeyPress): readonly string[] {
  const names = [characterName(press), placeName(press)];
  // AZERTY has - and _ on the digits 6 and 8: on that row the place goes before the sign.
  if (/^Digit\d$/.test(press.code)) names.reverse();
  const latin = /^Key([A-Z])$/.exec(press.code)?.[1];
  const isForeignLetter = /^\p{L}$/u.test(press.key) && !/^\p{Script=Latin}$/u.test(press.key);
  if (latin && isForeignLetter && !press.altGraph) {
    names.push(byCharacter(press, latin.toLowerCase()));
  }
  return names.filter((name) => name !== null);
}

const silentKeys = ['Process', 'Unidentified', '', 'Control', 'Shift', 'Alt', 'Meta', 'AltGraph'];

/** What a press is called by its character; null where it gives none, as a dead key. */
export function characterName(press: KeyPress): string | null {
  if (press.key === 'Dead' || silentKeys.includes(press.key)) return null;
  return byCharacter(press, press.key);
}

/** What a press is called by its place; null with AltGr, which is held for the character that it gives. */
export function placeName(press: KeyPress): string | null {
  if (press.code === '' || press.altGraph || silentKeys.includes(press.key)) return null;
  return joined(press, true, press.shiftKey, `[${press.code}]`);
}

/** Shift is named only where the character does not show it already; what AltGr makes is a character like others. */
function byCharacter(press: KeyPress, character: string): string {
  const key = character === ' ' ? 'space' : character.toLowerCase();
  const showsShift = character.length === 1 && character !== ' ' && !/\p{L}/u.test(character);
  const makesCharacter = press.altGraph && character.length === 1;
  return joined(press, !makesCharacter, press.shiftKey && !showsShift, key);
}

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

/** A key name as it stands on a keyboard: `Ctrl Z`; a physical key by what this layout has there, else QWERTY. */
export function keyLabel(name: string): string {
  if (name === '+') return '+';
  const words = name.endsWith('++') ? [...name.slice(0, -2).split('+'), '+'] : name.split('+');
  return words.map((word) => shown[word] ?? placeLabel(word) ?? word.toUpperCase()).join(' ');
}

/** The labels of several keys; those that look alike, as a sign and its place, once. */
export const keyLabels = (names: readonly string[]): readonly string[] => [
  ...new Set(names.map(keyLabel)),
];

const qwertySigns: Readonly<Record<string, string>> = {
  Minus: '-',
  Equal: '=',
  BracketLeft: '[',
  BracketRight: ']',
  Semicolon: ';',
  Quote: "'",
  Backquote: '`',
  Backslash: '\\',
  Comma: ',',
  Period: '.',
  Slash: '/',
};

/** Digits stay digits: AZERTY gives them with shift alone, but they stand on the caps. */
function placeLabel(word: string): string | null {
  const code = /^\[(\w+)\]$/.exec(word)?.[1];
  if (!code) return null;
  const digit = /^Digit(\d)$/.exec(code)?.[1];
  if (digit) return digit;
  const cap = keyboardLayout.get().caps.get(code) ?? qwertySigns[code];
  if (cap && cap.trim() !== '') return cap.toUpperCase();
  return shown[code.toLowerCase()] ?? code.replace(/^Key/, '').replace(/^Numpad(?=.)/, 'Num ');
}
