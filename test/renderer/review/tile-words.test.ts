import { expect, test } from 'vitest';
import {
  isOverride,
  nearWords,
  overrideWords,
  thresholdsOf,
} from '../../../src/renderer/review/tile-words.ts';
import type { GridPatch } from '../../../src/shared/grid.ts';

const patch: GridPatch = {
  ordinal: 7,
  at: 0,
  source: 1,
  name: 'liver/liver-LOC-0_00_0-224_0-224',
  volume: 1,
  plane: 'xy',
  index: 0,
  box: { y0: 0, y1: 224, x0: 0, x1: 224 },
  section: { height: 224, width: 224, count: 1 },
  pixelNm: null,
  members: 1,
  score: 0.3,
  pass: 'first',
  label: 'none',
  reason: null,
  heldOut: false,
  kept: false,
};

const half = thresholdsOf(0.5, []);

test('a decision is an override when the model alone would have decided otherwise', () => {
  expect(isOverride(0.3, 'informative', 0.5)).toBe(true);
  expect(isOverride(0.7, 'uninformative', 0.5)).toBe(true);
  expect(isOverride(0.7, 'informative', 0.5)).toBe(false);
  expect(isOverride(0.3, 'uninformative', 0.5)).toBe(false);
});

test('a score at the threshold is not kept by the model, nor is a patch without one', () => {
  expect(isOverride(0.5, 'informative', 0.5)).toBe(true);
  expect(isOverride(null, 'informative', 0.5)).toBe(true);
  expect(isOverride(null, 'uninformative', 0.5)).toBe(false);
});

test('unsure and no label override nothing', () => {
  expect(isOverride(0.3, 'unsure', 0.5)).toBe(false);
  expect(isOverride(0.9, 'none', 0.5)).toBe(false);
});

test('an overridden patch says so on its tile, with its score', () => {
  expect(overrideWords(patch, 'informative', half)).toEqual({ caption: 'by hand 0.30' });
  expect(overrideWords(patch, 'none', half)).toEqual({});
});

test('where both sides lie in one grid a tile says what its score comes to', () => {
  expect(nearWords(patch, 'none', half)).toEqual({ caption: '0.30 dropped' });
  expect(nearWords(patch, 'none', thresholdsOf(0.2, []))).toEqual({ caption: '0.30 kept' });
  expect(nearWords(patch, 'informative', half)).toEqual({ caption: 'by hand 0.30' });
  expect(nearWords({ ...patch, score: null }, 'none', half)).toEqual({});
});

test('a source with a threshold of its own is judged by it', () => {
  const thresholdOf = thresholdsOf(0.5, [
    { source: 1, threshold: 0.25 },
    { source: 2, threshold: null },
  ]);
  expect([1, 2, 3].map(thresholdOf)).toEqual([0.25, 0.5, 0.5]);
  expect(overrideWords(patch, 'informative', thresholdOf)).toEqual({});
  expect(overrideWords(patch, 'uninformative', thresholdOf)).toEqual({ caption: 'by hand 0.30' });
});
