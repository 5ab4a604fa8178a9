import { Command } from 'commander';
import { expect, test } from 'vitest';
import {
  type TermsOptions,
  termsOf,
  withTermsOptions,
} from '../../../src/main/cli/terms-option.ts';
import { datasetTerms } from '../../../src/shared/export.ts';

const parsed = (...words: string[]): TermsOptions =>
  withTermsOptions(new Command().exitOverride()).parse(words, { from: 'user' }).opts();
const remembered = datasetTerms.parse({ title: 'Cells', licence: 'CC0-1.0', creators: 'A' });

test('what is given takes the place of what was remembered, and empty text takes it back', () => {
  const options = parsed(
    '--licence',
    'CC-BY-4.0',
    '--creator',
    'Doe, Jane',
    '--creator',
    'B',
    '--title',
    '',
  );
  expect(termsOf(options, remembered)).toEqual({
    ok: true,
    value: { ...remembered, title: '', licence: 'CC-BY-4.0', creators: 'Doe, Jane\nB' },
  });
  expect(termsOf(parsed(), remembered)).toEqual({ ok: true, value: remembered });
});

test.each([
  [['--published', 'today'], '--published'],
  [['--url', 'javascript:alert(1)'], '--url'],
  [['--title', 'x'.repeat(301)], '--title'],
  [['--creator', 'x'.repeat(2001)], '--creator'],
])('%j is refused', (words, option) => {
  expect(termsOf(parsed(...words), remembered)).toMatchObject({
    ok: false,
    failure: { kind: 'option-invalid', option },
  });
});
