import { beforeEach, expect, test } from 'vitest';
import { conflictOf, takeOver } from '../../../src/renderer/frame/key-conflict.ts';
import {
  type Command,
  commandId,
  commandOf,
  keysNow,
} from '../../../src/renderer/session/commands.ts';
import {
  chooseKeys,
  keepKeys,
  keyFileText,
  keysOf,
  readKeyFile,
} from '../../../src/renderer/session/key-map.ts';
import { refusalOf } from '../../../src/renderer/session/key-refusal.ts';
import { knownCommands } from '../../../src/renderer/session/known-commands.ts';

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
  // By place too: everywhere but on Dvorak these are the same keys.
  expect(refusalOf('ctrl+[KeyW]')).not.toBeNull();
  expect(refusalOf('[F5]')).not.toBeNull();
  expect(refusalOf('[Tab]')).not.toBeNull();
  expect(refusalOf('[MetaLeft]')).not.toBeNull();
  expect(refusalOf('f')).toBeNull();
  expect(refusalOf('alt+[Digit1]')).toBeNull();
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
  for (const never of ['F', 'nokey', '[Nowhere]', 'shift+ctrl+a', '', 'ctrl+', 'ab']) {
    expect(refusalOf(never), never).not.toBeNull();
  }
  expect(readKeyFile('{', known).ok).toBe(false);
  expect(readKeyFile('{"format":"other","keys":{}}', known).ok).toBe(false);
});

test('a file may name known commands alone, and not what every object has', () => {
  const text =
    '{"format":"emcurator-keys-1","keys":{"reason-3":["q"],"make-coffee":["q"],"__proto__":["q"]}}';
  expect(readKeyFile(text, (id) => knownCommands.has(id))).toEqual({
    ok: true,
    keys: { 'reason-3': ['q'] },
    leftOut: ['make-coffee', '__proto__'],
  });
});

test('a conflict is with whoever answers to the press, by character or by place', () => {
  const reason = { ...command('Uninformative: blur', '[Digit1]', '[Numpad1]'), id: 'reason-1' };
  const undo = command('Undo', 'ctrl+z');
  const mine = command('Label unsure', 's');
  const all = [reason, undo, mine];
  const conflict = conflictOf(mine, '1', ['[Digit1]', '1'], all);
  expect(conflict.others).toEqual([reason]);
  takeOver(conflict);
  expect(keysNow(reason)).toEqual(['[Numpad1]']);
  expect(keysNow(mine)).toEqual(['1']);
  // QWERTZ: the key that types z is not what Undo has, whose z comes with ctrl.
  expect(conflictOf(mine, 'z', ['z', '[KeyY]'], all).others).toEqual([]);
});
