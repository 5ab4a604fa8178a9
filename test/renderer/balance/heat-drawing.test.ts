import { expect, test } from 'vitest';
import { mapCsv, scoreAt } from '../../../src/renderer/balance/heat-drawing.ts';
import type { SectionMap, SectionYield } from '../../../src/shared/crop-yield.ts';

const map: SectionMap = {
  id: 'a',
  window: { y0: 0, y1: 8, x0: 0, x1: 10 },
  pixelNm: null,
  edgesY: [0, 4, 8],
  edgesX: [0, 2, 10],
  scores: [0.1, 0.25, null, 1],
};
const section: SectionYield = {
  id: 'a',
  source: 1,
  sourceName: '=cmd',
  volume: 1,
  volumeName: '=cmd',
  plane: 'xy',
  index: 3,
  height: 8,
  width: 10,
  patchSize: 4,
  stride: 2,
  windows: 12,
  isCurrent: true,
  threshold: 0.5,
  informative: 0.5,
  uninformativeCrops: { share: 0, low: 0, high: 0.1 },
};

test('the score under the pointer is that of its rectangle', () => {
  expect(scoreAt(map, 0, 0)).toBe('Score 0.10 at row 0, column 0');
  expect(scoreAt(map, 0.4, 0.95)).toBe('Score 0.25 at row 3, column 9');
  expect(scoreAt(map, 0.5, 0.2)).toBe('Score 1.00 at row 4, column 2');
});

test('a place without a score says nothing', () => {
  expect(scoreAt(map, 0.9, 0.1)).toBe('');
});

test('the CSV has one line a rectangle, after what it was made of', () => {
  expect(mapCsv(map, section)).toBe(
    [
      '# Scores of =cmd xy 3',
      '# patch size: 4',
      '# stride: 2',
      '# threshold: 0.5',
      'y0,y1,x0,x1,score',
      '0,4,0,2,0.1',
      '0,4,2,10,0.25',
      '4,8,0,2,',
      '4,8,2,10,1',
      '',
    ].join('\n'),
  );
});
