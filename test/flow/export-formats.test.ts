import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { exporters } from '../../src/main/engine/export/exporters.ts';
import { parseCsv, withoutApostrophe } from '../../src/shared/csv.ts';
import { exportOptions } from '../../src/shared/export.ts';
import { folderDigest } from './folder-digest.ts';
import { given, type OpenEngine, openEngine } from './open-engine.ts';
import { smallEdge, smallPaths, writeSmallSources } from './small-sources.ts';

const home = mkdtempSync(join(tmpdir(), 'emcurator-formats-'));
const formats = exporters.filter(({ rowsOnly }) => !rowsOnly);
let engine: OpenEngine;

beforeAll(async () => {
  await writeSmallSources(home);
  engine = openEngine(home);
  const { client, follow } = engine;
  given(await client.project.create.mutate({ folder: join(home, 'small.emcurator') }));
  const paths = smallPaths.map((path) => join(home, path));
  const add = { paths, as: null, source: null, change: {} };
  expect((await follow(() => client.sources.add.mutate(add))).report).toEqual([]);
  const settings = { mode: 'paper-exact' as const, patchSize: smallEdge, seed: 7 };
  expect((await follow(() => client.jobs.run.mutate(settings))).state).toBe('done');
}, 120_000);
afterAll(async () => {
  await engine.close();
  rmSync(home, { recursive: true, force: true });
});

async function exported(format: string, name: string): Promise<string> {
  const folder = join(home, name);
  const split = { train: 0.5, validation: 0.25, test: 0.25, seed: 1 };
  const options = exportOptions.parse({ set: 'dedup', format, split, gamma: 0.5 });
  const job = await engine.follow(() => engine.client.exports.start.mutate({ folder, ...options }));
  expect([job.state, job.report]).toEqual(['done', []]);
  return folder;
}

/** Lines of a manifest by title. */
function manifestOf(folder: string): Record<string, string>[] {
  const [titles = [], ...lines] =
    parseCsv(readFileSync(join(folder, 'manifest.csv'), 'utf8')) ?? [];
  return lines.map((cells) =>
    Object.fromEntries(cells.map((cell, i) => [titles[i], withoutApostrophe(cell)])),
  );
}

/** Every patch of a data set, read by its format's own reader. */
async function patchesOf(folder: string, format: string): Promise<Map<string, string>> {
  const reader = formats.find(({ name }) => name === format)!.openReader(join(folder, 'data'));
  const found = new Map<string, string>();
  for (const row of manifestOf(folder)) {
    const [y0, y1, x0, x1] = ['y0', 'y1', 'x0', 'x1'].map((title) => Number(row[title]));
    const box = { y0: y0!, y1: y1!, x0: x0!, x1: x1! };
    const pixels = await reader.pixels({ file: row['file']!, item: row['item']!, box });
    if (!pixels.ok) throw new Error(JSON.stringify(pixels.failure));
    found.set(`${row['source']}/${row['name']}`, Buffer.from(pixels.value).toString('base64'));
  }
  await reader.close();
  return found;
}

test('every format holds the same patches and verifies; the same export gives the same bytes', async () => {
  const first = await patchesOf(await exported('cem', 'cem'), 'cem');
  expect(first.size).toBeGreaterThan(100);
  for (const { name } of formats.filter(({ name }) => name !== 'cem')) {
    const folder = await exported(name, name);
    expect(await patchesOf(folder, name), name).toEqual(first);
    const verified = await engine.follow(() => engine.client.exports.verify.mutate({ folder }));
    expect([name, verified.state, verified.report]).toEqual([name, 'done', []]);
    expect(folderDigest(await exported(name, `${name}-again`)), name).toEqual(folderDigest(folder));
  }
}, 240_000);

test('all facts but the place are the same in every manifest', () => {
  const factsOf = (name: string) =>
    manifestOf(join(home, name)).map(({ file, item, ...facts }) => facts);
  for (const { name } of formats) expect(factsOf(name), name).toEqual(factsOf('cem'));
});
