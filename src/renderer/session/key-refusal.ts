import { keyLabel } from './key-name.ts';

/** Keys that a browser or the system takes before any page sees them, or that would trap a person. */
const reserved =
  /^(ctrl\+(shift\+)?[rwtn]|ctrl\+l|(shift\+)?f\d{1,2}|(ctrl\+)?(shift\+)?tab|alt\+f4)$/;

const namedKeys = [
  ...['space', 'enter', 'escape', 'backspace', 'delete', 'insert', 'home', 'end'],
  ...['pageup', 'pagedown', 'arrow(left|right|up|down)', 'contextmenu', 'pause'],
];
const places = [
  ...['Key[A-Z]', 'Digit\\d', 'Numpad\\w{1,12}', 'Intl\\w{2,10}', 'Minus', 'Equal', 'Space'],
  ...['Bracket(Left|Right)', 'Semicolon', 'Quote', 'Backquote', 'Backslash', 'Comma', 'Period'],
  ...['Slash', 'Enter', 'Escape', 'Backspace', 'Delete', 'Insert', 'Home', 'End', 'Page(Up|Down)'],
  ...['Arrow(Left|Right|Up|Down)', 'ContextMenu', 'Pause'],
];
/** Letters are lower case in names: an upper one would never be heard. */
const character = '(?!\\p{Lu})[^\\s\\p{C}]';
const keyPattern = new RegExp(
  `^(ctrl\\+)?(alt\\+)?(shift\\+)?(\\[(${places.join('|')})\\]|${namedKeys.join('|')}|${character})$`,
  'u',
);

/** Why a key cannot be chosen; null when it can. Of a place, what QWERTY has there counts. */
export function refusalOf(name: string): string | null {
  const onQwerty = name.replace(/\[(?:Key)?(\w+)\]$/, (_, key: string) => key.toLowerCase());
  if (reserved.test(onQwerty)) {
    return `${keyLabel(name)} belongs to the browser or the system. Choose another key.`;
  }
  if (!keyPattern.test(name)) return `${keyLabel(name)} cannot be chosen. Choose another key.`;
  return null;
}
