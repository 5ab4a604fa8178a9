import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import {
  discardPartialSet,
  openPartialSet,
  partialFolder,
} from '../../../../../src/main/engine/run/export/partial-set.ts';
import { must } from '../small-project.ts';

let home = '';
let target = '';
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'partial-set-'));
  target = join(home, 'set');
});
afterEach(() => rmSync(home, { recursive: true }));

test('a set that was let go of to be gone on with is, by the same export alone', async () => {
  const first = must(await openPartialSet(target, 'a', 'test'));
  writeFileSync(join(first.folder, 'set/data/one'), '');
  await first.close(true);
  const second = must(await openPartialSet(target, 'a', 'test'));
  expect(second.resumed).toBe(true);
  expect(existsSync(join(second.folder, 'set/data/one'))).toBe(true);
  await second.close(true);
  const third = must(await openPartialSet(target, 'b', 'test'));
  expect(third.resumed).toBe(false);
  expect(readdirSync(join(third.folder, 'set/data'))).toEqual([]);
  await third.close();
  expect(readdirSync(home)).toEqual([]);
});

test('a finished set leaves nothing beside it, also when the program closes at that moment', async () => {
  const set = must(await openPartialSet(target, 'a', 'test'));
  must(await set.finish());
  await set.close(true);
  expect(readdirSync(home)).toEqual(['set']);
});

test('a folder of that name with files of somebody else is left as it is', async () => {
  mkdirSync(partialFolder(target));
  writeFileSync(join(partialFolder(target), 'thesis.txt'), 'all of it');
  const opened = await openPartialSet(target, 'a', 'test');
  expect(opened).toMatchObject({ ok: false, failure: { kind: 'target-unwritable', path: target } });
  must(await discardPartialSet(target));
  expect(readdirSync(partialFolder(target))).toEqual(['thesis.txt']);
});

test('an export that was killed before its first file is begun again', async () => {
  mkdirSync(partialFolder(target));
  for (const name of ['lock.sqlite', 'holder.json', 'fingerprint.new']) {
    writeFileSync(join(partialFolder(target), name), '');
  }
  const set = must(await openPartialSet(target, 'a', 'test'));
  expect(set.resumed).toBe(false);
  await set.close();
  expect(readdirSync(home)).toEqual([]);
});

test('while one is removed it is held: another export cannot begin in it', async () => {
  const set = must(await openPartialSet(target, 'a', 'test'));
  for (let i = 0; i < 200; i++) writeFileSync(join(set.folder, 'set/data', String(i)), '');
  const closed = set.close();
  const other = await openPartialSet(target, 'a', 'test');
  expect(other).toMatchObject({ ok: false, failure: { kind: 'target-busy' } });
  await closed;
  expect(readdirSync(home)).toEqual([]);
});
