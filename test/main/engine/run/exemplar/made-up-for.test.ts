import { renameSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { applyLabels } from '../../../../../src/main/engine/run/label/label-actions.ts';
import { undoOrRedo } from '../../../../../src/main/engine/run/undo.ts';
import { labelRequest } from '../../../../../src/shared/decision.ts';
import { catalogDump } from '../../../../flow/catalog-dump.ts';
import { startTaskProcesses } from '../process/task-processes.ts';
import { must, newProject, type SmallProject, smallCut, writeSpheres } from '../small-project.ts';
import { keptExemplars } from './kept-exemplars.ts';

const processes = startTaskProcesses();
afterAll(processes.close);

const cut = { ...smallCut, hammingLimit: 16 };
const fileOf = ({ folder }: SmallProject, name: string) => join(folder, `${name}.tif`);

async function add(project: SmallProject, ...volumes: readonly string[]) {
  for (const name of volumes) {
    const path = writeSpheres(fileOf(project, name), name.charCodeAt(0));
    await project.add({ paths: [path], source: name === 'z' ? 'kidney' : 'liver' });
  }
}

/** The drive with these volumes is away. */
function away(project: SmallProject, ...volumes: readonly string[]) {
  for (const name of volumes) renameSync(fileOf(project, name), `${fileOf(project, name)}-away`);
}

function back(project: SmallProject, ...volumes: readonly string[]) {
  for (const name of volumes) renameSync(`${fileOf(project, name)}-away`, fileOf(project, name));
}

/** Steps: volumes that are added before each run. */
async function undisturbed(...steps: readonly (readonly string[])[]): Promise<readonly string[]> {
  const project = newProject(processes);
  for (const step of steps) {
    await add(project, ...step);
    await project.run(cut);
  }
  const dump = catalogDump(project.session.folder);
  await project.close();
  return dump;
}

const dumpOf = ({ session }: SmallProject) => catalogDump(session.folder);
const scopesOf = ({ session }: SmallProject) =>
  session.catalog.cuts.scopes(session.cut() ?? -1).map(({ name }) => name);

/** Labels the first exemplar of a source. */
function label(project: SmallProject, source: string) {
  const { session } = project;
  const id = session.catalog.sources.byName(source)?.id;
  const columns = session.columns();
  const row = columns.source.indexOf(id ?? -1);
  const marks = [{ ordinals: [columns.ordinal[row] ?? -1], value: 'informative' }];
  must(applyLabels(session, labelRequest.parse({ marks })));
}

test('a volume that was away while its source was de-duplicated counts as if it had been there', async () => {
  const whole = await undisturbed(['a', 'b', 'c', 'z']);
  const project = newProject(processes);
  await add(project, 'a', 'b', 'c', 'z');
  away(project, 'b', 'c');
  const first = await project.run(cut);
  expect(first.report.map(({ item }) => item)).toEqual(['liver/b', 'liver/c']);
  expect(first.result).toContain('without 2 volumes');
  expect(dumpOf(project)).not.toEqual(whole);
  back(project, 'c');
  await project.run(cut);
  back(project, 'b');
  expect((await project.run(cut)).report).toEqual([]);
  expect(dumpOf(project)).toEqual(whole);
  processes.forget();
  await project.run(cut);
  expect(processes.sent).toEqual([]);
  await project.close();
});

test('what joined meanwhile joins again after it', async () => {
  const whole = await undisturbed(['a', 'b'], ['c']);
  const project = newProject(processes);
  await add(project, 'a', 'b');
  away(project, 'b');
  await project.run(cut);
  await add(project, 'c');
  await project.run(cut);
  expect(scopesOf(project)).toEqual(['source:1', 'source:1+1']);
  back(project, 'b');
  await project.run(cut);
  expect(dumpOf(project)).toEqual(whole);
  await project.close();
});

test('a volume that was away while it should have joined leaves what was there before', async () => {
  const whole = await undisturbed(['a'], ['b', 'c']);
  const project = newProject(processes);
  await add(project, 'a');
  await project.run(cut);
  const before = keptExemplars(project).map(({ ordinal }) => ordinal);
  await add(project, 'b', 'c');
  away(project, 'b');
  await project.run(cut);
  back(project, 'b');
  await project.run(cut);
  expect(dumpOf(project)).toEqual(whole);
  expect(keptExemplars(project).map(({ ordinal }) => ordinal)).toEqual(
    expect.arrayContaining(before),
  );
  await project.close();
});

test('exemplars that somebody labelled meanwhile stay, and the volume joins them', async () => {
  const project = newProject(processes);
  await add(project, 'a', 'b');
  away(project, 'b');
  await project.run(cut);
  const before = keptExemplars(project).map(({ ordinal }) => ordinal);
  label(project, 'liver');
  back(project, 'b');
  await project.run(cut);
  const after = keptExemplars(project).map(({ ordinal }) => ordinal);
  expect(after.slice(0, before.length)).toEqual(before);
  expect(scopesOf(project)).toEqual(['source:1', 'source:1+1']);
  processes.forget();
  await project.run(cut);
  expect(processes.sent).toEqual([]);
  await project.close();
});

test('a data set that was written meanwhile, or another cut, holds them too', async () => {
  const project = newProject(processes);
  const { session } = project;
  await add(project, 'a', 'b', 'z');
  away(project, 'b');
  await project.run(cut);
  const record = { folder: '/d', format: 'tiff', set: 'dedup', plan: null } as const;
  session.catalog.exports.add({ ...record, patches: 1, bytes: 1, at: 1, manifestSha256: '' });
  back(project, 'b');
  await project.run(cut);
  expect(scopesOf(project)).toContain('source:1+1');
  await project.close();

  const other = newProject(processes);
  await add(other, 'a', 'b');
  away(other, 'b');
  await other.run(cut);
  await other.run({ ...cut, hammingLimit: 4 });
  back(other, 'b');
  await other.run(cut);
  expect(scopesOf(other)).toContain('source:1+1');
  await other.close();
});

test('a label that was taken back, and one in another source, hold nothing', async () => {
  const whole = await undisturbed(['a', 'b', 'z']);
  const project = newProject(processes);
  await add(project, 'a', 'b', 'z');
  away(project, 'b');
  await project.run(cut);
  label(project, 'kidney');
  label(project, 'liver');
  must(undoOrRedo(project.session, 'undo'));
  back(project, 'b');
  await project.run(cut);
  expect(dumpOf(project)).toEqual(whole);
  await project.close();
});

test('cut off while it is made up for, it is gone on with', async () => {
  const whole = await undisturbed(['a', 'b'], ['c']);
  const project = newProject(processes);
  const { session } = project;
  await add(project, 'a', 'b');
  away(project, 'b');
  await project.run(cut);
  await add(project, 'c');
  await project.run(cut);
  back(project, 'b');
  const broken = session.catalog.cuts.completeScope;
  Object.assign(session.catalog.cuts, {
    completeScope: () => {
      throw new Error('the power is out');
    },
  });
  await project.run(cut);
  Object.assign(session.catalog.cuts, { completeScope: broken });
  expect(scopesOf(project)).toContain('new:source:1');
  await project.run(cut);
  expect(dumpOf(project)).toEqual(whole);
  await project.close();
});
