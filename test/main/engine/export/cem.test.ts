import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { cem } from '../../../../src/main/engine/export/cem.ts';
import { document, smallPatches, writeDataset } from './small-dataset.ts';

let home = '';
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'export-'));
});
afterEach(() => rm(home, { recursive: true }));

const filesOf = async (folder: string) =>
  (await readdir(folder, { recursive: true })).filter((name) => /\.[a-z]+$/.test(name)).sort();

test('a data set is a bag: a folder per source and a picture per patch, and files about them', async () => {
  await writeDataset(join(home, 'set'), cem);
  expect(await filesOf(join(home, 'set'))).toEqual([
    'CITATION.cff',
    'README.md',
    'bag-info.txt',
    'bagit.txt',
    'croissant.json',
    'data/Liver/a-LOC-0_0_0-4_0-5.tiff',
    'data/Liver/a-LOC-0_1_0-4_0-5.tiff',
    'data/__liver/a_b-LOC-0_0_0-4_0-5.tiff',
    'data/liver~2/A_B-LOC-0_0_0-4_0-5.tiff',
    'dataset.json',
    'empiar.csv',
    'manifest-sha256.txt',
    'manifest.csv',
    'ro-crate-metadata.json',
    'tagmanifest-sha256.txt',
  ]);
});

test.each(['tiff', 'png', 'webp'] as const)(
  '%s pictures hold the pixels that were given',
  async (pictures) => {
    const folder = join(home, 'set');
    await writeDataset(folder, cem, { pictures });
    const picture = sharp(join(folder, `data/Liver/a-LOC-0_1_0-4_0-5.${pictures}`));
    expect(await picture.metadata()).toMatchObject({ width: 5, height: 4 });
    const reader = cem.openReader(join(folder, 'data'));
    for (const { folder: inner, fileName, box, pixels } of smallPatches()) {
      const file = `${inner}/${fileName}.${pictures}`;
      const read = await reader.pixels({ file, item: '', box });
      expect(read).toEqual({ ok: true, value: pixels });
    }
    await reader.close();
  },
);

test('the manifest says where each patch is from; nothing in it is a formula', async () => {
  await writeDataset(join(home, 'set'), cem);
  const lines = (await readFile(join(home, 'set/manifest.csv'), 'utf8')).split('\n');
  expect(lines[0]).toBe(
    'source,volume,plane,index,y0,y1,x0,x1,name,hash,members,score,decision,reason,pixel_y_nm,pixel_x_nm,split,weight,file,item,sha256',
  );
  expect(lines[1]).toMatch(
    /^Liver,a,xy,0,0,4,0,5,a-LOC-0_0_0-4_0-5,00ff00ff00ff00ff,1,0\.25,,,8,8,,,Liver\/a-LOC-0_0_0-4_0-5\.tiff,,[0-9a-f]{64}$/,
  );
  expect(lines[2]).toContain(',2,,unsure,blurred,');
  expect(lines[3]).toMatch(/^\.\.\/liver,'=a,xy,2,.*,1,,.*__liver\/a_b-/);
  expect(lines.length).toBe(6);
});

test('equal work gives equal bytes, whatever the shards, with no path in them', async () => {
  await writeDataset(join(home, 'one'), cem);
  await writeDataset(join(home, 'two'), cem, { shard: 1 });
  for (const file of await filesOf(join(home, 'one'))) {
    const [one, two] = await Promise.all(['one', 'two'].map((n) => readFile(join(home, n, file))));
    expect(one!.equals(two!), file).toBe(true);
    expect(one!.includes(home), file).toBe(false);
  }
});

test('the document tells how it came about, and which manifest is its own', async () => {
  await writeDataset(join(home, 'set'), cem, { pictures: 'png' });
  const found = JSON.parse(await readFile(join(home, 'set/dataset.json'), 'utf8'));
  expect(found).toMatchObject({
    format: 'em-curator-dataset',
    version: 3,
    ...document,
    layout: { format: 'cem', pictures: 'png' },
    manifest: { file: 'manifest.csv', patches: 4 },
  });
});
