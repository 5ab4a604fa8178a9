import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { expect, test } from 'vitest';
import { openTiff, tiff } from '../../../../src/main/engine/source/tiff.ts';
import type { OpenVolume } from '../../../../src/main/engine/source/volume-format.ts';
import { countedBytes } from './counted-bytes.ts';

const folder = join(import.meta.dirname, '../../../fixture/volume/tiff');
const file = (name: string): Uint8Array => new Uint8Array(readFileSync(join(folder, name)));

async function opened(bytes: Parameters<typeof openTiff>[0]): Promise<OpenVolume> {
  const volume = await openTiff(bytes);
  if (!volume.ok) throw new Error(JSON.stringify(volume.failure));
  return volume.value;
}

async function failureOf(bytes: Uint8Array): Promise<unknown> {
  const volume = await openTiff(countedBytes(bytes));
  return volume.ok ? null : volume.failure;
}

/** Offset of the value field of a tag of the first page; little-endian classic files. */
function valueAt(bytes: Uint8Array, tag: number): number {
  const view = new DataView(bytes.buffer);
  const start = view.getUint32(4, true);
  for (let i = 0; i < view.getUint16(start, true); i++) {
    const at = start + 2 + i * 12;
    if (view.getUint16(at, true) === tag) return at + 8;
  }
  throw new Error(`no tag ${tag}`);
}

function patched(name: string, tag: number, value: number): Uint8Array {
  const bytes = file(name);
  new DataView(bytes.buffer).setUint32(valueAt(bytes, tag), value, true);
  return bytes;
}

test('rows of unpacked strips that lie together cost one read of exactly these rows', async () => {
  const bytes = countedBytes(file('u8-strips.tif'));
  const volume = await opened(bytes);
  await volume.readWindow(1, { y0: 0, y1: 1, x0: 0, x1: 45 });
  const before = { reads: bytes.reads, bytesRead: bytes.bytesRead };
  await volume.readWindow(1, { y0: 3, y1: 14, x0: 10, x1: 20 });
  expect(bytes.reads - before.reads).toBe(1);
  expect(bytes.bytesRead - before.bytesRead).toBe(11 * 45);
});

test('a window of a tiled page reads the tiles it touches, once', async () => {
  const bytes = countedBytes(file('u8-tiled.tif'));
  const volume = await opened(bytes);
  await volume.readWindow(2, { y0: 0, y1: 1, x0: 0, x1: 1 });
  const before = { reads: bytes.reads, bytesRead: bytes.bytesRead };
  await volume.readWindow(2, { y0: 17, y1: 36, x0: 33, x1: 44 });
  expect(bytes.reads - before.reads).toBe(2);
  expect(bytes.bytesRead - before.bytesRead).toBe(2 * 16 * 32);
  await volume.readWindow(2, { y0: 18, y1: 37, x0: 40, x1: 45 });
  expect(bytes.reads - before.reads).toBe(2);
});

test('opening reads headers only', async () => {
  const bytes = countedBytes(file('imagej-one-page-stack.tif'));
  await opened(bytes);
  expect(bytes.reads).toBeLessThanOrEqual(2);
});

test.each([
  ['rgb-together.tif', 'The picture has 3 channels; the first is used.'],
  ['imagej-channels.tif', 'The file has 2 channels; the first is used.'],
  ['ome-channels.ome.tif', 'The file has 2 channels; the first is used.'],
  ['thumbnail-first.tif', '1 of 4 pages differ in size or type and are left out.'],
])('%s warns: %s', async (name, warning) => {
  const volume = await opened(countedBytes(file(name)));
  expect(volume.summary.warnings).toContain(warning);
});

test('values stay where the file says that low is bright, with a warning', async () => {
  const turned = await opened(countedBytes(patched('bilevel.tif', 262, 0)));
  const plain = await opened(countedBytes(file('bilevel.tif')));
  const window = { y0: 0, y1: 37, x0: 0, x1: 45 };
  expect(await turned.readWindow(0, window)).toEqual(await plain.readWindow(0, window));
  expect(turned.summary.warnings).toEqual([
    'The file says that low values are bright; values are kept as stored.',
  ]);
});

