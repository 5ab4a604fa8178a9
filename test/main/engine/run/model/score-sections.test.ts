import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  cropYields,
  sectionMapOf,
} from '../../../../../src/main/engine/run/balance/crop-yield-report.ts';
import { reportData } from '../../../../../src/main/engine/run/balance/report-data.ts';
import { applyLabels } from '../../../../../src/main/engine/run/label/label-actions.ts';
import { modelList } from '../../../../../src/main/engine/run/model/model-store.ts';
import { useModel } from '../../../../../src/main/engine/run/model/model-use.ts';
import { dropMap } from '../../../../../src/main/engine/run/model/score-map-file.ts';
import { scoreSections } from '../../../../../src/main/engine/run/model/score-sections.ts';
import { setThreshold } from '../../../../../src/main/engine/run/model/threshold-yield.ts';
import { trainModel } from '../../../../../src/main/engine/run/model/train-model.ts';
import { planeOf } from '../../../../../src/main/engine/run/project/plane-codes.ts';
import { setSource } from '../../../../../src/main/engine/run/source/source-changes.ts';
import { cropYieldRequest } from '../../../../../src/shared/crop-yield.ts';
import { labelRequest } from '../../../../../src/shared/decision.ts';
import { reportHtml } from '../../../../../src/shared/report-html.ts';
import { startTaskProcesses } from '../process/task-processes.ts';
import {
  must,
  mustFail,
  newProject,
  type SmallProject,
  smallCut,
  writeSpheres,
} from '../small-project.ts';

const processes = startTaskProcesses();
const { tasks } = processes;
const shape = { z: 24, y: 48, x: 64 };
let project: SmallProject;

beforeAll(async () => {
  project = newProject(processes);
  for (const [i, source] of ['liver', 'brain'].entries()) {
    const path = writeSpheres(join(project.folder, `${source}.tif`), 40 + i, undefined, shape);
    await project.add({ paths: [path], source });
  }
  await project.run({ ...smallCut, hammingLimit: 4 });
});
afterAll(async () => {
  await project.close();
  processes.close();
});

const score = (request: Parameters<typeof cropYieldRequest.parse>[0]) =>
  project.job((context) =>
    scoreSections(project.session, tasks, cropYieldRequest.parse(request), context),
  );
const yields = async () => must(await cropYields(project.session, tasks));
const volumeOf = (name: string) =>
  project.session.catalog.volumes.all().find((volume) => volume.name === name)?.id ?? -1;

async function train(): Promise<void> {
  const { session } = project;
  const { ordinal } = session.columns();
  const features = session.features.read(ordinal);
  const first = Array.from(ordinal, (_, row) => features[row * 4] ?? 0);
  const middle = [...first].sort((a, b) => a - b)[first.length >> 1] ?? 0;
  const side = (isAbove: boolean) =>
    [...ordinal].filter((_, row) => (first[row] ?? 0) > middle === isAbove);
  for (const [ordinals, value] of [
    [side(true), 'informative'],
    [side(false), 'uninformative'],
  ])
    must(applyLabels(session, labelRequest.parse({ marks: [{ ordinals, value }] })));
  const asked = { seed: 1, kind: 'texture-forest' as const, refitFirst: false };
  await project.job((context) => trainModel(session, tasks, asked, context));
}

test('without a model nothing can be scored', async () => {
  const job = await score({ sections: [{ volume: volumeOf('liver'), plane: 'xy', index: 0 }] });
  expect(job.failure).toEqual({ kind: 'map-needs-model' });
});

/** Rows of the current cut that lie in a cross-section. */
function rowsIn(volume: number, plane: string, index: number): number[] {
  const columns = project.session.columns();
  return [...columns.ordinal.keys()].filter(
    (row) =>
      columns.volume[row] === volume &&
      planeOf(columns.plane[row] ?? 0) === plane &&
      columns.position[row] === index,
  );
}

test.each(['texture-forest', 'embedding-head', 'ensemble'] as const)(
  'a window where a patch was cut has the score of that patch: %s',
  async (kind) => {
    const { session } = project;
    if (session.catalog.settings.get('model') === null) await train();
    const id = modelList(session).find((model) => model.kind === kind)?.id ?? -1;
    await project.job((context) => useModel(session, tasks, id, context));
    const volume = volumeOf('liver');
    const section = { volume, plane: 'xz' as const, index: 5 };
    // Patches of 16 pixels lie 16 apart, but for the last row of 24: its window overlaps.
    const job = await score({ sections: [section], stride: 16 });
    expect(job).toMatchObject({ state: 'done', result: 'Scored 1 of 1 cross-sections.' });
    const found = (await yields()).find((each) => each.isCurrent);
    const map = must(sectionMapOf(session, found?.id ?? ''));
    expect([map.edgesX, map.edgesY]).toEqual([
      [0, 16, 32, 48, 64],
      [0, 8, 16, 24],
    ]);
    const columns = session.columns();
    const rows = rowsIn(volume, 'xz', 5);
    expect(rows.length).toBeGreaterThan(2);
    for (const row of rows) {
      // The top left rectangle of a patch is covered by its own window alone in the first row only.
      const top = columns.y0[row] === 0 ? 0 : 2;
      const at = top * 4 + (columns.x0[row] ?? 0) / 16;
      expect(map.scores[at]).toBeCloseTo(columns.score[row] ?? Number.NaN, 2);
    }
  },
  60_000,
);

