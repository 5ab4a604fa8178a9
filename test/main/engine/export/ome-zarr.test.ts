import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, expect, test } from 'vitest';
import * as zarr from 'zarrita';
import { omeZarr } from '../../../../src/main/engine/export/ome-zarr.ts';
import { arrayDocument } from '../../../../src/main/engine/export/ome-zarr-layout.ts';
import { parseCsv } from '../../../../src/shared/csv.ts';
import { somePatches, writePayload } from './small-payload.ts';

let home = '';
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'ome-zarr-'));
});
afterEach(() => rm(home, { recursive: true }));

/** What zarrita reads of a folder. */
const storeOf = (folder: string): zarr.Readable => ({
  get: (key) => readFile(join(home, folder, key)).catch(() => undefined),
});

test('each source is one stack of all its patches, read by zarrita', async () => {
  const { patches } = await writePayload(omeZarr, home);
  const store = storeOf('train/Liver.ome.zarr');
  const array = await zarr.open.v3(zarr.root(store).resolve('0'), { kind: 'array' });
  expect(array.shape).toEqual([21, 20, 20]);
  const { data } = await zarr.get(array);
  for (const [n, { pixels, box }] of patches.slice(0, 21).entries()) {
    const [height, width] = [box.y1 - box.y0, box.x1 - box.x0];
    const plane = (data as Uint8Array).subarray(n * 400, (n + 1) * 400);
    const expected = Uint8Array.from({ length: 400 }, (_, i) => {
      const [y, x] = [Math.floor(i / 20), i % 20];
      return y < height && x < width ? pixels[y * width + x]! : 0;
    });
    expect(plane, `plane ${n}`).toEqual(expected);
  }
});

test('the image says its axes and, where all patches share it, the size of a pixel', async () => {
  await writePayload(omeZarr, home);
  const omeOf = async (stack: string) => {
    const group = await zarr.open.v3(storeOf(stack), { kind: 'group' });
    return group.attrs['ome'];
  };
  const n = { name: 'n', type: 'patch' };
  expect(await omeOf('train/Liver.ome.zarr')).toEqual({
    version: '0.5',
    multiscales: [
      {
        name: 'Liver',
        axes: [
          n,
          { name: 'y', type: 'space', unit: 'nanometer' },
          { name: 'x', type: 'space', unit: 'nanometer' },
        ],
        datasets: [
          { path: '0', coordinateTransformations: [{ type: 'scale', scale: [1, 8, 4.5] }] },
        ],
      },
    ],
  });
  expect(await omeOf('test/Liver~2.ome.zarr')).toMatchObject({
    multiscales: [{ axes: [n, { name: 'y', type: 'space' }, { name: 'x', type: 'space' }] }],
  });
});

test('a stack of patches with pixels of different sizes claims none', async () => {
  const patches = somePatches(false).map((patch, i) => ({
    ...patch,
    pixelNm: { y: 8, x: 8 + (i % 2) },
  }));
  await writePayload(omeZarr, home, { patches });
  const text = await readFile(join(home, 'all/Liver.ome.zarr/zarr.json'), 'utf8');
  expect(text).not.toContain('nanometer');
});

test('the table tells the true size and the facts of every plane', async () => {
  const { patches } = await writePayload(omeZarr, home);
  const [titles, ...lines] = parseCsv(await readFile(join(home, 'train/Liver.csv'), 'utf8'))!;
  expect(titles!.slice(0, 4)).toEqual(['n', 'height', 'width', 'source']);
  expect(lines).toHaveLength(21);
  expect(lines[6]!.slice(0, 3)).toEqual(['6', '9', '13']);
  expect(lines[20]![titles!.indexOf('name')]).toBe(patches[20]!.name);
});

test('a chunk that unpacks into more than the array holds is refused', async () => {
  const { rows } = await writePayload(omeZarr, home);
  await writeFile(join(home, rows[0]!.file), gzipSync(new Uint8Array(2 ** 26)));
  const reader = omeZarr.openReader(home);
  expect((await reader.pixels(rows[0]!)).ok).toBe(false);
  await reader.close();
});

test('an array that claims chunks beyond reason is refused', async () => {
  const { rows } = await writePayload(omeZarr, home);
  const document = arrayDocument([2 ** 20, 2 ** 20, 2 ** 20]);
  await writeFile(join(home, 'train/Liver.ome.zarr/0/zarr.json'), document);
  const reader = omeZarr.openReader(home);
  expect((await reader.pixels(rows[0]!)).ok).toBe(false);
  await reader.close();
});
