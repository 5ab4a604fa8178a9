import { expect, test } from 'vitest';
import type { SourceLoss } from '../../src/shared/losses.ts';
import { sortedLosses } from '../../src/shared/sorted-losses.ts';

const source = (name: string, raw: number, curatedShare: number | null): SourceLoss => ({
  source: 1,
  name,
  counts: { raw, dedup: raw, curated: null },
  dedupOfRaw: null,
  curatedOfDedup: curatedShare === null ? null : { share: curatedShare, low: 0, high: 1 },
  rejected: null,
});
const sources = [source('b', 5, 0.2), source('a', 5, null), source('c', 9, 0.9)];
const names = (...by: [Parameters<typeof sortedLosses>[1], boolean]) =>
  sortedLosses(sources, ...by).map(({ name }) => name);

test('sources are sorted by a column, equal ones by name', () => {
  expect(names('raw', false)).toEqual(['c', 'a', 'b']);
  expect(names('raw', true)).toEqual(['a', 'b', 'c']);
  expect(names('name', false)).toEqual(['c', 'b', 'a']);
});

test('what has no value is last either way', () => {
  expect(names('curatedOfDedup', true)).toEqual(['b', 'c', 'a']);
  expect(names('curatedOfDedup', false)).toEqual(['c', 'b', 'a']);
});
