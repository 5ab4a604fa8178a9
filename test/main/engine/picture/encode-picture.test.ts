import sharp from 'sharp';
import { expect, test } from 'vitest';
import { encodePicture } from '../../../../src/main/engine/picture/encode-picture.ts';

const picture = {
  pixels: Uint8Array.from({ length: 30 * 40 }, (_, i) => (i * 7) & 255),
  height: 30,
  width: 40,
};

async function decoded(png: Uint8Array) {
  const { channels } = await sharp(png).metadata();
  const grey = sharp(png).toColourspace('b-w').raw();
  const { data, info } = await grey.toBuffer({ resolveWithObject: true });
  return { pixels: [...data], height: info.height, width: info.width, channels };
}

test('a picture that fits is not changed by one level', async () => {
  expect(await decoded(await encodePicture(picture, null, 40))).toEqual({
    pixels: [...picture.pixels],
    height: 30,
    width: 40,
    channels: 1,
  });
});

test('a window is cut out exactly and is not enlarged', async () => {
  const png = await encodePicture(picture, { y0: 3, y1: 8, x0: 10, x1: 30 }, 400);
  const { height, width, pixels } = await decoded(png);
  expect([height, width]).toEqual([5, 20]);
  expect(pixels[0]).toBe(picture.pixels[3 * 40 + 10]);
  expect(pixels.at(-1)).toBe(picture.pixels[7 * 40 + 29]);
});

test('a larger picture is scaled down by its longer edge', async () => {
  const { height, width, channels } = await decoded(await encodePicture(picture, null, 20));
  expect([height, width, channels]).toEqual([15, 20, 1]);
});
