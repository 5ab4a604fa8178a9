import { expect, test } from 'vitest';
import {
  type Alignment,
  alignmentWords,
  matrixCells,
  type RelationMatrix,
  shareNear,
  shareTelling,
} from '../../src/shared/relation.ts';
import { cellShares, cellWords, relationMatrixSvg } from '../../src/shared/relation-figure.ts';

const alignment: Alignment = {
  z: 0,
  y: 224,
  x: 12,
  agree: 1214,
  of: 1230,
  byChance: 20,
  within: 2,
  volumeA: 1,
  volumeB: 2,
};

test('an alignment is told in words', () => {
  expect(alignmentWords(alignment)).toBe('shifted by 0, 224, 12 voxels in 1,214 of 1,230 pairs');
  expect(alignmentWords({ ...alignment, z: null })).toBe(
    'shifted by 224, 12 pixels in 1,214 of 1,230 pairs',
  );
  expect(alignmentWords({ ...alignment, y: 0, x: 0 })).toBe(
    'at the same place in 1,214 of 1,230 pairs',
  );
  expect(alignmentWords(null)).toBe('');
});

test('shares count exemplars, with empty patches and without', () => {
  const side = { exemplars: 8, near: 6, telling: 2 };
  expect([shareNear(side), shareTelling(side)]).toEqual([0.75, 0.25]);
  expect(shareNear({ exemplars: 0, near: 0, telling: 0 })).toBe(0);
});

const matrix: RelationMatrix = {
  state: 'current',
  sources: [
    { id: 3, name: 'a, "b"', exemplars: 1200 },
    { id: 7, name: '<c>', exemplars: 40 },
  ],
  rows: [0, 1],
  columns: [1, 0],
  shares: [0.0123456, 1],
  kinds: ['alike', 'alike'],
};

test('the matrix as a table has a line a source, empty where nothing is alike', () => {
  expect(matrixCells(matrix)).toEqual([
    ['source', 'a, "b"', '<c>'],
    ['a, "b"', '', 0.0123],
    ['<c>', 1, ''],
  ]);
});

test('a cell tells whose exemplars are near to whose', () => {
  const shares = cellShares(matrix);
  expect(shares[1]).toBeCloseTo(0.0123456);
  expect(shares[0]).toBeNaN();
  expect(cellWords(matrix, { row: 1, column: 0, share: 1 })).toBe(
    '100.0% of the 40 exemplars of <c> are near to one of a, "b", empty ones not counted',
  );
  expect(cellWords(matrix, { row: 0, column: 1, share: null })).toMatch(/^Nothing of a, "b"/);
  expect(cellWords(matrix, { row: 0, column: 0, share: null })).toBe('a, "b": 1,200 exemplars');
});

test('the figure draws each cell and escapes names', () => {
  const { svg } = relationMatrixSvg(matrix);
  expect(svg.match(/<rect /g)?.length).toBe(3);
  expect(svg).toContain('&lt;c&gt;');
  expect(svg).not.toContain('<c>');
});
