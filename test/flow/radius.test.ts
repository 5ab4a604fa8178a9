import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { pairQueue } from '../../src/shared/pair.ts';
import { emcuratorJson } from './command-line.ts';
import { given, openEngine } from './open-engine.ts';
import { smallEdge, smallPaths, writeSmallSources } from './small-sources.ts';

// The curve and the marks of pairs, from the command line.

const folder = mkdtempSync(join(tmpdir(), 'emcurator-radius-'));
const json = (...args: string[]) => emcuratorJson(folder, ...args);
const project = 'pairs';

beforeAll(async () => {
  await writeSmallSources(folder);
  const cut = ['--patch-size', String(smallEdge), '--seed', '7'];
  for (const step of [
    ['create', project],
    ['add', project, ...smallPaths],
    ['run', project, ...cut],
  ])
    expect((await json(...step)).code, step.join(' ')).toBe(0);
}, 120_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('the curve is counted, told and written', async () => {
  expect((await json('radius', project, '--read-only')).curves.state).toBe('missing');
  const files = ['--svg', 'curve.svg', '--csv', 'curve.csv'];
  const { code, curves } = await json('radius', project, '--compute', ...files);
  expect([code, curves.state, curves.needs.units]).toEqual([0, 'current', 0]);
  expect(curves.kept[curves.settings.hammingLimit]).toBe(curves.now);
  expect(readFileSync(join(folder, 'curve.svg'), 'utf8')).toContain('all sources');
  expect(readFileSync(join(folder, 'curve.csv'), 'utf8')).toContain(
    `\nall sources,0,${curves.kept[0]}\n`,
  );
});

test('marks go from one project to a colleague’s and give the same estimate', async () => {
  const engine = openEngine(folder);
  const { client } = engine;
  given(await client.project.open.mutate({ folder: join(folder, `${project}.emcurator`) }));
  const asked = { ...pairQueue.parse({}), from: 0, count: 4 };
  const { pairs } = given(await client.pairs.next.query(asked));
  for (const [i, { a, b }] of pairs.entries()) {
    const value = i === 0 ? 'different' : 'same';
    given(await client.pairs.mark.mutate({ a: a.address, b: b.address, value }));
  }
  await engine.close();
  const before = await json('pairs', 'estimate', project);
  const marked = before.strata.reduce(
    (sum: number, { same, different }: { same: number; different: number }) =>
      sum + same + different,
    0,
  );
  expect([before.code, marked, pairs.length]).toEqual([0, 4, 4]);
  expect((await json('pairs', 'export', project, 'marks.csv')).pairs).toBe(4);
  for (let i = 0; i < 4; i++) expect((await json('undo', project)).code).toBe(0);
  expect((await json('pairs', 'estimate', project)).total[12]).toBeNull();
  const text = readFileSync(join(folder, 'marks.csv'), 'utf8');
  writeFileSync(join(folder, 'bad.csv'), text.replace(',same,', ',alike,'));
  const refused = await json('pairs', 'import', project, 'bad.csv');
  expect([refused.code === 0, refused.failure.kind]).toEqual([false, 'pair-file-invalid']);
  expect((await json('pairs', 'import', project, 'marks.csv')).code).toBe(0);
  expect((await json('pairs', 'estimate', project)).total).toEqual(before.total);
});
