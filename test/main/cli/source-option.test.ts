import { Command } from 'commander';
import { expect, test } from 'vitest';
import {
  changeOf,
  type SourceOptions,
  withSourceOptions,
} from '../../../src/main/cli/source-option.ts';

const changeBy = (...words: string[]) => {
  const command = withSourceOptions(new Command().exitOverride().configureOutput({ writeErr }));
  return changeOf(command.parse(words, { from: 'user' }).opts<SourceOptions>());
};
const writeErr = (): void => {};

test('only what is given is changed', () => {
  expect(changeBy()).toEqual({});
  expect(changeBy('--tissue', 'liver', '--no-invert')).toEqual({ tissue: 'liver', invert: false });
});

test('a source is withheld with or without a reason, and shared again', () => {
  expect(changeBy('--withhold', 'no consent')).toEqual({ withheld: 'no consent' });
  expect(changeBy('--withhold')).toEqual({ withheld: '' });
  expect(changeBy('--share', '--tissue', 'x')).toEqual({ tissue: 'x', withheld: null });
});

test('a source cannot be withheld and shared at once', () => {
  expect(() => changeBy('--share', '--withhold')).toThrow(/cannot be used with/u);
});
