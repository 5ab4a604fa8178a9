import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { plannedStages, runNeeds } from '../../../../src/main/engine/run/run-needs.ts';
import { ratesOf, rememberRate } from '../../../../src/main/engine/run/stage-rates.ts';
import { type CutSettings, cutSettings } from '../../../../src/shared/cut.ts';
import { addVolume, newCatalog } from '../catalog/new-catalog.ts';
import { startTaskProcesses } from './process/task-processes.ts';
import { must, newProject, type SmallProject, smallCut, writeSpheres } from './small-project.ts';

const processes = startTaskProcesses();
let project: SmallProject;
let ids: number[];

beforeAll(async () => {
  project = newProject(processes);
  for (const [i, source] of ['liver', 'brain'].entries()) {
    await project.add({ paths: [writeSpheres(join(project.folder, `${source}.tif`), i)], source });
  }
  ids = project.session.catalog.sources.all().map(({ id }) => id);
});
afterAll(async () => {
  await project.close();
  processes.close();
});

const settings = (change: Partial<CutSettings> = {}) =>
  cutSettings.parse({ ...smallCut, ...change });
const needs = async (change: Partial<CutSettings> = {}, sources: number[] | null = null) =>
  must(await runNeeds(project.session, settings(change), sources));

test('what is told before a run is what it then does, and nothing is left to do after it', async () => {
  const before = await needs();
  expect(before).toMatchObject({ volumes: 2, patchesThere: 0, trouble: null });
  expect(before.bytes.packs).toBeGreaterThan(0);
  expect(before.bytesAtMost).toBeGreaterThan(before.bytes.packs + before.bytes.catalog);
  expect(before.seconds).toBeGreaterThan(0);
  expect(before.stages.every(({ measured }) => !measured)).toBe(true);
  // What share is kept is not known before the first run.
  const { least, most } = before;
  expect(least.exemplars).toBeLessThan(before.exemplars);
  expect(most.exemplars).toBeGreaterThan(before.exemplars);
  expect(least.disk).toBeLessThan(most.disk);
  expect(most.seconds).toBeGreaterThan(before.seconds);
  const [first = -1] = ids;
  const half = await needs({}, [first]);
  expect(half).toMatchObject({ volumes: 1, patches: before.patches / 2 });
  await project.run(smallCut);
  const raw = project.session.catalog.crossSections.patchesOfVolumes(project.session.cut() ?? -1);
  expect([...raw.values()].reduce((sum, count) => sum + count, 0)).toBe(before.patches);
  expect(await needs()).toMatchObject({
    volumes: 0,
    patches: 0,
    patchesThere: before.patches,
    exemplars: project.session.columns().count,
    bytes: { catalog: 0, packs: 0 },
    seconds: 0,
  });
});

test('another radius takes the hashes over, another patch size cuts anew', async () => {
  const raw = (await needs()).patchesThere;
  expect(await needs({ hammingLimit: 3 })).toMatchObject({
    volumes: 0,
    patches: 0,
    patchesThere: raw,
  });
  const other = await needs({ patchSize: 2 * settings().patchSize });
  expect(other).toMatchObject({ volumes: 2, patchesThere: 0 });
  expect(other.patches).toBeGreaterThan(0);
  expect(other.patches).toBeLessThan(raw);
});

test('a disk too small for it is told with what is needed and what is free', async () => {
  const { catalog } = project.session;
  const vast = addVolume(catalog, 'vast', 'vast');
  const known = catalog.volumes.byId(vast.volume);
  if (!known) throw new Error('no volume');
  const edge = 100_000;
  const { id: _, resolvedMapping: _m, ...volume } = known;
  catalog.volumes.add({ ...volume, contentId: 'vaster', shape: { z: edge, y: edge, x: edge } });
  const found = await needs();
  expect(found.trouble).toEqual({
    kind: 'disk-full',
    path: project.session.folder,
    needs: found.bytes.catalog + found.bytes.packs,
    free: found.free,
  });
  expect((await needs({}, ids)).trouble).toBeNull();
});

test('rates of stages that went on for a while are remembered, and the forecast follows them', async () => {
  const catalog = newCatalog();
  expect(ratesOf(catalog)['cut and hash'].measured).toBe(false);
  rememberRate(catalog, { name: 'cut and hash', done: 90_000, seconds: 30 });
  rememberRate(catalog, { name: 'measure', done: 500, seconds: 2 });
  rememberRate(catalog, { name: 'verify', done: 90_000, seconds: 30 });
  expect(ratesOf(catalog)['cut and hash']).toEqual({ rate: 3000, measured: true });
  expect(ratesOf(catalog).measure.measured).toBe(false);
  rememberRate(project.session.catalog, { name: 'cut and hash', done: 1000, seconds: 100 });
  const { stages, patches } = await needs({ patchSize: 2 * settings().patchSize }, ids);
  expect(stages[1]).toEqual({
    name: 'cut and hash',
    total: patches,
    seconds: patches / 10,
    measured: true,
  });
  expect(plannedStages(must(await runNeeds(project.session, settings({ seed: 4 }), ids)))).toEqual(
    expect.arrayContaining([expect.objectContaining({ name: 'cut and hash' })]),
  );
});
