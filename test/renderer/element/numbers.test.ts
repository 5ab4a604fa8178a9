import { expect, test } from 'vitest';
import {
  bytesText,
  compact,
  counted,
  durationText,
  middleEllipsis,
  voxelText,
} from '../../../src/renderer/element/numbers.ts';

test('narrow counts keep three digits', () => {
  expect([0, 950, 1000, 9876, 41_300, 251_090, 999_499, 999_500, 1_204_331].map(compact)).toEqual([
    '0',
    '950',
    '1.00k',
    '9.88k',
    '41.3k',
    '251k',
    '999k',
    '1.00M',
    '1.20M',
  ]);
});

test('bytes have a unit that leaves two or three digits', () => {
  expect([0, 999, 1000, 52_400_000, 5_940_000_000].map(bytesText)).toEqual([
    '0 B',
    '999 B',
    '1.0 kB',
    '52 MB',
    '5.9 GB',
  ]);
});

test('durations, counts and voxel sizes read as people say them', () => {
  expect([5.4, 185, 7800].map(durationText)).toEqual(['5 s', '3 min 5 s', '2 h 10 min']);
  expect([counted(1, 'patch', 'patches'), counted(2000, 'label')]).toEqual([
    '1 patch',
    '2,000 labels',
  ]);
  expect(voxelText({ z: 8, y: 8, x: 8 })).toBe('8');
  expect(voxelText({ z: 50, y: 4.123, x: 4 })).toBe('50 × 4.12 × 4');
});

test('a long name keeps both ends', () => {
  expect(middleEllipsis('abcdefghij', 5)).toBe('ab…ij');
  expect(middleEllipsis('short', 5)).toBe('short');
});
