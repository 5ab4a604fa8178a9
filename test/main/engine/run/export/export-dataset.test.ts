import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { homedir, hostname, userInfo } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { savePlan } from '../../../../../src/main/engine/run/balance/saved-plans.ts';
import { exportDataset } from '../../../../../src/main/engine/run/export/export-dataset.ts';
import { applyLabels } from '../../../../../src/main/engine/run/label/label-actions.ts';
import { balancePlanRules } from '../../../../../src/shared/balance-plan.ts';
import { parseCsv } from '../../../../../src/shared/csv.ts';
import { labelRequest } from '../../../../../src/shared/decision.ts';
import { exportOptions } from '../../../../../src/shared/export.ts';
import { folderDigest } from '../../../../flow/folder-digest.ts';
import { startTaskProcesses } from '../process/task-processes.ts';
import {
  must,
  nanometres,
  newProject,
  type SmallProject,
  smallCut,
  writeSpheres,
} from '../small-project.ts';

const processes = startTaskProcesses();
let project: SmallProject;
beforeAll(async () => {
  project = newProject(processes);
  for (const [i, source] of ['liver', 'brain', 'heart'].entries()) {
    // One is cut along xy alone: it is never kept in memory whole.
    const voxelSize = source === 'brain' ? { z: 40, y: 8, x: 8 } : nanometres(8);
    const path = writeSpheres(join(project.folder, `${source}.tif`), i + 1, voxelSize);
    await project.add({ paths: [path], source });
  }
  await project.run(smallCut);
  const { ordinal } = project.session.columns();
  const marks = [
    { ordinals: [ordinal[0], ordinal[5]], value: 'uninformative', reason: '=blurred' },
  ];
  must(applyLabels(project.session, labelRequest.parse({ marks })));
}, 60_000);
afterAll(async () => {
  processes.close();
  await project.close();
});

const target = (name: string) => join(project.folder, name);
const start = (name: string, options: object, before?: () => void) =>
  project.job((context) => {
    before?.();
    const asked = exportOptions.parse({ set: 'dedup', ...options });
    return exportDataset(project.session, processes.tasks, target(name), asked, context);
  });
const table = (name: string, file: string) => {
  const [titles = [], ...rows] = parseCsv(readFileSync(join(target(name), file), 'utf8')) ?? [];
  return rows.map((row) => Object.fromEntries(titles.map((title, i) => [title, row[i] ?? ''])));
};
const datasetOf = (name: string) =>
  JSON.parse(readFileSync(join(target(name), 'dataset.json'), 'utf8'));
const leftOvers = () => readdirSync(project.folder).filter((name) => name.includes('.partial'));

test('groups have a line for each near-duplicate, members add up to the raw count', async () => {
  expect((await start('groups', {})).state).toBe('done');
  const manifest = table('groups', 'manifest.csv');
  const groups = table('groups', 'groups.csv');
  const members = manifest.reduce((sum, { members: count }) => sum + Number(count), 0);
  expect(groups.length).toBe(members - manifest.length);
  expect(groups.length).toBeGreaterThan(0);
  const names = new Set(manifest.map(({ source, name }) => `${source}/${name}`));
  for (const { source, exemplar, name, distance } of groups) {
    expect(names.has(`${source}/${exemplar}`)).toBe(true);
    expect(names.has(`${source}/${name}`)).toBe(false);
    expect(Number(distance)).toBeLessThanOrEqual(smallCut.hammingLimit);
  }
  expect(datasetOf('groups').groups).toEqual({ file: 'groups.csv', members: groups.length });
});

test('labels are told of without their giver, and no cell is a formula', async () => {
  const labels = table('groups', 'labels.csv');
  expect(labels.map(({ value, reason, origin }) => [value, reason, origin])).toEqual([
    ['uninformative', "'=blurred", 'hand'],
    ['uninformative', "'=blurred", 'hand'],
  ]);
  const decided = table('groups', 'manifest.csv').filter(({ decision }) => decision !== '');
  expect(decided.map(({ reason }) => reason)).toEqual(["'=blurred", "'=blurred"]);
});

test('whole sources go to one part, and weights count within it', async () => {
  const split = { train: 0.34, validation: 0.33, test: 0.33, seed: 3 };
  expect((await start('split', { split, gamma: 1 })).state).toBe('done');
  const rows = table('split', 'manifest.csv');
  const parts = new Map<string, Set<string>>();
  for (const row of rows) {
    parts.set(row['source']!, (parts.get(row['source']!) ?? new Set()).add(row['split']!));
    expect(row['weight']).toBe('1');
  }
  expect([...parts.values()].map((each) => each.size)).toEqual([1, 1, 1]);
  expect(rows.map(({ split: part }) => part).join()).toMatch(
    /^(train,?)+(validation,?)+(test,?)+$/,
  );
  expect(
    datasetOf('split').split.parts.every(({ sources }: { sources: number }) => sources === 1),
  ).toBe(true);
});

