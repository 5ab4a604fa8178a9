import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { cem } from '../../../../src/main/engine/export/cem.ts';
import type { ExportedPatch } from '../../../../src/main/engine/export/exporter.ts';
import { document, smallPatches } from './small-dataset.ts';

let home = '';
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'export-'));
});
afterEach(() => rm(home, { recursive: true }));

const filesOf = async (folder: string) =>
  (await readdir(folder, { recursive: true })).filter((name) => name.includes('.')).sort();

test('a data set is a folder per source, a picture per patch, and three files about them', async () => {
  const folder = join(home, 'set');
  const outcome = await cem.write(folder, smallPatches(), document);
  const files = await filesOf(folder);
  expect(files).toEqual([
    'Liver/a-LOC-0_0_0-4_0-5.tiff',
    'Liver/a-LOC-0_1_0-4_0-5.tiff',
    '__liver/a_b-LOC-0_0_0-4_0-5.tiff',
    'checksums.sha256',
    'dataset.json',
    'liver~2/A_B-LOC-0_0_0-4_0-5.tiff',
    'manifest.csv',
  ]);
  const sizes = await Promise.all(files.map(async (f) => (await readFile(join(folder, f))).length));
  const bytes = sizes.reduce((sum, size) => sum + size, 0);
  expect(outcome).toEqual({ ok: true, value: { folder, patches: 4, bytes } });
});

test('the pictures hold the pixels that were given', async () => {
  await cem.write(join(home, 'set'), smallPatches(), document);
  const picture = sharp(join(home, 'set/Liver/a-LOC-0_1_0-4_0-5.tiff'));
  expect(await picture.metadata()).toMatchObject({ width: 5, height: 4, channels: 1 });
  const pixels = await picture.toColourspace('b-w').raw().toBuffer();
  expect([...pixels]).toEqual(Array.from({ length: 20 }, (_, i) => i * 10 + 1));
});

test('the manifest says where each patch is from; nothing in it is a formula', async () => {
  await cem.write(join(home, 'set'), smallPatches(), document);
  const lines = (await readFile(join(home, 'set/manifest.csv'), 'utf8')).split('\n');
  expect(lines[0]).toBe('source,volume,plane,index,y0,y1,x0,x1,hash,score,decision,file,sha256');
  expect(lines[1]).toMatch(
    /^Liver,a,xy,0,0,4,0,5,00ff00ff00ff00ff,0\.25,,Liver\/a-LOC-0_0_0-4_0-5\.tiff,[0-9a-f]{64}$/,
  );
  expect(lines[3]).toMatch(/^\.\.\/liver,'=a,xy,2,.*,1,,__liver\/a_b-/);
  expect(lines.length).toBe(6);
});

test('equal work gives equal bytes, with no path in them', async () => {
  for (const name of ['one', 'two']) await cem.write(join(home, name), smallPatches(), document);
  for (const file of await filesOf(join(home, 'one'))) {
    const [one, two] = await Promise.all(['one', 'two'].map((n) => readFile(join(home, n, file))));
    expect(one!.equals(two!), file).toBe(true);
    expect(one!.includes(home), file).toBe(false);
  }
});

test('a folder that is there already is left as it is, even an empty one', async () => {
  const folder = join(home, 'set');
  await mkdir(folder);
  expect(await cem.write(folder, smallPatches(), document)).toEqual({
    ok: false,
    failure: { kind: 'target-exists', path: folder },
  });
  expect(await readdir(home)).toEqual(['set']);
  expect(await readdir(folder)).toEqual([]);
});

test('a cancelled export leaves nothing', async () => {
  const abort = new AbortController();
  const stop = () => abort.abort();
  const folder = join(home, 'set');
  const outcome = await cem.write(folder, smallPatches(), document, stop, abort.signal);
  expect(outcome).toEqual({ ok: false, failure: { kind: 'cancelled' } });
  expect(await readdir(home)).toEqual([]);
});

test('an error on the way leaves nothing and is not hidden', async () => {
  async function* broken(): AsyncGenerator<ExportedPatch> {
    yield* smallPatches();
    throw new Error('the patches ran out');
  }
  await expect(cem.write(join(home, 'set'), broken(), document)).rejects.toThrow('ran out');
  expect(await readdir(home)).toEqual([]);
});

test('a place that cannot be written is a failure with its reason', async () => {
  await writeFile(join(home, 'file'), '');
  const folder = join(home, 'file/set');
  expect(await cem.write(folder, smallPatches(), document)).toEqual({
    ok: false,
    failure: { kind: 'target-unwritable', path: folder, reason: 'ENOTDIR' },
  });
});

test('what a killed export left does not stand in the way', async () => {
  await mkdir(join(home, '.set.partial/Liver'), { recursive: true });
  await writeFile(join(home, '.set.partial/manifest.csv.partial'), 'half');
  expect((await cem.write(join(home, 'set'), smallPatches(), document)).ok).toBe(true);
  expect(await readdir(home)).toEqual(['set']);
});
