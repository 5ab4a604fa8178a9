import { mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import {
  type FlipbookFacts,
  finishFlipbooks,
  flipbookFile,
} from '../../../../src/main/engine/export/flipbook-set.ts';
import { setFolder, writeShardEntry } from '../../../../src/main/engine/export/journal.ts';
import { PayloadWriter } from '../../../../src/main/engine/export/payload-writer.ts';
import { verifyDataset } from '../../../../src/main/engine/export/verify.ts';

let home = '';
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'flipbook-set-'));
});
afterEach(() => rm(home, { recursive: true }));

const facts: FlipbookFacts = {
  source: '=liver',
  volume: 'a',
  plane: 'xz',
  from: 3,
  to: 8,
  box: { y0: 0, y1: 16, x0: 8, x1: 24 },
  name: 'a-LOC-1_3-8_0-16_8-24',
  patch: 'a-LOC-1_05_0-16_8-24',
  score: 0.5,
  decision: null,
  voxelSize: { z: 8, y: 30, x: 8 },
  file: flipbookFile('_liver', 'a-LOC-1_3-8_0-16_8-24', 'tiff'),
};
const tables = {
  flipbooks: [facts],
  refused: [{ source: '=liver', patch: 'a-LOC-1_00_0-16_8-24', why: 'it would begin too early' }],
  document: { format: 'em-curator-flipbooks', depth: 5 },
  version: '1.2.3',
};

/** A set of one flipbook whose file is written and journalled. */
async function partialSet(): Promise<string> {
  const partial = join(home, '.set.partial');
  await mkdir(join(setFolder(partial), 'data'), { recursive: true });
  const payload = new PayloadWriter(setFolder(partial), false);
  await payload.write(facts.file, 'voxels');
  await writeShardEntry(partial, 0, { files: payload.files, rows: [] });
  return partial;
}

test('the tables, the document and the checksums make a bag that verifies', async () => {
  const partial = await partialSet();
  const bytes = await finishFlipbooks(partial, 1, tables);
  await rename(setFolder(partial), join(home, 'set'));
  const verified = await verifyDataset(join(home, 'set'), null, 10_000);
  expect(verified).toMatchObject({
    ok: true,
    value: { done: true, state: { bytes, problems: [] } },
  });
  const lines = (await readFile(join(home, 'set/flipbooks.csv'), 'utf8')).split('\n');
  expect(lines[1]).toBe(
    "'=liver,a,xz,3,8,0,16,8,24,a-LOC-1_3-8_0-16_8-24,a-LOC-1_05_0-16_8-24,0.5,,8,30,8,_liver/a-LOC-1_3-8_0-16_8-24.tif",
  );
  expect(await readFile(join(home, 'set/refused.csv'), 'utf8')).toBe(
    "source,patch,why\n'=liver,a-LOC-1_00_0-16_8-24,it would begin too early\n",
  );
});

test('what a killed attempt wrote of the tables is written again', async () => {
  const partial = await partialSet();
  await writeFile(join(setFolder(partial), 'flipbooks.csv'), 'half a li');
  await writeFile(join(setFolder(partial), 'tagmanifest-sha256.txt'), 'wrong');
  await finishFlipbooks(partial, 1, tables);
  await rename(setFolder(partial), join(home, 'set'));
  const verified = await verifyDataset(join(home, 'set'), null, 10_000);
  expect(verified).toMatchObject({ ok: true, value: { done: true, state: { problems: [] } } });
});
