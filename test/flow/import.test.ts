import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runCommand } from '../main/cli/run-command.ts';
import { folderDigest } from './folder-digest.ts';
import { smallEdge, tiffStack } from './small-sources.ts';

// The command line as a person meets it: every step is a process of its own.

const folder = mkdtempSync(join(tmpdir(), 'import-'));
afterAll(() => rmSync(folder, { recursive: true }));

async function run(code: number, ...args: string[]): Promise<string> {
  const ended = await runCommand(folder, ...args, '--quiet');
  expect(ended.code, `${args.join(' ')}: ${ended.notes}${ended.out}`).toBe(code);
  return `${ended.out}${ended.notes}`;
}

beforeAll(async () => {
  const shape = { z: 8, y: 96, x: 144 };
  writeFileSync(join(folder, 'cells.tif'), tiffStack(shape, { z: 8, y: 8, x: 8 }, 1));
  await run(0, 'create', 'cells');
  await run(0, 'add', 'cells', 'cells.tif', '--licence', 'CC0-1.0');
  await run(0, 'run', 'cells', '--patch-size', String(smallEdge));
  await run(0, 'export', 'cells', 'first', '--set', 'dedup');
}, 120_000);

test('export, import, export, diff: the same bytes, and each command says so', async () => {
  expect(await run(0, 'import', 'first', 'again')).toMatch(
    /Made .*again\.emcurator with \d+ patches/,
  );
  expect(await run(0, 'status', 'again', '--read-only')).toContain('one volume is not here');
  expect(await run(0, 'verify', 'again')).toContain('Checked the database');
  await run(0, 'export', 'again', 'second', '--set', 'dedup');
  expect(folderDigest(join(folder, 'second'))).toEqual(folderDigest(join(folder, 'first')));
  expect(await run(0, 'verify', 'second')).toContain('Everything is as it was written');
  expect(await run(0, 'diff', 'first', 'second')).toContain('No difference');
  expect(await run(0, 'diff', 'cells', 'again')).toContain('No difference');
  await run(0, 'set', 'again', 'cells', '--organism', 'mouse');
  const told = await run(4, 'diff', 'first', 'again', '--csv', 'differences.csv');
  expect(told).toContain('sources.cells.organism: nothing');
  const json = JSON.parse(await run(4, 'diff', 'first', 'again', '--json'));
  expect(json).toMatchObject({ equal: false, counts: { added: 0, relabelled: 0 } });
  expect(await run(3, 'run', 'again', '--patch-size', '32')).toContain(
    'needs the volumes of cells',
  );
  expect(await run(0, 'relink', 'again', '--dry-run')).toContain('Found the files of 1 volume');
  expect(await run(0, 'relink', 'again')).toContain('cells.tif');
  await run(0, 'run', 'again');
  expect(await run(0, 'undo', 'again')).toContain('Took back');
  expect(await run(3, 'import', 'cells.emcurator', 'never')).toContain('holds no manifest.csv');
}, 240_000);
