import { renameSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { curate } from '../../../../../src/main/engine/run/curate.ts';
import { listCuts, removeCut, useCut } from '../../../../../src/main/engine/run/cut/cuts.ts';
import { verifyFolder } from '../../../../../src/main/engine/run/export/verify-folder.ts';
import { funnelOf } from '../../../../../src/main/engine/run/funnel.ts';
import { applyLabels } from '../../../../../src/main/engine/run/label/label-actions.ts';
import { setSource } from '../../../../../src/main/engine/run/source/source-changes.ts';
import { undoOrRedo } from '../../../../../src/main/engine/run/undo.ts';
import {
  type CutSettings,
  cuttingOf,
  plainSettings,
  scopeOf,
} from '../../../../../src/shared/cut.ts';
import { labelRequest } from '../../../../../src/shared/decision.ts';
import { addressOf, bareExemplars, keptExemplars, ownersOf } from '../exemplar/kept-exemplars.ts';
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
afterAll(processes.close);

const wide = { ...smallCut, hammingLimit: 12 };
const narrow = { ...smallCut, hammingLimit: 6 };
const counted = (name: string) => processes.sent.filter((sent) => sent === name).length;

async function projectWith(...sources: string[]) {
  const project = newProject(processes);
  for (const [i, source] of sources.entries()) {
    const path = writeSpheres(join(project.folder, `${source}.tif`), 100 + i);
    await project.add({ paths: [path], source });
  }
  return project;
}

test('another radius or seed reads no volume again, nor what it has the pixels of', async () => {
  const project = await projectWith('liver', 'brain');
  await project.run(wide);
  const places = new Map(keptExemplars(project).map((row) => [addressOf(row), row.features]));
  processes.forget();
  for (const settings of [narrow, { ...narrow, seed: 7 }, { ...wide, seed: 7 }]) {
    expect(await project.run(settings)).toMatchObject({ state: 'done', report: [] });
  }
  expect(counted('hash-part') + counted('resolve-mapping') + counted('checksum')).toBe(0);
  expect(counted('keep-exemplars')).toBe(6);
  const reused = keptExemplars(project).filter((row) => places.has(addressOf(row)));
  expect(reused.length).toBeGreaterThan(0);
  for (const row of reused) expect(row.features).toEqual(places.get(addressOf(row)));
  const { folder } = project.session;
  const verified = await project.job((context) =>
    verifyFolder(project.session, processes.tasks, folder, folder, context),
  );
  expect(verified).toMatchObject({ state: 'done', report: [] });
  await project.close();
});

test('the exemplars of another radius are those of a project that began with it', async () => {
  const [changed, fresh] = [await projectWith('liver'), await projectWith('liver')];
  await changed.run(wide);
  await changed.run(narrow);
  await fresh.run(narrow);
  expect(bareExemplars(changed)).toEqual(bareExemplars(fresh));
  expect(ownersOf(changed)).toEqual(ownersOf(fresh));
  expect(funnelOf(changed.session).raw).toBe(funnelOf(fresh.session).raw);
  await changed.close();
  await fresh.close();
});

test('with its volume gone, a project still takes another radius', async () => {
  const project = await projectWith('liver');
  await project.run(narrow);
  const all = funnelOf(project.session);
  renameSync(join(project.folder, 'liver.tif'), join(project.folder, 'elsewhere'));
  const job = await project.run(wide);
  expect(job.state).toBe('done');
  expect(funnelOf(project.session)).toMatchObject({ raw: all.raw, stale: { patches: false } });
  expect(funnelOf(project.session).dedup).toBeLessThan(all.dedup);
  // What is now an exemplar for the first time has no pixels until the file is back.
  expect(job.report.every(({ failure }) => failure.kind === 'file-missing')).toBe(true);
  renameSync(join(project.folder, 'elsewhere'), join(project.folder, 'liver.tif'));
  expect((await project.run(wide)).report).toEqual([]);
  expect(keptExemplars(project)).toHaveLength(funnelOf(project.session).dedup);
  await project.close();
});

test('another mapping in between is not taken for the one that was hashed', async () => {
  const project = await projectWith('liver');
  await project.run(wide);
  const before = keptExemplars(project);
  must(setSource(project.session, 1, { mapping: { kind: 'percentile', low: 20, high: 80 } }));
  await project.run(narrow);
  must(setSource(project.session, 1, { mapping: { kind: 'by-type' } }));
  processes.forget();
  await project.run({ ...wide, seed: 3 });
  expect([counted('hash-part'), counted('resolve-mapping')]).toEqual([0, 1]);
  const rule = project.session.catalog.volumes.byId(1)?.resolvedMapping?.rule;
  expect(rule).toBe('identity');
  const features = new Map(before.map((row) => [addressOf(row), row.features]));
  const known = keptExemplars(project).filter((row) => features.has(addressOf(row)));
  expect(known.length).toBeGreaterThan(0);
  for (const row of known) expect(row.features).toEqual(features.get(addressOf(row)));
  await project.close();
});

test('a change of cut is an action: undo and redo bring either back at once', async () => {
  const project = await projectWith('liver');
  const { session } = project;
  await project.run(wide);
  const first = { funnel: funnelOf(session), ordinals: [...session.columns().ordinal] };
  const mark = { ordinals: first.ordinals.slice(0, 5), value: 'informative' };
  must(applyLabels(session, labelRequest.parse({ marks: [mark] })));
  const labels = [...session.columns().label];
  await project.run(narrow);
  const second = [...session.columns().ordinal];
  processes.forget();
  expect(must(undoOrRedo(session, 'undo')).summary).toBe(
    'Took back: Near-duplicate radius from 12 to 6.',
  );
  expect(session.settings()).toEqual(wide);
  expect([...session.columns().ordinal]).toEqual(first.ordinals);
  expect([...session.columns().label]).toEqual(labels);
  expect(funnelOf(session).stale).toEqual(first.funnel.stale);
  must(undoOrRedo(session, 'redo'));
  expect(session.settings()).toEqual(narrow);
  expect([...session.columns().ordinal]).toEqual(second);
  must(undoOrRedo(session, 'undo'));
  expect((await project.run(narrow)).state).toBe('done');
  expect([...session.columns().ordinal]).toEqual(second);
  expect(processes.sent).toEqual([]);
  expect(must(undoOrRedo(session, 'undo')).summary).toContain('radius from 12 to 6');
  expect(must(undoOrRedo(session, 'undo')).summary).toContain('Labelled 5');
  await project.close();
});

test('a run that is stopped leaves the cut before in force, and goes on when it is asked again', async () => {
  const project = await projectWith('liver', 'brain');
  const { session } = project;
  await project.run(wide);
  const before = [...session.columns().ordinal];
  for (const stopAt of ['hash-part', 'keep-exemplars']) {
    const settings = stopAt === 'hash-part' ? { ...narrow, patchSize: 20 } : narrow;
    expect(await stoppedAt(project, settings, stopAt)).toBe('cancelled');
    expect(session.settings()).toEqual(wide);
    expect([...session.columns().ordinal]).toEqual(before);
    expect(mustFail(undoOrRedo(session, 'undo')).kind).toBe('nothing-to-undo');
  }
  const fresh = await projectWith('liver', 'brain');
  await fresh.run(narrow);
  await project.run(narrow);
  expect(ownersOf(project)).toEqual(ownersOf(fresh));
  await project.close();
  await fresh.close();
});

/** Cancels a run when a task of that name is sent for the second time. */
async function stoppedAt(project: SmallProject, settings: CutSettings, task: string) {
  const job = await project.job((context) => {
    const abort = new AbortController();
    processes.forget();
    processes.beforeEach((name) => {
      if (name === task && counted(task) > 0) abort.abort();
    });
    const { signal } = abort;
    const stoppable = { ...context, signal, mayGoOn: async () => !signal.aborted };
    return curate(project.session, processes.tasks, settings, stoppable);
  });
  processes.beforeEach(() => {});
  return job.state;
}

test('settings that nothing can be cut with leave the project as it is', async () => {
  const project = await projectWith('liver');
  await project.run(wide);
  const before = [...project.session.columns().ordinal];
  renameSync(join(project.folder, 'liver.tif'), join(project.folder, 'elsewhere'));
  const job = await project.run({ ...wide, patchSize: 20 });
  expect(job.result).toContain('stays with those it had');
  expect(project.session.settings()).toEqual(wide);
  expect([...project.session.columns().ordinal]).toEqual(before);
  await project.close();
});

test('settings that say the same are the same text', () => {
  expect(plainSettings({ ...wide, scope: 'source' })).toEqual(wide);
  expect(plainSettings({ ...wide, scope: 'volume' })).toEqual({ ...wide, scope: 'volume' });
  expect(plainSettings({ ...wide, mode: 'paper-exact', scope: 'volume' })).not.toHaveProperty(
    'scope',
  );
  expect(scopeOf(wide)).toBe('source');
  expect(scopeOf({ ...wide, mode: 'paper-exact' })).toBe('volume');
  expect(cuttingOf({ ...wide, planes: ['xz', 'xy'] })).toBe(
    cuttingOf({ ...narrow, seed: 9, planes: ['xy', 'xz'] }),
  );
});

test('cuts are listed with their counts, put in force at once, and removed but for the one in force', async () => {
  const project = await projectWith('liver', 'brain');
  const { session } = project;
  await project.run(wide);
  await project.run(narrow);
  expect(await stoppedAt(project, { ...wide, patchSize: 20 }, 'hash-part')).toBe('cancelled');
  const { raw, dedup } = funnelOf(session);
  const listed = await listCuts(session);
  expect(
    listed.map(({ settings, isInForce, isComplete }) => [settings, isInForce, isComplete]),
  ).toEqual([
    [wide, false, true],
    [narrow, true, true],
    [{ ...wide, patchSize: 20 }, false, false],
  ]);
  expect(listed[1]).toMatchObject({ raw, exemplars: dedup, isKept: true });
  const [first, second, third] = listed.map(({ id }) => id);
  expect(mustFail(useCut(session, third ?? -1)).kind).toBe('cut-not-kept');
  expect(mustFail(useCut(session, second ?? -1)).kind).toBe('cut-in-force');
  expect(mustFail(useCut(session, 99)).kind).toBe('option-invalid');
  expect(must(useCut(session, first ?? -1)).summary).toBe('Near-duplicate radius from 6 to 12.');
  expect(funnelOf(session).dedup).toBe(listed[0]?.exemplars);
  const remove = (id = -1) => project.job((context) => removeCut(session, id, context));
  expect((await remove(first)).failure?.kind).toBe('cut-in-force');
  const kept = keptExemplars(project);
  expect((await remove(second)).result).toContain(`its ${dedup.toLocaleString('en-US')} exemplars`);
  await remove(third);
  expect((await listCuts(session)).map(({ id }) => id)).toEqual([first]);
  expect(session.catalog.crossSections.patchesOfVolumes(second ?? -1).size).toBe(0);
  expect(keptExemplars(project)).toEqual(kept);
  // The changes to it and back cannot be taken back, and say so once.
  expect(mustFail(undoOrRedo(session, 'undo'))).toEqual({
    kind: 'cut-removed',
    changes: ['Near-duplicate radius from 6 to 12', 'Near-duplicate radius from 12 to 6'],
  });
  expect(mustFail(undoOrRedo(session, 'undo')).kind).toBe('nothing-to-undo');
  await project.run(narrow);
  expect(session.cut()).toBeGreaterThan(third ?? 0);
  expect(funnelOf(session)).toMatchObject({ raw, dedup });
  await project.close();
});

test('a removal of a cut that is stopped leaves nothing that counts, and goes on', async () => {
  const project = await projectWith('liver', 'brain');
  const { session } = project;
  await project.run(wide);
  await project.run(narrow);
  let asked = 0;
  const stopped = await project.job((context) =>
    removeCut(session, 1, { ...context, mayGoOn: async () => asked++ < 1 }),
  );
  expect(stopped.state).toBe('cancelled');
  expect((await listCuts(session))[0]).toMatchObject({ id: 1, isKept: false, isComplete: false });
  expect(mustFail(undoOrRedo(session, 'undo')).kind).toBe('cut-removed');
  // Half of its hashes may be gone: nothing is taken over from it, and it is made whole from the other.
  processes.forget();
  await project.run(wide);
  expect(counted('hash-part')).toBe(0);
  const fresh = await projectWith('liver', 'brain');
  await fresh.run(wide);
  expect(ownersOf(project)).toEqual(ownersOf(fresh));
  await project.close();
  await fresh.close();
});

test('undo and redo pass over a change to a cut that was removed, and go on with what is beside it', async () => {
  const project = await projectWith('liver', 'brain');
  const { session } = project;
  await project.run(wide);
  const label = (at: number) => {
    const marks = [{ ordinals: [session.columns().ordinal[at] ?? -1], value: 'informative' }];
    must(applyLabels(session, labelRequest.parse({ marks })));
  };
  const labelled = () => session.columns().label.filter((code) => code > 0).length;
  label(0);
  await project.run(narrow);
  const [first] = await listCuts(session);
  expect(first?.leadBack).toBe(1);
  const removed = await project.job((context) => removeCut(session, first?.id ?? -1, context));
  expect(removed.result).toContain('A change that led from it can no longer be taken back');
  label(1);
  expect(must(undoOrRedo(session, 'undo')).summary).toBe(
    'Took back: Labelled 1 patch informative.',
  );
  const { summary } = must(undoOrRedo(session, 'undo'));
  expect(summary).toBe(
    'Took back: Labelled 1 patch informative. Passed over, since its cut was removed: Near-duplicate radius from 12 to 6.',
  );
  expect(session.settings()).toEqual(narrow);
  expect(labelled()).toBe(0);
  expect(mustFail(undoOrRedo(session, 'undo')).kind).toBe('nothing-to-undo');
  must(undoOrRedo(session, 'redo'));
  must(undoOrRedo(session, 'redo'));
  expect(labelled()).toBeGreaterThan(0);
  expect(mustFail(undoOrRedo(session, 'redo')).kind).toBe('nothing-to-redo');
  await project.close();
});
