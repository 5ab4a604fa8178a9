import { expect, test } from 'vitest';
import {
  compareCodePoints,
  comparePictureNames,
} from '../../../../src/main/engine/source/picture-order.ts';

test('numbers in names count as numbers', () => {
  const names = ['slice_10.png', 'slice_9.png', 'slice_8.png', 'slice_100.png', 'a.png'];
  expect(names.sort(comparePictureNames)).toEqual([
    'a.png',
    'slice_8.png',
    'slice_9.png',
    'slice_10.png',
    'slice_100.png',
  ]);
});

test('numbers too long for arithmetic and zeros in front are kept apart', () => {
  const names = ['z90071992547409930.tif', 'z90071992547409929.tif', 'z1.tif', 'z01.tif'];
  expect(names.sort(comparePictureNames)).toEqual([
    'z01.tif',
    'z1.tif',
    'z90071992547409929.tif',
    'z90071992547409930.tif',
  ]);
});

test('code points beyond U+FFFF come last', () => {
  expect(compareCodePoints('\uFF5E', '\u{1F600}')).toBeLessThan(0);
  expect(compareCodePoints('ab', 'a')).toBeGreaterThan(0);
});
