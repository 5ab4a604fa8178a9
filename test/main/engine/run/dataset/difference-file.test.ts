import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { withDifferenceFile } from '../../../../../src/main/engine/run/dataset/difference-file.ts';
import { fail, succeed } from '../../../../../src/shared/failure.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'emcurator-difference-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

test('the file is there when the work has succeeded, and nothing beside it', async () => {
  const path = join(folder, 'differences.csv');
  expect(await withDifferenceFile(path, async () => succeed('done'))).toEqual(succeed('done'));
  expect(readdirSync(folder)).toEqual(['differences.csv']);
  expect(readFileSync(path, 'utf8')).toMatch(/^changes,side,/);
});

test('work that fails leaves no file', async () => {
  const failed = await withDifferenceFile(join(folder, 'differences.csv'), async () =>
    fail({ kind: 'cancelled' }),
  );
  expect(failed).toEqual(fail({ kind: 'cancelled' }));
  expect(readdirSync(folder)).toEqual([]);
});

test('a file that is there, such as a volume, is never replaced', async () => {
  const path = join(folder, 'cells.mrc');
  writeFileSync(path, 'voxels');
  let worked = false;
  const refused = await withDifferenceFile(path, async () => {
    worked = true;
    return succeed('done');
  });
  expect(refused).toEqual(fail({ kind: 'target-exists', path }));
  expect(worked).toBe(false);
  expect(readFileSync(path, 'utf8')).toBe('voxels');
});
