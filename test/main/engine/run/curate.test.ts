import {
  copyFileSync,
  mkdirSync,
  renameSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { balanceReport } from '../../../../src/main/engine/run/balance/balance-report.ts';
import { curate } from '../../../../src/main/engine/run/curate.ts';
import { staleSources } from '../../../../src/main/engine/run/cut/stale-sources.ts';
import { funnelOf } from '../../../../src/main/engine/run/funnel.ts';
import { patchNames } from '../../../../src/main/engine/run/project/patch-names.ts';
import {
  removeSource,
  setSource,
  sourceRecords,
} from '../../../../src/main/engine/run/source/source-changes.ts';
import { undoOrRedo } from '../../../../src/main/engine/run/undo.ts';
import { cutSettings } from '../../../../src/shared/cut.ts';
import type { SourceChange } from '../../../../src/shared/source.ts';
import { generateSpheres, type SpheresRecipe } from '../../../golden/generate-image.ts';
import { readJson } from '../../../golden/read-json.ts';
import { startTaskProcesses } from './process/task-processes.ts';
import {
  emptyFolder,
  must,
  mustFail,
  nanometres,
  newProject,
  type SmallProject,
  smallCut,
  writeSpheres,
  writeVolume,
} from './small-project.ts';

const processes = startTaskProcesses();
afterAll(processes.close);

const counted = (name: string) => processes.sent.filter((sent) => sent === name).length;

/** Names of all exemplars in the order in which they were chosen. */
function chosenNames({ session }: SmallProject): string[] {
  const names = patchNames(session);
  const exemplars = Array.from(session.columns().ordinal, (ordinal) => {
    const row = session.catalog.exemplars.byOrdinal(ordinal);
    if (!row) throw new Error(`no exemplar ${ordinal}`);
    return row;
  });
  exemplars.sort((a, b) => a.chosen - b.chosen);
  return exemplars.map((row) => names.paperName(row.volume, row.plane, row.position, row));
}

async function projectWith(...sources: string[]) {
  const project = newProject(processes);
  for (const [i, source] of sources.entries()) {
    const path = writeSpheres(join(project.folder, `${source}.tif`), 100 + i);
    await project.add({ paths: [path], source });
  }
  return project;
}
const idOf = ({ session }: SmallProject, name: string) =>
  session.catalog.sources.byName(name)?.id ?? -1;

interface GoldenVolume {
  spec: SpheresRecipe & {
    name: string;
    spacing_xyz: [number, number, number];
    step: number;
    order_seed: number;
  };
  names: string[];
  hashes: string[];
  exemplar_names: string[];
}
const golden = readJson<{ volumes: GoldenVolume[] }>('test/fixture/golden', 'volume.json').volumes;

test.each(golden.map((want) => [want.spec.name, want] as const))(
  'the generated volume %s gives the patches, hashes and exemplars of the paper’s code',
  async (name, { spec, names, hashes, exemplar_names }) => {
    const project = newProject(processes);
    const shape = { z: spec.d, y: spec.h, x: spec.w };
    const [x, y, z] = spec.spacing_xyz;
    const file = join(project.folder, `${name}.tif`);
    writeVolume(file, generateSpheres(spec).voxels, shape, { z, y, x });
    expect((await project.add({ paths: [file] })).report).toEqual([]);
    const settings = { mode: 'paper-exact', seed: spec.order_seed, spacing: spec.step };
    const job = await project.run(cutSettings.parse(settings));
    expect(job).toMatchObject({ state: 'done', report: [] });
    const { session } = project;
    const sections = session.catalog.crossSections.ofVolume(session.cut() ?? -1, 1);
    const found = Buffer.concat(sections.map((row) => row.hashes)).toString('hex');
    expect(sections.reduce((sum, row) => sum + row.patches, 0)).toBe(names.length);
    expect(found.match(/.{16}/g)).toEqual(hashes);
    expect(chosenNames(project)).toEqual(exemplar_names);
    await project.close();
  },
);

test('every patch has an owner, and members add up to all patches', async () => {
  const project = await projectWith('liver');
  await project.run();
  const { catalog } = project.session;
  const sections = catalog.crossSections.ofVolume(project.session.cut() ?? -1, 1);
  const owners = sections.flatMap(({ owners: bytes }) => {
    if (!bytes) throw new Error('no owners');
    return [...new Uint32Array(Uint8Array.from(bytes).buffer)];
  });
  const members = new Map<number, number>();
  for (const owner of owners) members.set(owner, (members.get(owner) ?? 0) + 1);
  const { ordinal, members: stored } = project.session.columns();
  expect(new Map(Array.from(ordinal, (o, row) => [o, stored[row]]))).toEqual(members);
  expect(funnelOf(project.session).raw).toBe(owners.length);
  await project.close();
});

test('running again without a change asks nothing of any process', async () => {
  const project = await projectWith('liver', 'brain');
  await project.run();
  const before = [...project.session.columns().ordinal];
  processes.forget();
  const job = await project.run();
  expect(job.state).toBe('done');
  expect(processes.sent).toEqual([]);
  expect([...project.session.columns().ordinal]).toEqual(before);
  await project.close();
});

const changes: readonly (readonly [string, SourceChange])[] = [
  ['mapping', { mapping: { kind: 'percentile', low: 5, high: 95 } }],
  ['invert', { invert: true }],
  ['voxel size', { voxelSize: { z: 80, y: 8, x: 8 } }],
];
test.each(changes)(
  'a corrected %s makes its source stale, and only that is cut again',
  async (_what, change) => {
    const project = await projectWith('liver', 'brain');
    const { session } = project;
    await project.run();
    const brain = idOf(project, 'brain');
    const ordinalsOf = (source: number) =>
      [...session.columns().ordinal].filter((_, row) => session.columns().source[row] === source);
    const [liverBefore, brainBefore] = [ordinalsOf(idOf(project, 'liver')), ordinalsOf(brain)];
    expect(must(setSource(session, brain, change)).summary).toContain('stale');
    expect([...staleSources(session)]).toEqual([brain]);
    expect(funnelOf(session).stale.patches).toBe(true);
    processes.forget();
    await project.run();
    expect(counted('resolve-mapping')).toBe(1);
    expect(counted('keep-exemplars')).toBe(1);
    expect(counted('hash-part')).toBeGreaterThan(0);
    expect(funnelOf(session).stale.patches).toBe(false);
    expect(ordinalsOf(idOf(project, 'liver'))).toEqual(liverBefore);
    const again = ordinalsOf(brain);
    expect(again.length).toBeGreaterThan(0);
    expect(again.filter((ordinal) => brainBefore.includes(ordinal))).toEqual([]);
    await project.close();
  },
);

test('a corrected name or licence makes nothing stale', async () => {
  const project = await projectWith('liver');
  await project.run();
  const change = { name: 'kidney', licence: 'CC0', tissue: 'cortex' };
  expect(must(setSource(project.session, 1, change)).summary).toBe('Corrected kidney.');
  expect(staleSources(project.session).size).toBe(0);
  expect(sourceRecords(project.session)[0]).toMatchObject({ name: 'kidney', stale: false });
  await project.close();
});

test('a thick voxel size leaves the xy plane alone, and taking it back restores all three', async () => {
  const project = await projectWith('liver');
  await project.run();
  const planes = () => [...new Set(project.session.columns().plane)].sort();
  expect(planes()).toEqual([0, 1, 2]);
  must(setSource(project.session, 1, { voxelSize: { z: 80, y: 8, x: 8 } }));
  await project.run();
  expect(planes()).toEqual([0]);
  must(undoOrRedo(project.session, 'undo'));
  await project.run();
  expect(planes()).toEqual([0, 1, 2]);
  await project.close();
});

test('a source taken out leaves every count, and undo brings back the same ordinals', async () => {
  const project = await projectWith('liver', 'brain');
  const { session } = project;
  await project.run();
  const before = { funnel: funnelOf(session), ordinals: [...session.columns().ordinal] };
  must(removeSource(session, idOf(project, 'liver')));
  const without = funnelOf(session);
  expect(without.sources).toBe(1);
  expect(without.raw).toBe(before.funnel.raw / 2);
  expect(without.dedup).toBe(session.columns().count);
  expect([...new Set(session.columns().source)]).toEqual([idOf(project, 'brain')]);
  expect(balanceReport(session, 'source').names).toEqual(['brain']);
  processes.forget();
  await project.run();
  expect(processes.sent).toEqual([]);
  must(undoOrRedo(session, 'undo'));
  expect(funnelOf(session)).toEqual(before.funnel);
  expect([...session.columns().ordinal]).toEqual(before.ordinals);
  must(undoOrRedo(session, 'redo'));
  expect(funnelOf(session)).toEqual(without);
  await project.close();
});

test('a removal cannot be taken back under a name that another source has now', async () => {
  const project = await projectWith('liver');
  const { session } = project;
  must(removeSource(session, 1));
  await project.add({
    paths: [writeSpheres(join(project.folder, 'other.tif'), 5)],
    source: 'liver',
  });
  expect(mustFail(undoOrRedo(session, 'undo'))).toEqual({ kind: 'name-taken', name: 'liver' });
  must(setSource(session, 2, { name: 'liver again' }));
  must(undoOrRedo(session, 'undo'));
  expect(mustFail(undoOrRedo(session, 'undo')).kind).toBe('name-taken');
  await project.close();
});

test('other settings are another cut, and going back needs no work', async () => {
  const project = await projectWith('liver');
  await project.run();
  const first = [...project.session.columns().ordinal];
  const wider = { ...smallCut, patchSize: 24 };
  await project.run(wider);
  expect([...project.session.columns().ordinal]).not.toEqual(first);
  processes.forget();
  await project.run();
  expect(processes.sent).toEqual([]);
  expect([...project.session.columns().ordinal]).toEqual(first);
  await project.close();
});

test('a run that is cancelled while its last slabs are cut goes on where it was', async () => {
  const whole = await projectWith('liver');
  await whole.run();
  const project = await projectWith('liver');
  const { session } = project;
  const job = await project.job((context) => {
    const abort = new AbortController();
    const stoppable = {
      ...context,
      signal: abort.signal,
      mayGoOn: async () => !abort.signal.aborted,
    };
    // All slabs of so small a volume are under way at once when the second is sent.
    processes.beforeEach((name) => {
      if (name === 'hash-part' && counted('hash-part') > 0) abort.abort();
    });
    processes.forget();
    return curate(session, processes.tasks, smallCut, stoppable);
  });
  processes.beforeEach(() => {});
  expect(job.state).toBe('cancelled');
  expect(session.catalog.cuts.volumeInputs(session.cut() ?? -1, 1)?.complete).toBe(false);
  expect((await project.run()).state).toBe('done');
  expect(funnelOf(session).raw).toBe(funnelOf(whole.session).raw);
  expect(chosenNames(project)).toEqual(chosenNames(whole));
  await project.close();
  await whole.close();
});

test('a volume that vanished or changed becomes a row of the report, and the others are cut', async () => {
  const project = await projectWith('gone', 'changed', 'sound');
  const file = (name: string) => join(project.folder, `${name}.tif`);
  renameSync(file('gone'), file('elsewhere'));
  copyFileSync(file('sound'), file('changed'));
  const job = await project.run();
  expect(job.state).toBe('done');
  expect(job.report).toEqual([
    { item: 'gone/gone', failure: { kind: 'file-missing', path: file('gone') } },
    {
      item: 'changed/changed',
      failure: { kind: 'volume-changed', path: file('changed'), source: 'changed' },
    },
  ]);
  expect([...new Set(project.session.columns().source)]).toEqual([idOf(project, 'sound')]);
  expect([...staleSources(project.session)].sort()).toEqual([1, 2]);
  renameSync(file('elsewhere'), file('gone'));
  expect((await project.run()).report).toHaveLength(1);
  expect([...new Set(project.session.columns().source)].sort()).toEqual([1, 3]);
  await project.close();
});

test('a file that was only touched is read once more and is still the same', async () => {
  const project = await projectWith('liver');
  utimesSync(join(project.folder, 'liver.tif'), 1, 1);
  processes.forget();
  const job = await project.run();
  expect(job.report).toEqual([]);
  expect(counted('checksum')).toBe(1);
  await project.close();
});

test('a volume without a voxel size is cut along xy with a row that says so', async () => {
  const project = newProject(processes);
  await project.add({ paths: [writeSpheres(join(project.folder, 'bare.tif'), 3, null)] });
  const job = await project.run();
  expect(job.report).toEqual([
    { item: 'bare/bare', failure: { kind: 'voxel-size-missing', path: 'bare.tif' } },
  ]);
  expect([...new Set(project.session.columns().plane)]).toEqual([0]);
  const asked = await project.run({ ...smallCut, planes: ['xz'] });
  expect(asked.report).toEqual([]);
  expect([...new Set(project.session.columns().plane)]).toEqual([1]);
  await project.close();
});

test('the same content is not added twice, and a file that is cut short becomes a row', async () => {
  const project = await projectWith('liver');
  const copy = join(project.folder, 'copy.tif');
  copyFileSync(join(project.folder, 'liver.tif'), copy);
  const short = writeSpheres(join(project.folder, 'short.tif'), 9);
  truncateSync(short, 2000);
  const text = join(project.folder, 'text.tif');
  writeFileSync(text, 'not a picture');
  const job = await project.add({ paths: [copy, short, text, join(project.folder, 'none.tif')] });
  expect(job.state).toBe('done');
  expect(job.report.map(({ item, failure }) => [item, failure.kind]).sort()).toEqual([
    [copy, 'already-added'],
    [join(project.folder, 'none.tif'), 'file-missing'],
    [short, expect.any(String)],
    [text, expect.any(String)],
  ]);
  expect(project.session.catalog.volumes.all()).toHaveLength(1);
  await project.close();
});

test('a second volume of one name in a source gets ~2', async () => {
  const project = newProject(processes);
  for (const [i, folder] of ['a', 'b'].entries()) {
    mkdirSync(join(project.folder, folder));
    const path = writeSpheres(join(project.folder, folder, 'v.tif'), i + 1);
    await project.add({ paths: [path], source: 'liver' });
  }
  expect(project.session.catalog.volumes.all().map(({ name }) => name)).toEqual(['v', 'v~2']);
  await project.close();
});

test('without volumes there is nothing to run', async () => {
  const project = newProject(processes, emptyFolder());
  expect(await project.run()).toMatchObject({
    state: 'failed',
    failure: { kind: 'nothing-to-run' },
  });
  await project.close();
});

test('the same input and seed give the same exemplars, another seed others', async () => {
  const [first, second] = [await projectWith('liver'), await projectWith('liver')];
  await first.run();
  await second.run();
  expect(chosenNames(second)).toEqual(chosenNames(first));
  await second.run({ ...smallCut, seed: 2 });
  expect(chosenNames(second)).not.toEqual(chosenNames(first));
  await first.close();
  await second.close();
});

test('near-duplicates are looked for within a source, and in the paper’s mode within a file', async () => {
  const project = newProject(processes);
  const { voxels } = generateSpheres({
    d: 12,
    h: 48,
    w: 64,
    n: 40,
    rmax: 8,
    bg: 120,
    noise: 3,
    seed: 8,
  });
  const shape = { z: 12, y: 48, x: 64 };
  for (const name of ['a', 'b']) {
    const copy = Uint8Array.from(voxels);
    if (name === 'b') copy[0] = (copy[0] ?? 0) ^ 1; // other content, hardly another picture
    const path = writeVolume(join(project.folder, `${name}.tif`), copy, shape, nanometres(8));
    await project.add({ paths: [path], source: 'twins' });
  }
  await project.run();
  const together = project.session.columns().count;
  await project.run({ ...smallCut, mode: 'paper-exact' });
  const counts = [
    ...project.session.catalog.exemplars.countByVolume(project.session.cut() ?? -1).values(),
  ];
  expect(counts[0]).toBe(counts[1]);
  expect(together).toBeLessThan((counts[0] ?? 0) * 2);
  await project.close();
});
