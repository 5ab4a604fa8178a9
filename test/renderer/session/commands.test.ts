import { beforeEach, expect, test, vi } from 'vitest';
import {
  type Command,
  commandId,
  commandOf,
  runCommand,
} from '../../../src/renderer/session/commands.ts';
import { notice } from '../../../src/renderer/session/notice.ts';

beforeEach(() => {
  vi.stubGlobal('window', globalThis);
  return () => vi.unstubAllGlobals();
});

function mapCommand(blocked: string | null) {
  const run = vi.fn();
  const command: Command = {
    title: 'Make the map',
    group: 'This screen',
    keys: ['m'],
    blocked,
    run,
  };
  return { command, run };
}

test('what cannot be done now says why instead of doing nothing', () => {
  const { command, run } = mapCommand('“Learn from labels” is under way.');
  runCommand(command);
  expect(run).not.toHaveBeenCalled();
  expect(notice.get()).toMatchObject({ words: '“Learn from labels” is under way.', tone: 'plain' });
});

test('a key chosen by its place is not taken by what its character cannot do now', () => {
  const blocked: Command = { ...mapCommand('Needs a model.').command, keys: ['a'] };
  const byPlace: Command = { ...mapCommand(null).command, keys: ['[KeyQ]'] };
  expect(commandOf(['a', '[KeyQ]'], [blocked, byPlace])).toBe(byPlace);
  expect(commandOf(['a', '[KeyQ]'], [blocked])).toBe(blocked);
  expect(commandOf(['b'], [blocked, byPlace])).toBeNull();
});

test('a command is told when its key went down', () => {
  const { command, run } = mapCommand(null);
  runCommand(command, 1234.5);
  expect(run).toHaveBeenCalledWith(1234.5);
});

test('a command goes by its plain title, or by an id of its own', () => {
  expect(commandId({ title: 'Export labels…' })).toBe('export-labels');
  expect(commandId({ id: 'reason-1', title: 'Uninformative: blur' })).toBe('reason-1');
});
