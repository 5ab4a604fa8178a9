import { expect, test } from 'vitest';
import { type KeyPress, keyLabel, keyName } from '../../../src/renderer/session/key-name.ts';

const press = (key: string, held: Partial<KeyPress> = {}): KeyPress => ({
  key,
  ctrlKey: false,
  metaKey: false,
  shiftKey: false,
  altKey: false,
  ...held,
});

test('keys are named in lower case, with what is held before them', () => {
  expect(keyName(press('F'))).toBe('f');
  expect(keyName(press(' '))).toBe('space');
  expect(keyName(press('ArrowLeft', { shiftKey: true }))).toBe('shift+arrowleft');
  expect(keyName(press('Z', { ctrlKey: true, shiftKey: true }))).toBe('ctrl+shift+z');
});

test('command counts as ctrl, and shift is not named where the character shows it', () => {
  expect(keyName(press('z', { metaKey: true }))).toBe('ctrl+z');
  expect(keyName(press('?', { shiftKey: true }))).toBe('?');
  expect(keyName(press('+', { shiftKey: true, ctrlKey: true }))).toBe('ctrl++');
});

test('labels read as the caps of a keyboard', () => {
  expect(['ctrl+shift+z', 'space', '+', 'ctrl++', 'alt+1', 'delete'].map(keyLabel)).toEqual([
    'Ctrl Shift Z',
    'Space',
    '+',
    'Ctrl +',
    'Alt 1',
    'Del',
  ]);
});
