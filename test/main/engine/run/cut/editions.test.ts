import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { curate } from '../../../../../src/main/engine/run/curate.ts';
import { listCuts, removeCut } from '../../../../../src/main/engine/run/cut/cuts.ts';
import { type RunTarget, runTarget } from '../../../../../src/main/engine/run/cut/editions.ts';
import { undoOrRedo } from '../../../../../src/main/engine/run/undo.ts';
import { cutWords } from '../../../../../src/shared/cut-words.ts';
import { bareExemplars, ownersOf } from '../exemplar/kept-exemplars.ts';
import { startTaskProcesses } from '../process/task-processes.ts';
import { must, newProject, type SmallProject, smallCut, writeSpheres } from '../small-project.ts';

const processes = startTaskProcesses();
afterAll(processes.close);

const cut = { ...smallCut, hammingLimit: 16 };
const narrow = { ...cut, hammingLimit: 4 };

async function add(project: SmallProject, ...volumes: readonly string[]) {
  for (const name of volumes) {
    const path = writeSpheres(join(project.folder, `${name}.tif`), name.charCodeAt(0));
    await project.add({ paths: [path], source: 'liver' });
  }
}

/** A project whose source grew: each step is run by itself. */
async function grown(...steps: readonly string[]): Promise<SmallProject> {
  const project = newProject(processes);
  for (const step of steps) {
    await add(project, step);
    await project.run(cut);
  }
  return project;
}

const runTo = (project: SmallProject, { settings, anew }: RunTarget) =>
  project.run(settings, { anew });
const regroup = (project: SmallProject) => runTo(project, runTarget(project.session, {}, true));
const ordinalsOf = ({ session }: SmallProject) => [...session.columns().ordinal];

test('keeping anew what grew is an action: undo brings the exemplars of before back, redo the new ones', async () => {
  const project = await grown('a', 'b');
  const { session } = project;
  const whole = newProject(processes);
  await add(whole, 'a', 'b');
  await whole.run(cut);
  const before = ordinalsOf(project);
  processes.forget();
  await regroup(project);
  expect(processes.sent).not.toContain('hash-part');
  expect(bareExemplars(project)).toEqual(bareExemplars(whole));
  expect(ownersOf(project)).toEqual(ownersOf(whole));
  const after = ordinalsOf(project);
  expect(after).not.toEqual(before);
  expect(cutWords(session.settings())).toContain('kept anew once');
  expect(must(undoOrRedo(session, 'undo')).summary).toBe(
    'Took back: Exemplars of sources that grew kept anew, from all volumes at once.',
  );
  expect(ordinalsOf(project)).toEqual(before);
  must(undoOrRedo(session, 'redo'));
  expect(ordinalsOf(project)).toEqual(after);
  processes.forget();
  await regroup(project);
  expect(processes.sent).toEqual([]);
  await project.close();
  await whole.close();
});

test('a volume that is about to join is kept with the others at once, and what is taken back can be asked for again', async () => {
  const project = await grown('a');
  await add(project, 'b');
  const whole = newProject(processes);
  await add(whole, 'a', 'b', 'c');
  await whole.run(cut);
  expect(runTarget(project.session, {}, true).settings.edition).toBe(1);
  await regroup(project);
  must(undoOrRedo(project.session, 'undo'));
  await add(project, 'c');
  const again = runTarget(project.session, {}, true);
  expect(again.settings.edition).toBe(2);
  await runTo(project, again);
  expect(ownersOf(project)).toEqual(ownersOf(whole));
  await project.close();
  await whole.close();
});

test('nothing that grew: nothing is kept anew', async () => {
  const project = await grown('a');
  expect(runTarget(project.session, {}, true)).toEqual({ settings: cut, anew: false });
  expect(runTarget(project.session, { hammingLimit: 4 }, true)).toEqual({
    settings: narrow,
    anew: false,
  });
  await project.close();
});

test('cut off, it is gone on with, from all volumes that are there by then', async () => {
  const project = await grown('a', 'b');
  const { session } = project;
  const target = runTarget(session, {}, true);
  const before = ordinalsOf(project);
  const abort = new AbortController();
  processes.beforeEach((name) => {
    if (name === 'keep-exemplars') abort.abort();
  });
  const stopped = await project.job((context) => {
    const { signal } = abort;
    const stoppable = { ...context, signal, mayGoOn: async () => !signal.aborted };
    return curate(session, processes.tasks, target.settings, stoppable, { anew: true });
  });
  processes.beforeEach(() => {});
  expect(stopped.state).toBe('cancelled');
  expect(ordinalsOf(project)).toEqual(before);
  await add(project, 'c');
  expect(runTarget(session, {}, true)).toEqual(target);
  await regroup(project);
  const whole = newProject(processes);
  await add(whole, 'a', 'b', 'c');
  await whole.run(cut);
  expect(ownersOf(project)).toEqual(ownersOf(whole));
  await project.close();
  await whole.close();
});

test('settings that were in force before lead back to the edition that was in force then', async () => {
  const project = await grown('a', 'b');
  const { session } = project;
  await regroup(project);
  await runTo(project, runTarget(session, { hammingLimit: 4 }, false));
  expect(session.settings()).toEqual(narrow);
  expect(runTarget(session, { hammingLimit: 16 }, false).settings).toEqual({ ...cut, edition: 1 });
  must(undoOrRedo(session, 'undo'));
  must(undoOrRedo(session, 'undo'));
  await runTo(project, runTarget(session, { hammingLimit: 4 }, false));
  expect(runTarget(session, { hammingLimit: 16 }, false).settings).toEqual(cut);
  const edition = (await listCuts(session)).find(({ settings }) => settings.edition === 1);
  await project.job((context) => removeCut(session, edition?.id ?? -1, context));
  expect(runTarget(session, { hammingLimit: 16 }, false).settings).toEqual(cut);
  await project.close();
});
