import { readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { splitRelationWarnings } from '../../../../../src/main/engine/run/export/split-warnings.ts';
import { judgeRelation } from '../../../../../src/main/engine/run/relation/judge-relation.ts';
import { relateExemplars } from '../../../../../src/main/engine/run/relation/relate-exemplars.ts';
import {
  relationMatrix,
  relationPairs,
  relationReport,
} from '../../../../../src/main/engine/run/relation/relation-report.ts';
import { removeSource } from '../../../../../src/main/engine/run/source/source-changes.ts';
import { undoOrRedo } from '../../../../../src/main/engine/run/undo.ts';
import {
  alignmentWords,
  landmarkWords,
  relationQuery,
  unseenWords,
} from '../../../../../src/shared/relation.ts';
import { generateSpheres } from '../../../../golden/generate-image.ts';
import { startTaskProcesses } from '../process/task-processes.ts';
import {
  must,
  mustFail,
  nanometres,
  newProject,
  type SmallProject,
  smallCut,
  writeVolume,
} from '../small-project.ts';

const processes = startTaskProcesses();
const { tasks } = processes;
const cut = { ...smallCut, planes: ['xy' as const], hammingLimit: 6 };
let project: SmallProject;

const shape = { z: 20, y: 64, x: 80 };
const voxelsOf = (seed: number): Uint8Array => {
  const { z: d, y: h, x: w } = shape;
  return generateSpheres({ d, h, w, n: 120, rmax: 8, bg: 120, noise: 2, seed }).voxels;
};

/** A part of a volume from some voxel on, as another deposit would have it. */
function partOf(voxels: Uint8Array, from: typeof shape): [Uint8Array, typeof shape] {
  const part = { z: shape.z - from.z, y: shape.y - from.y, x: shape.x - from.x };
  const out = new Uint8Array(part.z * part.y * part.x);
  for (let z = 0; z < part.z; z++) {
    for (let y = 0; y < part.y; y++) {
      const at = ((z + from.z) * shape.y + y + from.y) * shape.x + from.x;
      out.set(voxels.subarray(at, at + part.x), (z * part.y + y) * part.x);
    }
  }
  return [out, part];
}

const relate = () => project.job((context) => relateExemplars(project.session, tasks, context));
const report = (query = {}) => relationReport(project.session, relationQuery.parse(query));
const idOf = (name: string) =>
  project.session.catalog.sources.all().find((source) => source.name === name)?.id ?? -1;
const addVolume = async (name: string, voxels: Uint8Array, size = shape) => {
  const path = writeVolume(join(project.folder, `${name}.tif`), voxels, size, nanometres(8));
  await project.add({ paths: [path], source: name });
};

beforeAll(async () => {
  project = newProject(processes);
  const whole = voxelsOf(1);
  await addVolume('whole', whole);
  await addVolume('part', ...partOf(whole, { z: 3, y: 16, x: 32 }));
  await addVolume('other', voxelsOf(2));
  await addVolume('empty', new Uint8Array(shape.z * shape.y * shape.x).fill(200));
  await project.run(cut);
});
afterAll(async () => {
  await project.close();
  processes.close();
});

test('before they are computed no relations are known', async () => {
  expect(report()).toMatchObject({ state: 'none', sources: 4, relations: [] });
  expect((await relationMatrix(project.session)).shares).toEqual([]);
});

test('a part of a volume added as another source is found, with where it lies', async () => {
  const job = await relate();
  expect(job.result).toBe(
    'Compared 4 sources: 1 pair is likely the same specimen, 0 have some patches alike.',
  );
  const { state, counts, relations } = report();
  expect(state).toBe('current');
  expect(counts.same).toBe(1);
  const [first] = relations;
  expect(first).toMatchObject({ kind: 'same', nameA: 'whole', nameB: 'part', verdict: 'none' });
  expect(alignmentWords(first?.alignment ?? null)).toMatch(
    /^shifted by 3, 16, 32 voxels in \d+ of \d+ pairs$/,
  );
  expect(first?.volumeNames).toEqual(['whole', 'part']);
});

test('the matrix holds both shares, related sources side by side', async () => {
  const { sources, rows, columns, shares } = await relationMatrix(project.session);
  expect(sources.slice(0, 2).map(({ name }) => name)).toEqual(['whole', 'part']);
  const shareOf = (row: number, column: number) =>
    shares[rows.findIndex((each, i) => each === row && columns[i] === column)] ?? 0;
  const [relation] = report().relations;
  expect(shareOf(0, 1)).toBeCloseTo((relation?.a.telling ?? 0) / (relation?.a.exemplars ?? 1));
  expect(shareOf(1, 0)).toBeGreaterThan(shareOf(0, 1));
});

test('example pairs are exemplars of both, from the same place', () => {
  const both = { a: idOf('whole'), b: idOf('part') };
  const { total, pairs } = must(relationPairs(project.session, both, 0, 50));
  expect(pairs.length).toBe(total);
  for (const { a, b, agrees } of pairs.filter((pair) => pair.agrees)) {
    expect([a.source, b.source, agrees]).toEqual([both.a, both.b, true]);
    if (a.plane === 'xy') expect(a.box.y0 - b.box.y0).toBe(16);
  }
  expect(must(relationPairs(project.session, both, 1, 2)).pairs).toEqual(pairs.slice(1, 3));
  const none = relationPairs(project.session, { a: both.a, b: 999 }, 0, 50);
  expect(mustFail(none)).toEqual({ kind: 'relation-unknown' });
});

test('a verdict is kept when all is computed again, and can be taken back', async () => {
  const [whole, part] = [idOf('whole'), idOf('part')];
  const said = must(judgeRelation(project.session, part, whole, 'same'));
  expect(said.summary).toBe('Called whole and part the same specimen.');
  await relate();
  expect(report().relations[0]?.verdict).toBe('same');
  must(undoOrRedo(project.session, 'undo'));
  expect(report().relations[0]?.verdict).toBe('none');
  must(undoOrRedo(project.session, 'redo'));
  expect(report().relations[0]?.verdict).toBe('same');
  must(judgeRelation(project.session, whole, part, 'none'));
  expect(report().relations[0]?.verdict).toBe('none');
  const unknown = judgeRelation(project.session, whole, whole, 'same');
  expect(mustFail(unknown)).toEqual({ kind: 'relation-unknown' });
});

test('a split that parts what shows the same is warned of, until a person says otherwise', () => {
  const dealt = (part: 'train' | 'test') => [
    { id: idOf('whole'), name: 'whole', split: 'train' as const },
    { id: idOf('part'), name: 'part', split: part },
    { id: idOf('other'), name: 'other', split: 'test' as const },
  ];
  const warned = () => splitRelationWarnings(project.session, dealt('test'));
  expect(splitRelationWarnings(project.session, dealt('train'))).toEqual([]);
  expect(warned()).toEqual([
    expect.stringMatching(/^whole \(train\) and part \(test\) likely show the same specimen/),
  ]);
  must(judgeRelation(project.session, idOf('whole'), idOf('part'), 'same'));
  expect(warned()).toEqual([
    expect.stringMatching(
      /^whole \(train\) and part \(test\) show the same specimen, as you judged/,
    ),
  ]);
  must(judgeRelation(project.session, idOf('whole'), idOf('part'), 'unrelated'));
  expect(warned()).toEqual([]);
  must(judgeRelation(project.session, idOf('whole'), idOf('part'), 'none'));
});

test('a source that is taken out drops out, and comes back with undo', async () => {
  must(removeSource(project.session, idOf('part')));
  expect(report()).toMatchObject({ state: 'current', sources: 3, counts: { same: 0 } });
  expect((await relationMatrix(project.session)).sources.length).toBe(3);
  must(undoOrRedo(project.session, 'undo'));
  expect(report()).toMatchObject({ state: 'current', counts: { same: 1 } });
});

test('a job that is cancelled leaves nothing that looks complete', async () => {
  const job = await project.job((context) =>
    relateExemplars(project.session, tasks, {
      ...context,
      mayGoOn: async () =>
        !context.signal.aborted && project.session.catalog.settings.get('relations') !== '',
    }),
  );
  expect(job.state).toBe('cancelled');
  expect(report().state).toBe('none');
  await relate();
  expect(report().state).toBe('current');
});

test('another source makes what is known stale, and only weak relations are left out of the list', async () => {
  const [copy, size] = partOf(voxelsOf(2), { z: 0, y: 0, x: 16 });
  await addVolume('other-part', copy, size);
  await project.run(cut);
  expect(report().state).toBe('stale');
  await relate();
  const { state, counts, total } = report();
  expect([state, counts.same]).toEqual(['current', 2]);
  expect(report({ all: true }).relations.length).toBe(total);
  expect(report().relations.length).toBe(counts.same + counts.alike);
  const one = report({ all: true, source: idOf('other') }).relations;
  expect(one.every(({ nameA, nameB }) => [nameA, nameB].includes('other'))).toBe(true);
  expect(report({ all: true, from: 1, count: 1 }).relations).toEqual(
    report({ all: true }).relations.slice(1, 2),
  );
});

test('an overlap at a displacement that no patches share is found by landmarks, and they are kept', async () => {
  const size = { z: 6, y: 220, x: 240 };
  const recipe = { d: size.z, h: size.y, w: size.x, n: 360, rmax: 9, bg: 120, noise: 2, seed: 31 };
  const { voxels } = generateSpheres(recipe);
  const box = (y0: number, x0: number) => {
    const [rows, columns] = [150, 160];
    const part = new Uint8Array(size.z * rows * columns);
    for (let z = 0; z < size.z; z++) {
      for (let y = 0; y < rows; y++) {
        const at = (z * size.y + y + y0) * size.x + x0;
        part.set(voxels.subarray(at, at + columns), (z * rows + y) * columns);
      }
    }
    return part;
  };
  const part = { z: size.z, y: 150, x: 160 };
  await addVolume('first-deposit', box(1, 2), part);
  await addVolume('second-deposit', box(62, 77), part);
  await project.run(cut);
  const job = await relate();
  expect(job.report).toEqual([]);
  const one = report({ all: true, source: idOf('second-deposit') }).relations.find(
    ({ nameA }) => nameA === 'first-deposit',
  );
  expect(one?.kind).toBe('same');
  expect(one?.volumeNames).toEqual(['first-deposit', 'second-deposit']);
  expect(landmarkWords(one?.landmarks ?? null)).toMatch(
    /^32% and 32% shared: shifted by 0, 61, 75 voxels; \d+ of \d+ landmarks$/,
  );
  const files = join(project.session.folder, 'cache', 'landmarks');
  expect(readdirSync(files).filter((name) => name.endsWith('.bin')).length).toBe(7);
});

test('a volume that is gone is told, and the rest is compared; what was found before needs no file', async () => {
  rmSync(join(project.folder, 'first-deposit.tif'));
  const known = await relate();
  expect([known.state, known.report]).toEqual(['done', []]);
  const landmarks = join(project.session.folder, 'cache', 'landmarks');
  const gone = project.session.catalog.volumes.ofSource(idOf('first-deposit'))[0];
  // A file that a killed program left half written is no file.
  writeFileSync(join(landmarks, `${gone?.contentId}.bin`), 'EMLM');
  const job = await relate();
  expect(job.report.map(({ item, failure }) => [item, failure.kind])).toEqual([
    ['first-deposit', 'file-missing'],
  ]);
  expect(job.result).toMatch(/Of 1 source some volumes could not be read/);
  expect(report().unseen).toEqual(['first-deposit']);
  expect(unseenWords(report())).toMatch(/^Not looked into wholly.*first-deposit/);
});

test('relations that were stored before landmarks were looked for can be read', () => {
  const { catalog } = project.session;
  const text = JSON.parse(catalog.settings.get('relations') ?? '{}');
  catalog.commit(() =>
    catalog.settings.set('relations', JSON.stringify({ ...text, missing: undefined })),
  );
  expect(report().state).toBe('current');
  expect(unseenWords(report())).toMatch(/compare again/);
});
