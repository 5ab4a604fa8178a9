import { expect, test } from 'vitest';
import {
  creatorsOf,
  descriptionOf,
  oneLine,
  pageOf,
  publishedOf,
  titleOf,
} from '../../../../../src/main/engine/export/document/dataset-facts.ts';
import { datasetTerms } from '../../../../../src/shared/export.ts';
import { smallDataset } from './small-package.ts';

const told = (terms: object) => smallDataset({ terms: datasetTerms.parse(terms) });

test('creators are people or names as they stand, each once', () => {
  const creators = 'Doe, Jane\n\n The EM group \r\nDoe, Jane\nA, B, C\n, Jane';
  expect(creatorsOf(told({ creators }))).toEqual([
    { family: 'Doe', given: 'Jane', name: 'Jane Doe' },
    { family: null, given: null, name: 'The EM group' },
    { family: null, given: null, name: 'A, B, C' },
    { family: null, given: null, name: ', Jane' },
  ]);
});

test('the day is one of the calendar, the page one of the web, or they are not stated', () => {
  expect(publishedOf(told({ published: '2026-02-28' }))).toBe('2026-02-28');
  for (const published of ['', '2026-02-30', '2026-13-01']) {
    expect(publishedOf(told({ published }))).toBeNull();
  }
  expect(pageOf(told({ url: 'https://example.org' }))).toBe('https://example.org');
  expect(pageOf(told({ url: 'javascript:alert(1)' }))).toBeNull();
});

test('without a title or description it is said what the data set is', () => {
  expect(titleOf(told({ title: ' \n ' }))).toBe('Untitled data set of electron microscopy patches');
  expect(descriptionOf(told({}))).toBe(
    '42 curated patches of at most 224 x 224 pixels, in 8-bit grey, cut from 2 sources of electron microscopy.',
  );
});

test('a line holds no break, no control character and nothing that turns it round', () => {
  expect(oneLine(' a\r\nb\u0000\u202ec\t ')).toBe('a b c');
});
