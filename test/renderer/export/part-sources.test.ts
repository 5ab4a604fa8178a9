import { expect, test } from 'vitest';
import { mostDrawn, sourcesByPart } from '../../../src/renderer/export/part-sources.ts';
import type { DatasetSplit } from '../../../src/shared/export.ts';

const source = (name: string, patches: number, split: DatasetSplit | null = null) => ({
  id: patches,
  name,
  patches,
  split,
});

test('gamma 0 draws as many of the largest source as it has, gamma 1 as of any other', () => {
  const sources = [source('a', 900), source('b', 90), source('c', 10)];
  expect(mostDrawn(sources, 0)).toMatchObject({ name: 'a', part: null, ofPatches: 0.9 });
  expect(mostDrawn(sources, 0)?.ofDraws).toBeCloseTo(0.9);
  expect(mostDrawn(sources, 1)?.ofDraws).toBeCloseTo(1 / 3);
  // 30 / (30 + sqrt(90) + sqrt(10))
  expect(mostDrawn(sources, 0.5)?.ofDraws).toBeCloseTo(0.7034, 4);
});

test('with a split, it is the train part that is drawn from', () => {
  const sources = [source('a', 900, 'test'), source('b', 90, 'train'), source('c', 10, 'train')];
  expect(mostDrawn(sources, 0)).toMatchObject({ name: 'b', part: 'train', ofPatches: 0.9 });
});

test('nothing is drawn of no patches', () => {
  expect(mostDrawn([], 0.5)).toBeNull();
  expect(mostDrawn([source('a', 10, 'test')], 0.5)).toBeNull();
});

test('sources are told by part, in each the largest first, equal ones by name', () => {
  const sources = [
    source('d', 10, 'test'),
    source('b', 5, 'train'),
    source('a', 5, 'train'),
    source('c', 9, 'validation'),
    source('e', 50, 'train'),
  ];
  expect(sourcesByPart(sources).map(({ name }) => name)).toEqual(['e', 'a', 'b', 'c', 'd']);
});
