import { expect, test } from 'vitest';
import { cutSettings } from '../../../../src/shared/cut.ts';
import type { Job } from '../../../../src/shared/job.ts';
import { addVolume, newCatalog } from './new-catalog.ts';

test('equal settings are one cut and other settings another', () => {
  const { cuts } = newCatalog();
  const settings = cutSettings.parse({ spacing: 3 });
  const cut = cuts.find(settings);
  expect(cuts.find(cutSettings.parse({ spacing: 3 }))).toBe(cut);
  expect(cuts.find(cutSettings.parse({ spacing: 4 }))).not.toBe(cut);
  expect(cuts.settings(cut)).toEqual(settings);
  expect(cuts.settings(999)).toBeNull();
});

test('cross-sections come back by plane and position, with their owners once known', () => {
  const catalog = newCatalog();
  const { crossSections } = catalog;
  const hashes = Uint8Array.of(1, 2);
  for (const [plane, position] of [
    [1, 0],
    [0, 7],
    [0, 2],
  ] as const)
    crossSections.add(1, 1, { plane, position, patches: 2, hashes });
  crossSections.setOwners(1, 1, 0, 7, Uint8Array.of(9));
  expect(
    crossSections.ofVolume(1, 1).map((row) => [row.plane, row.position, row.owners?.[0] ?? null]),
  ).toEqual([
    [0, 2, null],
    [0, 7, 9],
    [1, 0, null],
  ]);
  expect(crossSections.positions(1, 1, 0)).toEqual([2, 7]);
  expect(crossSections.positions(1, 2, 0)).toEqual([]);
});

test('a volume counts its patches only when it was cut whole', () => {
  const { crossSections, cuts } = newCatalog();
  crossSections.add(1, 1, { plane: 0, position: 0, patches: 5, hashes: new Uint8Array(0) });
  cuts.setVolume(1, 1, 'inputs', false);
  expect([...crossSections.patchesOfVolumes(1)]).toEqual([]);
  cuts.setVolume(1, 1, 'inputs', true);
  expect([...crossSections.patchesOfVolumes(1)]).toEqual([[1, 5]]);
  const stretch = crossSections.stretch(1, 1, { plane: -1, position: -1 });
  if (stretch) crossSections.remove(1, 1, stretch);
  expect([...crossSections.patchesOfVolumes(1)]).toEqual([]);
});

test('a section that was cut again replaces the one before', () => {
  const { crossSections } = newCatalog();
  for (const patches of [5, 6])
    crossSections.add(1, 1, { plane: 0, position: 0, patches, hashes: new Uint8Array(0) });
  expect(crossSections.ofVolume(1, 1).map((row) => row.patches)).toEqual([6]);
});

test('a block of sections never changes sides once drawn', () => {
  const { holdOuts } = newCatalog();
  const block = { contentId: 'a', plane: 0, block: 3 };
  expect(holdOuts.isHeld(block)).toBeNull();
  holdOuts.draw(1, block, true);
  holdOuts.draw(1, block, false);
  expect(holdOuts.isHeld(block)).toBe(true);
  expect(holdOuts.isHeld({ ...block, plane: 1 })).toBeNull();
});

test('the name of a source that was taken out is free again', () => {
  const catalog = newCatalog();
  const { source } = addVolume(catalog, 'liver', 'a');
  expect(() => addVolume(catalog, 'liver', 'b')).toThrow(/UNIQUE/);
  const state = catalog.sources.byId(source);
  if (!state) throw new Error('no source');
  catalog.sources.restore(source, { ...state, removed: true });
  const again = addVolume(catalog, 'liver', 'a');
  expect(catalog.sources.byName('liver')?.id).toBe(again.source);
  expect(catalog.sources.all().map(({ id }) => id)).toEqual([again.source]);
  expect(catalog.volumes.all().map(({ id }) => id)).toEqual([again.volume]);
  expect(catalog.volumes.byContent('a')?.id).toBe(again.volume);
});

test('a volume keeps everything that is known of it', () => {
  const catalog = newCatalog();
  const { volume } = addVolume(catalog, 'liver', 'a');
  catalog.volumes.giveVoxelSize(volume, { z: 30, y: 4, x: 4 });
  catalog.volumes.recordMapping(volume, { rule: 'linear', low: -5, high: 0.5 }, null);
  expect(catalog.volumes.byId(volume)).toMatchObject({
    voxelSizeOfFile: { z: 8, y: 8, x: 8 },
    voxelSizeGiven: { z: 30, y: 4, x: 4 },
    resolvedMapping: { rule: 'linear', low: -5, high: 0.5 },
    modified: 2.5,
    warnings: ['a warning'],
  });
  catalog.volumes.giveVoxelSize(volume, null);
  expect(catalog.volumes.byId(volume)?.voxelSizeGiven).toBeNull();
});

test('models, exports and jobs are remembered, exports and jobs newest first', () => {
  const { models, exports, jobs } = newCatalog();
  models.add('hash', 1, '{}');
  expect(models.byHash('hash')).toEqual({ id: 1, record: '{}' });
  expect(models.byHash('other')).toBeNull();
  const record = {
    format: 'cem',
    set: 'dedup',
    plan: null,
    patches: 3,
    bytes: 9,
    at: 1,
    manifestSha256: 'f',
  };
  exports.add({ ...record, folder: 'a' });
  exports.add({ ...record, folder: 'b', plan: 'even' });
  expect(exports.all().map(({ folder, set, plan }) => [folder, set, plan])).toEqual([
    ['b', 'dedup', 'even'],
    ['a', 'dedup', null],
  ]);
  const job: Job = {
    id: jobs.nextId(),
    kind: 'run',
    title: 'Cut',
    state: 'running',
    stage: 'cut',
    done: 1,
    total: 2,
    unit: 'patches',
    rate: null,
    etaSeconds: null,
    startedAt: 1,
    finishedAt: null,
    report: [{ item: 'a', failure: { kind: 'cancelled' } }],
    failure: null,
    result: null,
  };
  jobs.save(job);
  jobs.save({ ...job, state: 'done' });
  jobs.save({ ...job, id: jobs.nextId() });
  expect(jobs.recent(5)).toEqual([
    { ...job, id: 2 },
    { ...job, state: 'done' },
  ]);
});
