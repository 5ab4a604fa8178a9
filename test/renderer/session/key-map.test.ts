import { beforeEach, expect, test } from 'vitest';
import { type Command, commandId, commandOf } from '../../../src/renderer/session/commands.ts';
import {
  chooseKeys,
  keepKeys,
  keyFileText,
  keysOf,
  readKeyFile,
  refusalOf,
} from '../../../src/renderer/session/key-map.ts';

beforeEach(() => keepKeys({}));

const command = (title: string, ...keys: string[]): Command => ({
  title,
  group: 'Label',
  keys,
  run: () => undefined,
});

test('a command goes by its title, whatever its signs', () => {
  expect(commandId({ title: 'Export labels as CSV…' })).toBe('export-labels-as-csv');
});

test('chosen keys take the place of the defaults until they are given back', () => {
  const label = command('Label informative', 'f');
  expect(commandOf(['f', '[KeyF]'], [label])).toBe(label);
  chooseKeys('label-informative', ['j']);
  expect(commandOf(['f', '[KeyF]'], [label])).toBeNull();
  expect(commandOf(['j', '[KeyJ]'], [label])).toBe(label);
  chooseKeys('label-informative', null);
  expect(keysOf('label-informative', ['f'])).toEqual(['f']);
});

test('a character goes before a place', () => {
  const byPlace = command('One', '[KeyY]');
  const byCharacter = command('Two', 'z');
  expect(commandOf(['z', '[KeyY]'], [byPlace, byCharacter])).toBe(byCharacter);
});

test('keys of the browser are refused in words', () => {
  expect(refusalOf('ctrl+w')).toMatch(/^Ctrl W belongs to the browser/);
  expect(refusalOf('f5')).not.toBeNull();
  expect(refusalOf('f')).toBeNull();
  expect(refusalOf('ctrl+shift+a')).toBeNull();
});

test('a file of keys reads back, and what is not a key is named and left out', () => {
  chooseKeys('label-unsure', ['[Space]', '?']);
  const known = () => true;
  expect(readKeyFile(keyFileText(), known)).toEqual({
    ok: true,
    keys: { 'label-unsure': ['[Space]', '?'] },
    leftOut: [],
  });
  const odd = { good: ['ctrl+alt+k'], bad: ['no key at all'], worse: 5, taken: ['ctrl+w'] };
  const text = JSON.stringify({ format: 'emcurator-keys-1', keys: odd });
  expect(readKeyFile(text, known)).toEqual({
    ok: true,
    keys: { good: ['ctrl+alt+k'] },
    leftOut: ['bad', 'worse', 'taken'],
  });
  expect(readKeyFile('{', known).ok).toBe(false);
  expect(readKeyFile('{"format":"other","keys":{}}', known).ok).toBe(false);
});
