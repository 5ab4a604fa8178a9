import { expect, test } from 'vitest';
import {
  chooseFlipbooks,
  type FlipbookPatch,
} from '../../../../src/main/engine/patch/choose-flipbooks.ts';

const patch = (index: number, other: Partial<FlipbookPatch> = {}): FlipbookPatch => ({
  source: 0,
  volume: 0,
  plane: 'xy',
  index,
  box: { y0: 0, y1: 16, x0: 0, x1: 16 },
  shape: { z: 40, y: 64, x: 64 },
  score: null,
  ...other,
});
const choice = { depth: 5, noOverlap: false, limit: null, seed: 1 };

test('every patch has the sections around it, or why it has none', () => {
  const patches = [patch(1), patch(2), patch(36), patch(37), patch(0, { plane: '2d' })];
  expect(chooseFlipbooks(patches, choice)).toEqual([
    'begins-before-the-volume',
    { from: 0, to: 5 },
    { from: 34, to: 39 },
    'ends-at-the-last-section',
    'picture',
  ]);
});

test('of those that overlap the one that holds most patches is kept, of equals the better score', () => {
  const crowd = [10, 12, 13, 14].map((index) => patch(index));
  const kept = chooseFlipbooks(crowd, { ...choice, noOverlap: true });
  // Around 12 lie all four, around the others fewer.
  expect(kept.map((each) => typeof each !== 'string')).toEqual([false, true, false, false]);
  expect(kept[0]).toBe('overlaps-another');
  const pair = [patch(10, { score: 0.4 }), patch(11, { score: 0.9 })];
  expect(chooseFlipbooks(pair, { ...choice, noOverlap: true })).toEqual([
    'overlaps-another',
    { from: 9, to: 14 },
  ]);
});

test('flipbooks along different planes of one volume overlap too, those of two volumes do not', () => {
  const along = { plane: 'xz', box: { y0: 8, y1: 13, x0: 0, x1: 16 } } as const;
  const crossing = [patch(10), patch(5, along)];
  const deep = { ...choice, depth: 9, noOverlap: true };
  expect(chooseFlipbooks(crossing, deep)).toContain('overlaps-another');
  const apart = [patch(10), patch(5, { ...along, volume: 1 })];
  expect(chooseFlipbooks(apart, deep)).not.toContain('overlaps-another');
});

test('a limit draws so many of each source, the same ones by the same seed', () => {
  const patches = Array.from({ length: 60 }, (_, i) =>
    patch(2 + (i % 30), { source: i < 40 ? 0 : 1 }),
  );
  const drawn = (seed: number) => chooseFlipbooks(patches, { ...choice, limit: 7, seed });
  const kept = drawn(3).map((each) => typeof each !== 'string');
  expect(kept.slice(0, 40).filter(Boolean)).toHaveLength(7);
  expect(kept.slice(40).filter(Boolean)).toHaveLength(7);
  expect(drawn(3)).toEqual(drawn(3));
  expect(drawn(4)).not.toEqual(drawn(3));
  expect(drawn(3).filter((each) => each === 'over-the-limit')).toHaveLength(46);
});

test('a limit that is not reached changes nothing', () => {
  const patches = [patch(5), patch(9)];
  expect(chooseFlipbooks(patches, { ...choice, limit: 2 })).toEqual(
    chooseFlipbooks(patches, choice),
  );
});
