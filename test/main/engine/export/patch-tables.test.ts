import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { csvTable, jsonlTable } from '../../../../src/main/engine/export/patch-tables.ts';
import { parseCsv } from '../../../../src/shared/csv.ts';
import { smallPatches, writeDataset } from './small-dataset.ts';

let home = '';
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'tables-'));
});
afterEach(() => rm(home, { recursive: true }));

const withoutPixels = () =>
  smallPatches().map((patch) => ({ ...patch, pixels: new Uint8Array(0) }));

test('a CSV table has a line for each patch and nothing else in the payload', async () => {
  await writeDataset(join(home, 'set'), csvTable, { patches: withoutPixels(), shard: 3 });
  expect(await readdir(join(home, 'set/data'))).toEqual(['patches.csv']);
  const [titles, ...rows] =
    parseCsv(await readFile(join(home, 'set/data/patches.csv'), 'utf8')) ?? [];
  expect(titles?.slice(0, 3)).toEqual(['source', 'volume', 'plane']);
  expect(rows.map(([source, volume]) => [source, volume])).toEqual([
    ['Liver', 'a'],
    ['Liver', 'a'],
    ['../liver', "'=a"],
    ['liver', 'a'],
  ]);
});

test('JSON lines hold numbers as numbers and what is not known as null', async () => {
  await writeDataset(join(home, 'set'), jsonlTable, { patches: withoutPixels() });
  const text = await readFile(join(home, 'set/data/patches.jsonl'), 'utf8');
  const [first, second] = text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
  expect(first).toMatchObject({ source: 'Liver', index: 0, score: 0.25, decision: null });
  expect(second).toMatchObject({ score: null, decision: 'unsure', reason: 'blurred' });
});

test('the manifest names no picture, and asking for one is answered in a sentence', async () => {
  await writeDataset(join(home, 'set'), csvTable, { patches: withoutPixels() });
  const manifest = await readFile(join(home, 'set/manifest.csv'), 'utf8');
  expect(manifest.split('\n')[1]).toMatch(/,patches\.csv,Liver\/a-LOC-0_0_0-4_0-5,$/);
  const reader = csvTable.openReader(join(home, 'set/data'));
  const box = { y0: 0, y1: 4, x0: 0, x1: 5 };
  expect(await reader.pixels({ file: 'patches.csv', item: '', box })).toMatchObject({
    ok: false,
    failure: { kind: 'file-unreadable', reason: 'the data set holds no pictures' },
  });
});
