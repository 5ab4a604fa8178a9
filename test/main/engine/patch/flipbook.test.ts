import { expect, test } from 'vitest';
import {
  flipbookBox,
  flipbookName,
  flipbookSections,
  flipbookWindow,
} from '../../../../src/main/engine/patch/flipbook.ts';

const shape = { z: 100, y: 50, x: 60 };
const box = { y0: 0, y1: 16, x0: 8, x1: 24 };

test('a flipbook is as deep before its patch as after it; an even depth gives one section more', () => {
  expect(flipbookWindow({ plane: 'xy', index: 12 }, 5, shape)).toEqual({ from: 10, to: 15 });
  expect(flipbookWindow({ plane: 'xy', index: 12 }, 4, shape)).toEqual({ from: 10, to: 15 });
  expect(flipbookWindow({ plane: 'xy', index: 0 }, 1, shape)).toEqual({ from: 0, to: 1 });
  expect([1, 2, 4, 5].map(flipbookSections)).toEqual([1, 3, 5, 5]);
});

test('windows that leave the volume, or reach its last section, are refused with why', () => {
  const at = (plane: 'xy' | 'xz' | 'yz' | '2d', index: number, depth = 5) =>
    flipbookWindow({ plane, index }, depth, shape);
  expect(at('xy', 1)).toBe('begins-before-the-volume');
  expect(at('xy', 97)).toBe('ends-at-the-last-section');
  expect(at('xy', 96)).toEqual({ from: 94, to: 99 });
  expect(at('xz', 47)).toBe('ends-at-the-last-section');
  expect(at('yz', 47)).toEqual({ from: 45, to: 50 });
  expect(at('xy', 50, 51)).toBe('volume-too-thin');
  expect(at('2d', 3)).toBe('picture');
});

test('a name tells the sections; a box tells the part of the volume along z, y and x', () => {
  const window = { from: 3, to: 8 };
  expect(flipbookName('cell', { plane: 'yz', box }, window)).toBe('cell-LOC-2_3-8_0-16_8-24');
  expect(flipbookBox({ plane: 'xy', box }, window)).toEqual([
    [3, 8],
    [0, 16],
    [8, 24],
  ]);
  expect(flipbookBox({ plane: 'xz', box }, window)).toEqual([
    [0, 16],
    [3, 8],
    [8, 24],
  ]);
  expect(flipbookBox({ plane: 'yz', box }, window)).toEqual([
    [0, 16],
    [8, 24],
    [3, 8],
  ]);
});
