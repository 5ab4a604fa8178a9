import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { emcuratorJson } from './command-line.ts';

const data = join(import.meta.dirname, '..', '..', '..', 'shared', 'data', 'em');
const isHere = existsSync(data);
if (!isHere) console.log('real-data.test.ts is skipped: ../shared/data is not here');

describe.skipIf(!isHere)('real files', () => {
  const folder = mkdtempSync(join(tmpdir(), 'emcurator-real-'));
  const json = (...args: string[]) => emcuratorJson(folder, ...args);
  afterAll(() => rmSync(folder, { recursive: true }));

  const neuropil = join(data, 'vnc-sstem', 'stack1', 'raw');
  const fib = join(data, 'gala-fibsem', 'train');
  const cells = join(data, 'hela-sbfsem', 'images');
  const leaf = join(data, 'derived-plant-formats', 'mrc', 'mode6_uint16.mrc');

  test('pictures and maps are described before they are read', async () => {
    const { code, volumes } = await json('describe', cells, leaf);
    expect([code, volumes.length]).toEqual([0, 7]);
    for (const { shape, sampleType, plannedPatches } of volumes.slice(0, 6)) {
      expect({ shape, sampleType, plannedPatches }).toEqual({
        shape: { z: 1, y: 2000, x: 2000 },
        sampleType: 'uint8',
        plannedPatches: 81,
      });
    }
    expect(volumes[6]).toMatchObject({
      format: 'mrc',
      shape: { z: 5, y: 232, x: 248 },
      sampleType: 'uint16',
      plannedPatches: 20,
    });
  });

  test('they are added under their sources and cut to the counts that their shapes give', async () => {
    await json('create', 'real');
    const stack = ['--as', 'stack', '--technique', 'ssTEM', '--voxel-size', '47.5,4.6,4.6'];
    expect((await json('add', 'real', neuropil, '--source', 'vnc', ...stack)).code).toBe(0);
    const block = ['--as', 'stack', '--voxel-size', '10,10,10'];
    expect((await json('add', 'real', fib, '--source', 'gala', ...block)).code).toBe(0);
    const pictures = readdirSync(cells).sort().slice(0, 2);
    const group = ['--as', 'group', '--source', 'hela'];
    const paths = pictures.map((name) => join(cells, name));
    expect((await json('add', 'real', ...paths, ...group)).code).toBe(0);
    expect((await json('add', 'real', leaf, '--source', 'leaf')).code).toBe(0);
    const ran = await json('run', 'real', '--spacing', '5');
    expect([ran.code, ran.job.report]).toEqual([0, []]);
    const balance = await json('balance', 'real');
    const [raw, dedup] = balance.sets.map(({ counts }: { counts: number[] }) => counts);
    // Every fifth section and the last: 5 x 25 boxes; 11 + 41 + 21 sections smaller than a box;
    // 2 x 81 boxes; 2 x 4 boxes.
    expect(raw).toEqual([125, 73, 162, 8]);
    for (const [i, count] of dedup.entries()) {
      expect(count).toBeGreaterThan(0);
      expect(count).toBeLessThanOrEqual(raw[i]);
    }
    expect((await json('export', 'real', 'set', '--set', 'dedup')).code).toBe(0);
    expect((await json('verify', 'set')).code).toBe(0);
  });
});
