import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { keepCurvesOf } from '../../../../../src/main/engine/run/exemplar/keep-curve-report.ts';
import {
  curveNeeds,
  workOutCurves,
} from '../../../../../src/main/engine/run/exemplar/keep-curves.ts';
import {
  removeSource,
  setSource,
} from '../../../../../src/main/engine/run/source/source-changes.ts';
import { undoOrRedo } from '../../../../../src/main/engine/run/undo.ts';
import { radii } from '../../../../../src/shared/keep-curve.ts';
import type { SourceChange } from '../../../../../src/shared/source.ts';
import { startTaskProcesses } from '../process/task-processes.ts';
import { must, newProject, type SmallProject, smallCut, writeSpheres } from '../small-project.ts';

const processes = startTaskProcesses();
const { tasks } = processes;
let project: SmallProject;

const workOut = () => project.job((context) => workOutCurves(project.session, tasks, context));
const curves = () => keepCurvesOf(project.session);
const sent = () => processes.sent.filter((name) => name === 'radius-point').length;
const sourceNamed = (name: string) =>
  project.session.catalog.sources.all().find((source) => source.name === name)?.id ?? -1;

beforeAll(async () => {
  project = newProject(processes);
  for (const [i, source] of ['liver', 'brain'].entries()) {
    const path = writeSpheres(join(project.folder, `${source}.tif`), 60 + i);
    await project.add({ paths: [path], source });
  }
  await project.run();
});
afterAll(async () => {
  await project.close();
  processes.close();
});

test('before it is worked out the curve is missing, and what it takes is told', async () => {
  const { state, kept, raw, needs } = await curves();
  expect(state).toBe('missing');
  expect(kept.every((count) => count === null)).toBe(true);
  expect(needs).toMatchObject({ units: 2 * radii.length, patches: raw * radii.length });
  expect(needs.seconds).toBeGreaterThan(0);
});

test('a job that was cut off goes on where it was, with the same result', async () => {
  processes.forget();
  const cut = await project.job((context) => {
    processes.beforeEach((name) => {
      // However many run at once: some are done by then, and some are not.
      const isUnderWay = curveNeeds(project.session).units < 2 * radii.length;
      if (name === 'radius-point' && sent() >= 9 && isUnderWay) void Promise.resolve().then(stop);
    });
    const abort = new AbortController();
    const stop = () => abort.abort();
    return workOutCurves(project.session, tasks, {
      ...context,
      signal: abort.signal,
      mayGoOn: async () => !abort.signal.aborted,
    });
  });
  processes.beforeEach(() => {});
  expect(cut.state).toBe('cancelled');
  const left = curveNeeds(project.session).units;
  expect(left).toBeGreaterThan(0);
  expect(left).toBeLessThan(2 * radii.length);
  expect((await curves()).state).toBe('missing');

  processes.forget();
  expect((await workOut()).result).toContain(`${left} de-duplications`);
  expect(sent()).toBe(left);
  expect((await curves()).state).toBe('current');
});

test('at the radius of the cut as many are kept as de-duplication kept', async () => {
  const { sources, kept, now, raw, distances } = await curves();
  for (const source of sources) expect(source.kept[smallCut.hammingLimit]).toBe(source.now);
  expect(kept[smallCut.hammingLimit]).toBe(now);
  expect(now).toBe(project.session.columns().count);
  for (const radius of radii) {
    const members = distances[radius]?.reduce((sum, count) => sum + count, 0) ?? 0;
    expect((kept[radius] ?? 0) + members).toBe(raw);
  }
});

test('another radius of the cut needs nothing anew, and its count is that of the curve', async () => {
  const before = (await curves()).kept;
  await project.run({ ...smallCut, hammingLimit: 7 });
  const after = await curves();
  expect(after.needs.units).toBe(0);
  expect(after.kept).toEqual(before);
  expect(after.now).toBe(before[7]);
  await project.run();
});

test('a source taken out is left out, and known again when it comes back', async () => {
  const before = await curves();
  must(removeSource(project.session, sourceNamed('brain')));
  const without = await curves();
  expect(without.sources.map(({ name }) => name)).toEqual(['liver']);
  expect(without.kept).toEqual(without.sources[0]?.kept);
  must(undoOrRedo(project.session, 'undo'));
  expect(await curves()).toEqual(before);
});

test('after patches changed the curve is stale, and that source alone is worked out anew', async () => {
  must(setSource(project.session, sourceNamed('liver'), { invert: true } as SourceChange));
  await project.run();
  const stale = await curves();
  expect(stale.state).toBe('stale');
  expect(stale.sources.map(({ name, state }) => [name, state])).toEqual([
    ['liver', 'stale'],
    ['brain', 'current'],
  ]);
  expect(stale.kept.every((count) => count !== null)).toBe(true);
  processes.forget();
  await workOut();
  expect(sent()).toBe(radii.length);
  const { state, kept, now } = await curves();
  expect(state).toBe('current');
  expect(kept[smallCut.hammingLimit]).toBe(now);
});

test('a source that grew is told: its exemplars stayed, and the curve counts from the start', async () => {
  const path = writeSpheres(join(project.folder, 'brain-2.tif'), 71);
  await project.add({ paths: [path], source: 'brain' });
  await project.run();
  await workOut();
  const { sources } = await curves();
  expect(sources.map(({ name, grown }) => [name, grown])).toEqual([
    ['liver', false],
    ['brain', true],
  ]);
  // A radius that there was no cut of begins anew.
  await project.run({ ...smallCut, hammingLimit: 9 });
  const anew = await curves();
  expect(anew.sources.map(({ grown }) => grown)).toEqual([false, false]);
  expect(anew.kept[9]).toBe(anew.now);
});

test('each volume file is a scope of its own where the cut is as in the paper', async () => {
  const path = writeSpheres(join(project.folder, 'liver-2.tif'), 70);
  await project.add({ paths: [path], source: 'liver' });
  await project.run({ ...smallCut, mode: 'paper-exact' });
  expect((await curves()).needs.units).toBe(4 * radii.length);
  await workOut();
  const { sources, now } = await curves();
  expect(sources.map(({ kept }) => kept[smallCut.hammingLimit])).toEqual(
    sources.map((source) => source.now),
  );
  expect(now).toBe(project.session.columns().count);
});
