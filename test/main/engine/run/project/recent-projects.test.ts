import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import {
  recentProjects,
  rememberProject,
} from '../../../../../src/main/engine/run/project/recent-projects.ts';
import { emptyFolder } from '../small-project.ts';

test('the project opened last comes first, once, and twelve are kept', async () => {
  const config = join(emptyFolder(), 'not', 'yet');
  for (let i = 0; i < 14; i++) await rememberProject(config, `/data/p${i}.emcurator`);
  await rememberProject(config, '/data/p5.emcurator');
  const names = (await recentProjects(config)).map(({ name }) => name);
  expect(names).toEqual(['p5', ...[13, 12, 11, 10, 9, 8, 7, 6, 4, 3, 2].map((i) => `p${i}`)]);
});

test('a project that is gone is listed as gone', async () => {
  const config = emptyFolder();
  const there = join(config, 'there.emcurator');
  mkdirSync(there);
  writeFileSync(join(there, 'project.sqlite'), '');
  await rememberProject(config, there);
  await rememberProject(config, join(config, 'gone.emcurator'));
  expect((await recentProjects(config)).map(({ name, exists }) => [name, exists])).toEqual([
    ['gone', false],
    ['there', true],
  ]);
});

test('a list that is damaged, or a folder that cannot be written, keeps nothing shut', async () => {
  const config = emptyFolder();
  writeFileSync(join(config, 'recent.json'), '[{"folder": 3}]');
  expect(await recentProjects(config)).toEqual([]);
  const file = join(config, 'a-file');
  writeFileSync(file, '');
  await rememberProject(file, '/data/p.emcurator');
  expect(await recentProjects(file)).toEqual([]);
});
