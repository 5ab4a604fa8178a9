import sharp from 'sharp';
import { expect, test } from 'vitest';
import {
  decodePatch,
  encodePatch,
  mostPictureBytes,
} from '../../../../src/main/engine/export/picture-file.ts';
import { pictureEncoding } from '../../../../src/shared/export.ts';

const box = { y0: 5, y1: 21, x0: 0, x1: 16 };
const everyGrey = Uint8Array.from({ length: 256 }, (_, i) => i);
const noise = Uint8Array.from({ length: 256 }, (_, i) => (i * 2654435761) >>> 13);

test.each(pictureEncoding.options)('%s gives back every grey', async (encoding) => {
  for (const pixels of [everyGrey, noise, new Uint8Array(256), new Uint8Array(256).fill(255)]) {
    const bytes = await encodePatch({ pixels, box }, encoding);
    expect(await decodePatch(bytes, box, 'a')).toEqual({ ok: true, value: pixels });
    expect(bytes.length).toBeLessThan(mostPictureBytes(box));
  }
});

test('a PNG is a grey picture of one channel', async () => {
  const bytes = await encodePatch({ pixels: noise, box }, 'png');
  expect(await sharp(bytes).metadata()).toMatchObject({
    channels: 1,
    depth: 'uchar',
    space: 'b-w',
  });
});

test('a picture of another size and bytes that are no picture are refused', async () => {
  const bytes = await encodePatch({ pixels: noise, box }, 'png');
  const other = { ...box, y1: 13, x1: 32 };
  for (const [given, size] of [
    [bytes, other],
    [bytes.subarray(0, 40), box],
    [new Uint8Array(9), box],
  ] as const) {
    const read = await decodePatch(given, size, 'folder/a.png');
    expect(read).toMatchObject({
      ok: false,
      failure: { kind: 'file-unreadable', path: 'folder/a.png' },
    });
  }
});
