/** The part of a keyboard event that names its key. */
export interface KeyPress {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly shiftKey: boolean;
  readonly altKey: boolean;
}

/**
 * One name for a key press: `ctrl+shift+z`, `arrowleft`, `?`. Command on a Mac counts as ctrl. Shift is
 * named only where the character does not show it already.
 */
export function keyName(press: KeyPress): string {
  const key = press.key === ' ' ? 'space' : press.key.toLowerCase();
  const showsShift = press.key.length === 1 && press.key !== ' ' && !/[a-z]/i.test(press.key);
  const parts = [
    press.ctrlKey || press.metaKey ? 'ctrl' : '',
    press.altKey ? 'alt' : '',
    press.shiftKey && !showsShift ? 'shift' : '',
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

/** A key name as it stands on a keyboard: `Ctrl Z`. */
export function keyLabel(name: string): string {
  if (name === '+') return '+';
  const words = name.endsWith('++') ? [...name.slice(0, -2).split('+'), '+'] : name.split('+');
  return words.map((word) => shown[word] ?? word.toUpperCase()).join(' ');
}
