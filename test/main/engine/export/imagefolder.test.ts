import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { imagefolder } from '../../../../src/main/engine/export/imagefolder.ts';
import { smallPatches, writeDataset } from './small-dataset.ts';

let home = '';
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'imagefolder-'));
});
afterEach(() => rm(home, { recursive: true }));

const inParts = () =>
  smallPatches().map((patch, i) => ({ ...patch, split: i < 2 ? 'train' : 'test' }) as const);

test('each part is a folder with its pictures by source and a line for each of them', async () => {
  await writeDataset(join(home, 'set'), imagefolder, { patches: inParts(), shard: 1 });
  const files = await readdir(join(home, 'set/data'), { recursive: true });
  expect(files.filter((name) => name.includes('.')).sort()).toEqual([
    'test/__liver/a_b-LOC-0_0_0-4_0-5.png',
    'test/liver~2/A_B-LOC-0_0_0-4_0-5.png',
    'test/metadata.jsonl',
    'train/Liver/a-LOC-0_0_0-4_0-5.png',
    'train/Liver/a-LOC-0_1_0-4_0-5.png',
    'train/metadata.jsonl',
  ]);
  const text = await readFile(join(home, 'set/data/train/metadata.jsonl'), 'utf8');
  const lines = text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
  expect(lines).toHaveLength(2);
  expect(lines[1]).toMatchObject({
    file_name: 'Liver/a-LOC-0_1_0-4_0-5.png',
    source: 'Liver',
    decision: 'unsure',
    reason: 'blurred',
    score: null,
    split: 'train',
  });
});

test('without parts all pictures lie in one', async () => {
  await writeDataset(join(home, 'set'), imagefolder);
  expect(await readdir(join(home, 'set/data'))).toEqual(['all']);
  const text = await readFile(join(home, 'set/data/all/metadata.jsonl'), 'utf8');
  expect(text.trimEnd().split('\n')).toHaveLength(4);
});

test.each(['png', 'tiff', 'webp'] as const)(
  '%s pictures give back their pixels',
  async (pictures) => {
    await writeDataset(join(home, 'set'), imagefolder, { patches: inParts(), pictures });
    const reader = imagefolder.openReader(join(home, 'set/data'));
    for (const { split, folder, fileName, box, pixels } of inParts()) {
      const file = `${split}/${folder}/${fileName}.${pictures}`;
      expect(await reader.pixels({ file, item: '', box })).toEqual({ ok: true, value: pixels });
    }
    await reader.close();
  },
);
