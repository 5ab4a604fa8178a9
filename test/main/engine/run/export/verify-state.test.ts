import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { keptVerifyState } from '../../../../../src/main/engine/run/export/verify-state.ts';

const folder = mkdtempSync(join(tmpdir(), 'verify-state-'));
afterAll(() => rmSync(folder, { recursive: true }));
const state = { sums: 'a b', offset: 10, files: 2, bytes: 30, problems: [] };

test('how far a check has come is kept apart from the data set, by its folder', async () => {
  const [cache, set, other] = ['settings', 'set', 'other'].map((name) => join(folder, name));
  mkdirSync(set!);
  const kept = await keptVerifyState(cache!, set!);
  expect(await kept.read()).toBeNull();
  await kept.write(state);
  expect(await kept.read()).toEqual(state);
  expect(await (await keptVerifyState(cache!, other!)).read()).toBeNull();
  expect(readdirSync(set!)).toEqual([]);
  await kept.forget();
  expect(await kept.read()).toBeNull();
});

test('a state that is damaged is none', async () => {
  const cache = join(folder, 'damaged');
  const kept = await keptVerifyState(cache, folder);
  await kept.write(state);
  const [file] = readdirSync(join(cache, 'verify'));
  for (const text of ['', '{', '{"offset":-1}', 'null', '[]']) {
    writeFileSync(join(cache, 'verify', file!), text);
    expect(await kept.read(), text).toBeNull();
  }
});
