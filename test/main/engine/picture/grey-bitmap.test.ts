import { expect, test } from 'vitest';
import { greyBitmap } from '../../../../src/main/engine/picture/grey-bitmap.ts';
import { readBitmap } from './read-bitmap.ts';

const same = Uint8Array.from({ length: 256 }, (_, i) => i);
const inverted = same.map((level) => 255 - level);

test.each([
  [1, 1],
  [3, 5],
  [4, 4],
  [7, 2],
])('a picture of %i x %i reads back pixel by pixel, rows from the top', (height, width) => {
  const pixels = Uint8Array.from({ length: height * width }, (_, i) => (i * 37) & 255);
  expect(readBitmap(greyBitmap(pixels, height, width, same))).toEqual({
    height,
    width,
    grey: [...pixels],
  });
});

test('the contrast is in the palette, not in the pixels', () => {
  const pixels = Uint8Array.of(0, 10, 200, 255);
  expect(readBitmap(greyBitmap(pixels, 2, 2, inverted)).grey).toEqual([255, 245, 55, 0]);
});
