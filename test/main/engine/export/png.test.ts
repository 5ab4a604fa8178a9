import sharp from 'sharp';
import { expect, test } from 'vitest';
import { encodeGreyPng } from '../../../../src/main/engine/export/png.ts';

async function decoded(bytes: Uint8Array): Promise<Uint8Array> {
  return new Uint8Array(
    await sharp(bytes, { failOn: 'warning' }).extractChannel(0).raw().toBuffer(),
  );
}

test('sharp reads back every pixel, whatever the size', async () => {
  for (const [width, height] of [
    [1, 1],
    [1, 300],
    [300, 1],
    [17, 5],
    [224, 224],
  ] as const) {
    const pixels = Uint8Array.from({ length: width * height }, (_, i) => (i * 2654435761) >>> 11);
    const bytes = await encodeGreyPng(pixels, width, height);
    expect(await sharp(bytes).metadata()).toMatchObject({
      width,
      height,
      channels: 1,
      depth: 'uchar',
    });
    expect(await decoded(bytes)).toEqual(pixels);
  }
});

test('differences that pass 0 and 255 come back, and even areas cost nothing', async () => {
  const steps = Uint8Array.from({ length: 4096 }, (_, i) => (i % 2 === 0 ? 255 : 0));
  expect(await decoded(await encodeGreyPng(steps, 64, 64))).toEqual(steps);
  const even = new Uint8Array(50_176).fill(200);
  expect((await encodeGreyPng(even, 224, 224)).length).toBeLessThan(1000);
});

test('pixels that do not fill the picture are a bug of the caller', async () => {
  await expect(encodeGreyPng(new Uint8Array(5), 2, 3)).rejects.toThrow('not a whole picture');
});