test('a plan chooses among the patches, and the data set says which', async () => {
  const rules = balancePlanRules.parse({ base: 'dedup', cap: 3, keep: 'random' });
  must(savePlan(project.session, 'three each', rules));
  const [plan] = project.session.catalog.balancePlans.all();
  expect((await start('planned', { plan: plan?.id })).state).toBe('done');
  const sources = table('planned', 'manifest.csv').map(({ source }) => source);
  expect(sources).toHaveLength(9);
  expect(datasetOf('planned')).toMatchObject({
    plan: { name: 'three each', rules: { cap: 3 } },
    balance: { gini: 0, counts: [3, 3, 3] },
  });
  expect((await start('raw-plan', { set: 'raw', plan: plan?.id })).failure?.kind).toBe(
    'option-invalid',
  );
});

test('an export that a kill interrupted writes only what is left, and the same bytes', async () => {
  const { session } = project;
  // What a kill leaves: the folder with its journal, and a shard that was not recorded.
  const seen = { partial: '' };
  processes.beforeEach((name) => {
    if (name !== 'finish-dataset' || seen.partial !== '') return;
    seen.partial = target('kept');
    const partial = target('.resumed.partial');
    renameSync(partial, seen.partial);
    mkdirSync(partial);
  });
  const first = await start('resumed', { format: 'csv' });
  expect(first.state).not.toBe('done');
  processes.beforeEach(() => {});
  rmSync(target('.resumed.partial'), { recursive: true, force: true });
  renameSync(seen.partial, target('.resumed.partial'));
  processes.forget();
  const again = await start('resumed', { format: 'csv' });
  expect([again.state, again.result]).toEqual(['done', expect.stringContaining('It went on')]);
  expect(processes.sent).not.toContain('write-shard');
  await start('undisturbed', { format: 'csv' });
  expect(folderDigest(target('resumed'))).toEqual(folderDigest(target('undisturbed')));
  expect(session.catalog.exports.all()[0]?.folder).toBe(target('undisturbed'));
  expect(leftOvers()).toEqual([]);
});

test('another export to the same place starts over', async () => {
  const partial = target('.other.partial');
  mkdirSync(join(partial, 'journal'), { recursive: true });
  mkdirSync(join(partial, 'set', 'data', 'stale'), { recursive: true });
  writeFileSync(join(partial, 'fingerprint'), 'of another export');
  expect((await start('other', {})).state).toBe('done');
  expect(existsSync(join(target('other'), 'data', 'stale'))).toBe(false);
});

test('a volume that vanishes ends the export in its sentence, and nothing is left', async () => {
  const volume = join(project.folder, 'brain.tif');
  renameSync(volume, `${volume}.away`);
  const job = await start('vanished', { set: 'raw' });
  renameSync(`${volume}.away`, volume);
  expect(job.failure).toMatchObject({ kind: 'file-missing', path: volume });
  expect([existsSync(target('vanished')), leftOvers()]).toEqual([false, []]);
});

test('a cancelled export leaves nothing', async () => {
  const job = await project.job(async (context) => {
    const asked = exportOptions.parse({ set: 'dedup' });
    const mayGoOn = async () => false;
    return exportDataset(project.session, processes.tasks, target('cancelled'), asked, {
      ...context,
      mayGoOn,
    });
  });
  expect([job.state, existsSync(target('cancelled')), leftOvers()]).toEqual([
    'cancelled',
    false,
    [],
  ]);
});

test('embeddings that are not there are asked for in a sentence', async () => {
  expect((await start('vectors', { embeddings: 'npy' })).failure?.kind).toBe('embeddings-missing');
});

test('nothing in a data set tells of this computer', async () => {
  expect((await start('anonymous', { set: 'raw' })).state).toBe('done');
  const secrets = [project.folder, homedir(), hostname(), userInfo().username].filter(
    (word) => word.length > 4,
  );
  for (const file of Object.keys(folderDigest(target('anonymous')))) {
    const bytes = readFileSync(join(target('anonymous'), file));
    for (const secret of secrets) expect(bytes.includes(secret), `${file}: ${secret}`).toBe(false);
  }
});
