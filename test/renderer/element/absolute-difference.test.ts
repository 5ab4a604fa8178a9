import { expect, test } from 'vitest';
import {
  absoluteDifference,
  type GreyPixels,
  greyOf,
  paintedDifference,
} from '../../../src/renderer/element/absolute-difference.ts';

const picture = (width: number, ...pixels: number[]): GreyPixels => ({
  height: pixels.length / width,
  width,
  pixels: Uint8Array.from(pixels),
});

test('the difference is absolute: it does not matter which picture comes first', () => {
  const [dark, bright] = [picture(2, 0, 10, 20, 30), picture(2, 5, 10, 18, 255)];
  const difference = absoluteDifference(dark, bright);
  expect([...difference.pixels]).toEqual([5, 0, 2, 225]);
  expect([difference.mean, difference.maximum]).toEqual([58, 225]);
  expect(absoluteDifference(bright, dark)).toEqual(difference);
});

test('of two sizes the part that both have is compared', () => {
  const difference = absoluteDifference(picture(3, 1, 2, 3, 4, 5, 6), picture(2, 1, 1));
  expect(difference).toMatchObject({ height: 1, width: 2, maximum: 1, mean: 0.5 });
});

test('a gain makes small differences seen, and goes no further than white', () => {
  const painted = paintedDifference(picture(2, 3, 200), 4);
  expect([...painted]).toEqual([12, 12, 12, 255, 255, 255, 255, 255]);
});

test('a canvas gives back the grey levels that were drawn', () => {
  const data = Uint8ClampedArray.from([7, 7, 7, 255, 90, 90, 90, 255]);
  expect(greyOf({ data, height: 1, width: 2 })).toEqual(picture(2, 7, 90));
});