test('what is scored already is not scored again, and gives the same bytes when it is', async () => {
  const { session, folder } = project;
  const request = { sections: [{ volume: volumeOf('brain'), plane: 'xy' as const, index: 3 }] };
  await score(request);
  const [kept] = (await yields()).filter(({ sourceName }) => sourceName === 'brain');
  if (!kept) throw new Error('nothing kept');
  expect(kept).toMatchObject({ stride: 4, height: 48, width: 64, windows: 9 * 13 });
  const path = join(folder, 'small.emcurator', 'cache', 'crop-yield', `${kept.id}.f32`);
  const bytes = readFileSync(path);
  processes.forget();
  expect((await score(request)).result).toBe('Scored 0 of 1 cross-sections.');
  expect(processes.sent).toEqual([]);
  dropMap(session, kept.id);
  expect(existsSync(path)).toBe(false);
  await score(request);
  expect(readFileSync(path)).toEqual(bytes);
});

test('another threshold counts crops anew; another model or mapping makes a map one of before', async () => {
  const { session } = project;
  const before = (await yields()).find(({ sourceName }) => sourceName === 'brain');
  must(setThreshold(session, 0, null));
  const low = (await yields()).find(({ sourceName }) => sourceName === 'brain');
  must(setThreshold(session, 1, null));
  const high = (await yields()).find(({ sourceName }) => sourceName === 'brain');
  expect(low?.informative).toBeGreaterThanOrEqual(before?.informative ?? 2);
  expect([high?.informative, high?.uninformativeCrops.share]).toEqual([0, 1]);
  must(setThreshold(session, 0.5, null));
  expect(before?.isCurrent).toBe(true);
  must(setSource(session, before?.source ?? -1, { invert: true }));
  const inverted = (await yields()).find(({ sourceName }) => sourceName === 'brain');
  expect(inverted?.isCurrent).toBe(false);
  must(setSource(session, before?.source ?? -1, { invert: false }));
});

test('a cross-section that there is not, and one of too many windows, are refused in words', async () => {
  const volume = volumeOf('liver');
  const far = await score({ sections: [{ volume, plane: 'xy', index: 24 }] });
  expect(far.failure).toEqual({ kind: 'section-unknown', plane: 'xy', index: 24, count: 24 });
  const picture = await score({ sections: [{ volume, plane: '2d', index: 0 }] });
  expect(picture.failure?.kind).toBe('section-unknown');
  const nobody = await score({ sections: [{ volume: 9999, plane: 'xy', index: 0 }] });
  expect(nobody.failure).toMatchObject({ kind: 'section-unknown', count: 0 });
  expect(mustFail(sectionMapOf(project.session, '../../project'))).toEqual({ kind: 'map-unknown' });
});

test('a cancelled job keeps the cross-sections that are done', async () => {
  const volume = volumeOf('liver');
  const sections = [10, 11, 12].map((index) => ({ volume, plane: 'xy' as const, index }));
  const before = (await yields()).length;
  let asked = 0;
  const job = await project.job((context) =>
    scoreSections(project.session, tasks, cropYieldRequest.parse({ sections }), {
      ...context,
      mayGoOn: async () => asked++ < 4,
    }),
  );
  expect(job.failure?.kind ?? 'cancelled').toBe('cancelled');
  const kept = (await yields()).length - before;
  expect(kept).toBeGreaterThanOrEqual(1);
  expect(kept).toBeLessThan(3);
});

test('files that are no maps of ours are passed over', async () => {
  const cache = join(project.folder, 'small.emcurator', 'cache', 'crop-yield');
  const before = await yields();
  const [known] = readdirSync(cache).filter((file) => file.endsWith('.json'));
  writeFileSync(join(cache, `${'0'.repeat(32)}.json`), readFileSync(join(cache, known ?? '')));
  writeFileSync(join(cache, `${'1'.repeat(32)}.json`), '{"version":1');
  writeFileSync(join(cache, `${'1'.repeat(32)}.f32`), 'abcd');
  writeFileSync(join(cache, 'notes.txt'), 'mine');
  expect(await yields()).toEqual(before);
});

test('the report of the project has them, and is the same each time', async () => {
  const one = reportHtml(must(await reportData(project.session, tasks)));
  expect(one).toBe(reportHtml(must(await reportData(project.session, tasks))));
  expect(one).toContain('<h2>Crop yield</h2>');
  expect(one).toContain('brain xy 3');
  expect(one).not.toContain(project.folder);
});
