import { expect, test } from 'vitest';
import {
  litAfter,
  sortedCurves,
  totalRow,
} from '../../../src/renderer/duplicates/sorted-curves.ts';
import { steppedRadius } from '../../../src/renderer/duplicates/stepped-radius.ts';
import { smallCurves } from '../../shared/small-curves.ts';

test('a row tells what a source would keep, and what changes', () => {
  const rows = sortedCurves(smallCurves, 9, 'raw', false);
  expect(rows.map(({ name }) => name)).toEqual(['liver', 'brain']);
  expect(rows[0]).toMatchObject({ raw: 100, now: 40, kept: 70, change: 30, share: 0.7 });
  expect(totalRow(smallCurves, 9)).toMatchObject({ raw: 150, now: 80, kept: 115, change: 35 });
});

test('headings sort, and what is not counted comes last', () => {
  const names = (by: Parameters<typeof sortedCurves>[2], up: boolean) =>
    sortedCurves(smallCurves, 9, by, up).map(({ name }) => name);
  expect(names('name', true)).toEqual(['brain', 'liver']);
  expect(names('change', true)).toEqual(['brain', 'liver']);
  expect(names('share', false)).toEqual(['brain', 'liver']);
  const uncounted = {
    ...smallCurves,
    sources: smallCurves.sources.map((source, i) => (i === 0 ? { ...source, kept: [] } : source)),
  };
  const rows = sortedCurves(uncounted, 9, 'kept', false);
  expect(rows.map(({ name, kept }) => [name, kept])).toEqual([
    ['brain', 45],
    ['liver', null],
  ]);
});

test('the radius that is looked at stays between 0 and 20', () => {
  expect(steppedRadius(12, -1)).toBe(11);
  expect(steppedRadius(0, -1)).toBe(0);
  expect(steppedRadius(12, 20)).toBe(20);
  // A project may be cut with a radius beyond the curve.
  expect(steppedRadius(64, -1)).toBe(19);
});

test('keys light one source after another, and stop at the ends', () => {
  const rows = [{ source: 4 }, { source: 2 }, { source: 9 }];
  expect(litAfter(rows, null, 1)).toBe(4);
  expect(litAfter(rows, null, -1)).toBe(9);
  expect(litAfter(rows, 4, 1)).toBe(2);
  expect(litAfter(rows, 9, 1)).toBe(9);
  expect(litAfter(rows, 4, -1)).toBe(4);
  expect(litAfter([], null, 1)).toBeNull();
});
