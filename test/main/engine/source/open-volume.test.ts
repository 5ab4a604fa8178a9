import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, expect, test } from 'vitest';
import {
  describeVolume,
  listVolumes,
  openVolume,
} from '../../../../src/main/engine/source/open-volume.ts';
import { explain } from '../../../../src/shared/failure.ts';

const fixture = join(import.meta.dirname, '../../../fixture/volume');
const root = mkdtempSync(join(tmpdir(), 'volumes-'));
afterAll(() => rmSync(root, { recursive: true }));

function folderOf(name: string): string {
  const folder = join(root, name);
  mkdirSync(folder);
  return folder;
}

async function grey(path: string, width: number, value: number): Promise<void> {
  const image = sharp(new Uint8Array(width * 8).fill(value), {
    raw: { width, height: 8, channels: 1 },
  });
  await image.toColourspace('b-w').png().toFile(path);
}

async function sentence(path: string): Promise<string> {
  const opened = await openVolume({ kind: 'file', path });
  return opened.ok ? '' : explain(opened.failure).replace(path, 'IT');
}

test('a text file is refused with the formats that were tried', async () => {
  const path = join(root, 'notes.doc');
  writeFileSync(path, 'not an image at all');
  expect(await sentence(path)).toBe(
    'No reader recognises IT (tried tiff, png, jpeg, mrc). Convert it to TIFF or MRC and add it again.',
  );
});

test('a file that is not what its name says, or is empty, is refused as such', async () => {
  const text = join(root, 'text.tif');
  writeFileSync(text, 'this is no TIFF file');
  expect(await sentence(text)).toMatch(/^IT has a header.*it does not begin as a TIFF file does/);
  const empty = join(root, 'empty.mrc');
  writeFileSync(empty, '');
  expect(await sentence(empty)).toMatch(/^IT has a header.*it is empty/);
});

test('a picture with the wrong ending is read as what it is', async () => {
  const path = join(root, 'really-png.tif');
  const image = sharp({ create: { width: 4, height: 4, channels: 3, background: 'red' } });
  writeFileSync(path, await image.png().toBuffer());
  const summary = await describeVolume({ kind: 'file', path });
  expect(summary.ok && summary.value.format).toBe('png');
});

test('a missing file and a folder are told apart', async () => {
  expect(await sentence(join(root, 'gone.tif'))).toMatch(/^IT is not there/);
  expect(await sentence(root)).toMatch(/^IT cannot be read \(/);
});

test('the volumes of a folder come in code-point order without hidden files and sidecars', async () => {
  const folder = folderOf('list');
  const one = join(fixture, 'tiff/u8-lzw.tif');
  for (const name of ['b10.tif', 'b9.tif', 'B.tif', '.hidden.tif', '\u{1F600}.tif', '\uFF5E.tif']) {
    copyFileSync(one, join(folder, name));
  }
  copyFileSync(one, join(folder, 'no-ending'));
  writeFileSync(join(folder, 'voxel.txt'), '8 8 8');
  writeFileSync(join(folder, 'table.csv'), 'a,b');
  writeFileSync(join(folder, 'empty.mrc'), '');
  mkdirSync(join(folder, 'folder.tif'));
  const names = [
    'B.tif',
    'b10.tif',
    'b9.tif',
    'empty.mrc',
    'no-ending',
    '\uFF5E.tif',
    '\u{1F600}.tif',
  ];
  expect(await listVolumes(folder)).toEqual({
    ok: true,
    value: names.map((name) => join(folder, name)),
  });
});

test('a folder that holds only folders names them', async () => {
  const folder = folderOf('parent');
  for (const name of ['raw', 'labels', '.hidden']) mkdirSync(join(folder, name));
  expect(await listVolumes(folder)).toEqual({
    ok: false,
    failure: { kind: 'folder-of-folders', path: folder, folders: ['labels', 'raw'], count: 2 },
  });
});

test('a folder without volumes is a failure', async () => {
  const folder = folderOf('none');
  writeFileSync(join(folder, 'a.txt'), 'a');
  expect(await listVolumes(folder)).toEqual({
    ok: false,
    failure: { kind: 'folder-empty', path: folder },
  });
  expect(await listVolumes(join(folder, 'gone'))).toMatchObject({
    failure: { kind: 'file-missing' },
  });
});

test('a stack of pictures has one plane per file, in the order given', async () => {
  const folder = folderOf('stack');
  const files = ['s9.png', 's10.png', 's11.png'];
  for (const [i, file] of files.entries()) await grey(join(folder, file), 6, 10 * i);
  const opened = await openVolume({ kind: 'stack', folder, files });
  if (!opened.ok) throw new Error('not opened');
  expect(opened.value.summary).toMatchObject({ format: 'png', shape: { z: 3, y: 8, x: 6 } });
  for (const z of [2, 0, 1]) {
    const window = await opened.value.readWindow(z, { y0: 1, y1: 2, x0: 2, x1: 4 });
    expect(window).toEqual({ ok: true, value: Uint8Array.of(10 * z, 10 * z) });
  }
  rmSync(join(folder, 's9.png'));
  expect(await opened.value.readWindow(0, { y0: 0, y1: 1, x0: 0, x1: 1 })).toEqual({
    ok: false,
    failure: { kind: 'file-missing', path: join(folder, 's9.png') },
  });
  await opened.value.close();
});

test('a picture of another size in a stack is named', async () => {
  const folder = folderOf('differ');
  await grey(join(folder, 'a.png'), 6, 1);
  await grey(join(folder, 'b.png'), 7, 1);
  const described = await describeVolume({ kind: 'stack', folder, files: ['a.png', 'b.png'] });
  expect(described).toEqual({
    ok: false,
    failure: {
      kind: 'pictures-differ',
      path: join(folder, 'b.png'),
      expected: '6 x 8 uint8',
      found: '7 x 8 uint8',
    },
  });
});
