import { expect, test } from 'vitest';
import {
  type KeyPress,
  keyLabel,
  keyLabels,
  keyNames,
} from '../../../src/renderer/session/key-name.ts';
import { keyboardLayout } from '../../../src/renderer/session/keyboard-layout.ts';

const press = (key: string, code = '', held: Partial<KeyPress> = {}): KeyPress => ({
  key,
  code,
  ctrlKey: false,
  metaKey: false,
  shiftKey: false,
  altKey: false,
  altGraph: false,
  ...held,
});
const shift = { shiftKey: true };
const ctrl = { ctrlKey: true };

test('keys are named in lower case, with what is held before them', () => {
  expect(keyNames(press('F'))).toEqual(['f']);
  expect(keyNames(press(' '))).toEqual(['space']);
  expect(keyNames(press('ArrowLeft', '', shift))).toEqual(['shift+arrowleft']);
  expect(keyNames(press('Z', '', { ...ctrl, ...shift }))).toEqual(['ctrl+shift+z']);
});

test('command counts as ctrl, and shift is not named where the character shows it', () => {
  expect(keyNames(press('z', '', { metaKey: true }))).toEqual(['ctrl+z']);
  expect(keyNames(press('?', '', shift))).toEqual(['?']);
  expect(keyNames(press('+', '', { ...ctrl, ...shift }))).toEqual(['ctrl++']);
});

test('a key of the digits goes by its place first, else by its character', () => {
  // AZERTY gives signs there without shift; some of them are keys elsewhere.
  expect(keyNames(press('&', 'Digit1'))).toEqual(['[Digit1]', '&']);
  expect(keyNames(press('-', 'Digit6'))).toEqual(['[Digit6]', '-']);
  expect(keyNames(press('1', 'Digit1', shift))).toEqual(['shift+[Digit1]', '1']);
  // Czech: the first key gives a plus.
  expect(keyNames(press('+', 'Digit1'))).toEqual(['[Digit1]', '+']);
  // QWERTZ: z lies where QWERTY has y.
  expect(keyNames(press('z', 'KeyY', ctrl))).toEqual(['ctrl+z', 'ctrl+[KeyY]']);
  // Dvorak: f lies where QWERTY has y.
  expect(keyNames(press('f', 'KeyY'))).toEqual(['f', '[KeyY]']);
});

test('letters that are not Latin also go by the letter that QWERTY has there', () => {
  expect(keyNames(press('а', 'KeyF'))).toEqual(['а', '[KeyF]', 'f']);
  expect(keyNames(press('φ', 'KeyF'))).toEqual(['φ', '[KeyF]', 'f']);
  expect(keyNames(press('я', 'KeyZ', ctrl))).toEqual(['ctrl+я', 'ctrl+[KeyZ]', 'ctrl+z']);
  // A Latin letter of another layout means itself.
  expect(keyNames(press('é', 'KeyE'))).toEqual(['é', '[KeyE]']);
});

test('what AltGr makes is a character like others, though Windows reports ctrl and alt', () => {
  const altGr = { ...ctrl, altKey: true, altGraph: true };
  // The place would be the digit's: AltGr with 5 must not label.
  expect(keyNames(press('[', 'Digit5', altGr))).toEqual(['[']);
  expect(keyNames(press(']', 'Digit9', { altGraph: true }))).toEqual([']']);
});

test('a dead key has its place alone; input methods and modifiers alone are no keys', () => {
  expect(keyNames(press('Dead', 'Equal'))).toEqual(['[Equal]']);
  expect(keyNames(press('Dead', 'Digit2', { altGraph: true }))).toEqual([]);
  for (const key of ['Process', 'Shift', 'Control', 'AltGraph'])
    expect(keyNames(press(key, 'KeyE'))).toEqual([]);
});

test('labels read as the caps of a keyboard', () => {
  const names = ['ctrl+shift+z', 'space', '+', 'ctrl++', 'alt+[Digit1]', 'delete', '[Numpad3]'];
  expect(names.map(keyLabel)).toEqual([
    'Ctrl Shift Z',
    'Space',
    '+',
    'Ctrl +',
    'Alt 1',
    'Del',
    'Num 3',
  ]);
});

test('a place is shown by what the layout has there; digits stay digits', () => {
  const azerty = new Map([
    ['KeyQ', 'a'],
    ['Digit1', '&'],
    ['Semicolon', 'm'],
  ]);
  expect(['[KeyQ]', '[Semicolon]', '[Space]'].map(keyLabel)).toEqual(['Q', ';', 'Space']);
  keyboardLayout.set({ caps: azerty });
  expect(['[KeyQ]', '[Digit1]', '[Semicolon]'].map(keyLabel)).toEqual(['A', '1', 'M']);
  keyboardLayout.set({ caps: new Map() });
  expect(keyLabels(['-', '[Minus]', 'ctrl+-'])).toEqual(['-', 'Ctrl -']);
});