test('fax-packed pages are left to libtiff, page by page', async () => {
  const folderOfFax = mkdtempSync(join(tmpdir(), 'fax-'));
  const path = join(folderOfFax, 'fax.tif');
  const dots = Uint8Array.from({ length: 600 }, (_value, i) => (i % 7 < 3 ? 255 : 0));
  const image = sharp(dots, { raw: { width: 30, height: 20, channels: 1 } });
  await image.toColourspace('b-w').tiff({ compression: 'ccittfax4', bitdepth: 1 }).toFile(path);
  const volume = await tiff.open(path);
  if (!volume.ok) throw new Error(JSON.stringify(volume.failure));
  const window = await volume.value.readWindow(0, { y0: 2, y1: 4, x0: 5, x1: 30 });
  const wanted = [...dots.subarray(65, 90), ...dots.subarray(95, 120)];
  expect(window.ok && [...window.value]).toEqual(wanted);
  await volume.value.close();
  rmSync(folderOfFax, { recursive: true });
});

test('plain resolution tags are no voxel size', async () => {
  const volume = await opened(countedBytes(file('u8-strips.tif')));
  expect(volume.summary.voxelSize).toBeNull();
});

test('every cut of a file ends in a failure, never in samples that are not there', async () => {
  for (const name of ['u8-tiled.tif', 'u8-strips.tif', 'u16-bigtiff-tiled-big-endian.btf']) {
    const whole = file(name);
    for (let length = 0; length < whole.length; length += 97) {
      const failure = await failureOf(whole.slice(0, length));
      expect(failure, `${name} cut to ${length}`).not.toBeNull();
    }
  }
});

test('an ImageJ stack whose planes end early says how many are there', async () => {
  const bytes = file('imagej-one-page-stack.tif');
  expect(await failureOf(bytes.slice(0, bytes.length - 10))).toEqual({
    kind: 'pages-missing',
    path: 'memory',
    readable: 2,
    declared: 3,
  });
});

test.each([
  ['a width of zero', 256, 0, 'page 1 is 0 x 37 samples'],
  ['a negative height', 257, 0xffffffff, 'page 1 is 45 x 4294967295 samples'],
])('%s is refused', async (_title, tag, value, what) => {
  const bytes = patched('u8-strips.tif', tag, value);
  // The field keeps its type; make it four bytes wide.
  new DataView(bytes.buffer).setUint16(valueAt(bytes, tag) - 6, 4, true);
  expect(await failureOf(bytes)).toMatchObject({ kind: 'header-invalid', what });
});

test('a page of gigabytes in a file of kilobytes costs no memory', async () => {
  for (const name of ['u8-lzw.tif', 'u8-strips.tif']) {
    const bytes = file(name);
    for (const tag of [256, 257, 278]) {
      const at = valueAt(bytes, tag);
      new DataView(bytes.buffer).setUint16(at - 6, 4, true);
      new DataView(bytes.buffer).setUint32(at, 60_000, true);
    }
    const failure = await failureOf(bytes);
    expect(failure).not.toBeNull();
  }
});

test('pages that lead back to one another are refused', async () => {
  const bytes = file('u8-strips.tif');
  const view = new DataView(bytes.buffer);
  const first = view.getUint32(4, true);
  view.setUint32(first + 2 + view.getUint16(first, true) * 12, first, true);
  expect(await failureOf(bytes)).toMatchObject({
    kind: 'header-invalid',
    what: 'its pages lead back to one another',
  });
});

test.each([
  [259, 65000, 'TIFF compression 65000'],
  [317, 9, 'predictor 9'],
])('tag %i of %i is named as not read', async (tag, value, what) => {
  const name = 'u16-deflate-predictor2-tiled.tif';
  expect(await failureOf(patched(name, tag, value))).toMatchObject({
    kind: 'samples-unsupported',
    what,
  });
});

test('a damaged packed strip is a sentence about that strip', async () => {
  const damaged = file('f32-deflate-predictor3.tif');
  const at = new DataView(damaged.buffer).getUint32(valueAt(damaged, 273), true);
  damaged.fill(0xff, at + 20, at + 60);
  const volume = await opened(countedBytes(damaged));
  expect(await volume.readWindow(0, { y0: 0, y1: 1, x0: 0, x1: 1 })).toEqual({
    ok: false,
    failure: {
      kind: 'file-unreadable',
      path: 'memory',
      reason: 'block 1 of page 1 does not unpack',
    },
  });
});
