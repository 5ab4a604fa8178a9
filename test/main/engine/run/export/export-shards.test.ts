import { expect, test } from 'vitest';
import { planShards } from '../../../../../src/main/engine/run/export/export-shards.ts';
import type { SelectedRun } from '../../../../../src/main/engine/run/export/patch-selection.ts';

const runs: readonly SelectedRun[] = [
  { source: 1, split: 'train', from: 100, count: 5 },
  { source: 3, split: 'train', from: 300, count: 4 },
  { source: 2, split: 'test', from: 200, count: 3 },
];

test('shards hold runs of patches and never cross a part', () => {
  const shards = planShards(runs, { by: 'split', patches: 4 }, 16);
  expect(shards.map(({ split, count }) => [split, count])).toEqual([
    ['train', 4],
    ['train', 4],
    ['train', 1],
    ['test', 3],
  ]);
  expect(shards[1]?.stretches).toEqual([
    { from: 104, to: 105 },
    { from: 300, to: 303 },
  ]);
  expect(shards.map(({ number, ofSplit, before }) => [number, ofSplit, before.ofSplit])).toEqual([
    [0, 0, 0],
    [1, 1, 4],
    [2, 2, 8],
    [3, 0, 0],
  ]);
});

test('by source, none crosses a source either', () => {
  const shards = planShards(runs, { by: 'source', patches: 4 }, 16);
  expect(shards.map(({ count }) => count)).toEqual([4, 1, 4, 3]);
  expect(shards.map(({ ofSource, before }) => [ofSource, before.ofSource])).toEqual([
    [0, 0],
    [1, 4],
    [0, 0],
    [0, 0],
  ]);
});

test('large patches make small shards, so that a worker’s memory is bounded', () => {
  const [first] = planShards(runs, { by: 'split', patches: 1000 }, 4096);
  expect(first?.count).toBe(4);
});
