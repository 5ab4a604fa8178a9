import sharp from 'sharp';
import { expect, test } from 'vitest';
import { encodeGreyTiff, greyTiffHeader } from '../../src/shared/tiff-encoder.ts';

test('another reader finds the same pixels', async () => {
  const pixels = Uint8Array.from({ length: 7 * 5 }, (_, i) => (i * 37) % 256);
  const read = sharp(encodeGreyTiff(pixels, 7, 5));
  expect(await read.metadata()).toMatchObject({ format: 'tiff', width: 7, height: 5, channels: 1 });
  expect(new Uint8Array(await read.toColourspace('b-w').raw().toBuffer())).toEqual(pixels);
});

test('another reader finds every page of a stack', async () => {
  const size = { width: 6, height: 4, pages: 3, voxelSize: { z: 50, y: 8, x: 8 } };
  const samples = Uint8Array.from({ length: 72 }, (_, i) => i);
  const file = Buffer.concat([greyTiffHeader(size), samples]);
  expect((await sharp(file).metadata()).pages).toBe(3);
  const page = await sharp(file, { page: 2 }).toColourspace('b-w').raw().toBuffer();
  expect([...page]).toEqual([...samples.slice(48)]);
});

test('the voxel size is recorded as ImageJ does', () => {
  const header = greyTiffHeader({
    width: 2,
    height: 2,
    pages: 2,
    voxelSize: { z: 25, y: 4, x: 4.5 },
  });
  const text = Buffer.from(header).toString('latin1');
  expect(text).toContain('ImageJ=1.53\nimages=2\nslices=2\nunit=nm\nspacing=25\n');
  const view = new DataView(header.buffer);
  const end = header.length - 16;
  expect(view.getUint32(end, true) / view.getUint32(end + 4, true)).toBeCloseTo(1 / 4.5, 12);
  expect(view.getUint32(end + 8, true) / view.getUint32(end + 12, true)).toBe(0.25);
});

test('the same picture gives the same bytes, 174 more than its pixels', () => {
  const bytes = encodeGreyTiff(new Uint8Array(4), 2, 2);
  expect(bytes).toEqual(encodeGreyTiff(new Uint8Array(4), 2, 2));
  expect(bytes.length).toBe(4 + 174);
});

test('what a TIFF cannot address is refused', () => {
  const size = { width: 65_536, height: 65_536, pages: 1, voxelSize: null };
  expect(() => greyTiffHeader(size)).toThrow('4 GiB');
});
