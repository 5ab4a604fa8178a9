import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openVolume } from '../../src/main/engine/source/open-volume.ts';
import { parseCsv } from '../../src/shared/csv.ts';
import { emcuratorJson } from './command-line.ts';
import { folderDigest } from './folder-digest.ts';
import { exemplarsOf, given, openEngine } from './open-engine.ts';
import { smallEdge, smallPaths, texture, writeSmallSources } from './small-sources.ts';

const home = mkdtempSync(join(tmpdir(), 'emcurator-flipbooks-'));
const project = 'small.emcurator';
const json = (...args: string[]) => emcuratorJson(home, ...args);

beforeAll(async () => {
  await writeSmallSources(home);
  const cut = ['--mode', 'paper-exact', '--patch-size', String(smallEdge), '--seed', '7'];
  for (const step of [
    ['create', project],
    ['add', project, ...smallPaths],
    ['run', project, ...cut],
  ]) {
    expect((await json(...step)).code, step.join(' ')).toBe(0);
  }
}, 120_000);
afterAll(() => rmSync(home, { recursive: true, force: true }));

/** Lines of a table by title. */
function tableOf(folder: string, name: string): Record<string, string>[] {
  const [titles = [], ...lines] = parseCsv(readFileSync(join(home, folder, name), 'utf8')) ?? [];
  return lines.map((cells) => Object.fromEntries(cells.map((cell, i) => [titles[i], cell])));
}

const shapes = { cells: { z: 12, y: 96, x: 120 }, sections: { z: 8, y: 144, x: 192 } };
const voxels = { cells: texture(shapes.cells, 1), sections: texture(shapes.sections, 2) };

/** What of a generated volume a flipbook should hold, taken voxel by voxel. */
function expectedOf(row: Record<string, string>): Uint8Array {
  const name = row['source'] as keyof typeof shapes;
  const { y, x } = shapes[name];
  const [from, to, y0, y1, x0, x1] = ['from', 'to', 'y0', 'y1', 'x0', 'x1'].map((key) =>
    Number(row[key]),
  ) as [number, number, number, number, number, number];
  const found: number[] = [];
  for (let section = from; section < to; section++) {
    for (let down = y0; down < y1; down++) {
      for (let along = x0; along < x1; along++) {
        const place = {
          xy: [section, down, along],
          xz: [down, section, along],
          yz: [down, along, section],
        }[row['plane'] ?? ''] as [number, number, number];
        found.push(voxels[name][(place[0] * y + place[1]) * x + place[2]]!);
      }
    }
  }
  return Uint8Array.from(found);
}

test('flipbooks hold the voxels around their patches, along every plane', async () => {
  const done = await json('flipbooks', project, 'books', '--set', 'dedup');
  expect([done.code, done.job.state]).toEqual([0, 'done']);
  const rows = tableOf('books', 'flipbooks.csv').filter(({ source }) => source! in shapes);
  expect(new Set(rows.map(({ plane }) => plane))).toEqual(new Set(['xy', 'xz', 'yz']));
  for (const row of rows) {
    const path = join(home, 'books/data', row['file']!);
    const opened = await openVolume({ kind: 'file', path });
    if (!opened.ok) throw new Error(opened.failure.kind);
    const { shape, voxelSize } = opened.value.summary;
    const [sections, height, width] = [
      5,
      Number(row['y1']) - Number(row['y0']),
      Number(row['x1']) - Number(row['x0']),
    ];
    expect(shape, row['name']).toEqual({ z: sections, y: height, x: width });
    const edges = row['source'] === 'cells' ? { z: 8, y: 8, x: 8 } : { z: 50, y: 5, x: 5 };
    expect(voxelSize).toEqual(edges);
    const pages: number[] = [];
    for (let z = 0; z < sections; z++) {
      const page = await opened.value.readWindow(z, { y0: 0, y1: height, x0: 0, x1: width });
      if (page.ok) pages.push(...page.value);
    }
    await opened.value.close();
    expect(Uint8Array.from(pages), row['name']).toEqual(expectedOf(row));
  }
  expect((await json('verify', 'books')).code).toBe(0);
}, 120_000);

test('patches without a flipbook are counted and listed with why', async () => {
  const engine = openEngine(home);
  given(await engine.client.project.open.mutate({ folder: join(home, project), readOnly: true }));
  const exemplars = await exemplarsOf(engine.client);
  await engine.close();
  const [made, refused] = ['flipbooks.csv', 'refused.csv'].map((name) => tableOf('books', name));
  expect(made!.length + refused!.length).toBe(exemplars.length);
  const reasons = new Set(refused!.map(({ why }) => why));
  expect(reasons).toEqual(
    new Set([
      'a picture has no sections beside it',
      'it would begin before the first section',
      'it would reach the last section or pass it',
    ]),
  );
  const {
    flipbooks,
    refused: counts,
    sections,
  } = JSON.parse(readFileSync(join(home, 'books/flipbooks.json'), 'utf8'));
  expect([flipbooks, sections]).toEqual([made!.length, 5]);
  expect(Object.values<number>(counts).reduce((sum, count) => sum + count, 0)).toBe(
    refused!.length,
  );
});

test('the same request gives the same bytes; as NRRD and MRC, without overlap and limited', async () => {
  const ask = ['--set', 'dedup', '--no-overlap', '--limit', '3', '--planes', '4'];
  for (const [name, as] of [
    ['one', 'nrrd'],
    ['two', 'nrrd'],
    ['maps', 'mrc'],
  ] as const) {
    const done = await json('flipbooks', project, name, ...ask, '--as', as);
    expect([done.code, done.job.state]).toEqual([0, 'done']);
    expect((await json('verify', name)).code).toBe(0);
  }
  expect(folderDigest(join(home, 'one'))).toEqual(folderDigest(join(home, 'two')));
  const rows = tableOf('one', 'flipbooks.csv');
  const bySource = Map.groupBy(rows, ({ source }) => source);
  for (const [source, own] of bySource) expect(own.length, source).toBeLessThanOrEqual(3);
  // An even number of sections gives one more.
  expect(rows.every(({ from, to }) => Number(to) - Number(from) === 5)).toBe(true);
  const why = tableOf('one', 'refused.csv').map((row) => row['why']);
  expect(why).toContain('it overlaps one that holds more patches of the set');
  expect(readdirSync(join(home, 'maps/data', rows[0]!['source']!))[0]).toMatch(/\.mrc$/);
}, 120_000);

test('a folder that is there already is left alone', async () => {
  const before = folderDigest(join(home, 'one'));
  expect((await json('flipbooks', project, 'one', '--set', 'dedup')).code).not.toBe(0);
  expect(folderDigest(join(home, 'one'))).toEqual(before);
});
