import { expect, test } from 'vitest';
import { countInBand, nearQuery, sideQuery } from '../../../src/renderer/review/review-query.ts';
import { gridQuery } from '../../../src/shared/grid.ts';

const all = { sources: [], band: null };

test('nearest to the threshold are the lowest of the kept and the highest of the dropped', () => {
  expect(sideQuery('kept', 'near', all)).toMatchObject({ set: 'kept', order: 'score-up' });
  expect(sideQuery('dropped', 'near', all)).toMatchObject({ set: 'dropped', order: 'score-down' });
});

test('surest first is the other way round', () => {
  expect(sideQuery('kept', 'all', all)).toMatchObject({ order: 'score-down' });
  expect(sideQuery('dropped', 'all', all)).toMatchObject({ order: 'score-up' });
});

test('what a person kept against the model is shown among the kept', () => {
  expect(sideQuery('kept', 'overridden', all)).toMatchObject({
    set: 'overridden',
    labels: ['informative'],
  });
  expect(sideQuery('dropped', 'overridden', all)).toMatchObject({ labels: ['uninformative'] });
});

test('sources and a band of scores narrow every grid, and the engine takes each query', () => {
  const narrowing = { sources: [3], band: { from: 0.4, to: 0.6 } };
  for (const query of [
    sideQuery('kept', 'near', narrowing),
    sideQuery('dropped', 'overridden', narrowing),
    nearQuery(narrowing),
  ]) {
    expect(query).toMatchObject({ sources: [3], scoreFrom: 0.4, scoreTo: 0.6 });
    expect(gridQuery.safeParse(query).success).toBe(true);
  }
  expect(nearQuery(all)).toMatchObject({ scoreFrom: null, scoreTo: null });
});

test('a band counts the bins between its ends', () => {
  const histogram = Array.from({ length: 100 }, (_, bin) => bin);
  expect(countInBand(histogram, { from: 0.29, to: 0.31 })).toBe(29 + 30);
  expect(countInBand(histogram, { from: 0, to: 1 })).toBe(4950);
});
