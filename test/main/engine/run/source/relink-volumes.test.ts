import { copyFileSync, mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { curate } from '../../../../../src/main/engine/run/curate.ts';
import { staleSources } from '../../../../../src/main/engine/run/cut/stale-sources.ts';
import { importDataset } from '../../../../../src/main/engine/run/dataset/import-dataset.ts';
import { exportDataset } from '../../../../../src/main/engine/run/export/export-dataset.ts';
import { funnelOf } from '../../../../../src/main/engine/run/funnel.ts';
import { nearDuplicates } from '../../../../../src/main/engine/run/group/near-duplicates.ts';
import { applyLabels } from '../../../../../src/main/engine/run/label/label-actions.ts';
import { openSession, type Session } from '../../../../../src/main/engine/run/project/session.ts';
import {
  relinkSentence,
  relinkVolumes,
} from '../../../../../src/main/engine/run/source/relink-volumes.ts';
import { undoOrRedo } from '../../../../../src/main/engine/run/undo.ts';
import { labelRequest } from '../../../../../src/shared/decision.ts';
import { exportOptions } from '../../../../../src/shared/export.ts';
import type { RelinkReport } from '../../../../../src/shared/relink.ts';
import { folderDigest } from '../../../../flow/folder-digest.ts';
import { startTaskProcesses } from '../process/task-processes.ts';
import { must, newProject, type SmallProject, smallCut, writeSpheres } from '../small-project.ts';

const processes = startTaskProcesses();
const { tasks } = processes;
afterAll(processes.close);
const cut = { ...smallCut, hammingLimit: 20 };

async function projectOf(...sources: string[]): Promise<SmallProject> {
  const project = newProject(processes);
  for (const [i, source] of sources.entries()) {
    const path = writeSpheres(join(project.folder, `${source}.tif`), 90 + i);
    await project.add({ paths: [path], source });
  }
  await project.run(cut);
  return project;
}

async function relinked(
  project: SmallProject,
  session: Session,
  folder: string,
  change = true,
): Promise<RelinkReport> {
  const reports: RelinkReport[] = [];
  const job = await project.job(async (context) => {
    reports.push(must(await relinkVolumes(session, tasks, { folder, change }, context)));
    return { ok: true, value: '' };
  });
  const [report] = reports;
  if (!report) throw new Error(JSON.stringify(job.failure));
  return report;
}

test('volumes that moved are found by content, under whatever name, and undo takes it back', async () => {
  const project = await projectOf('liver', 'brain');
  const { session, folder } = project;
  try {
    const moved = join(folder, 'disk', 'deep');
    mkdirSync(moved, { recursive: true });
    renameSync(join(folder, 'liver.tif'), join(moved, 'renamed.tif'));
    // A file of the right name and size, and other content, is not taken for it.
    writeSpheres(join(folder, 'disk', 'liver.tif'), 7);
    const looked = await relinked(project, session, folder, false);
    expect(looked).toMatchObject({ inPlace: 1, missing: [], done: false });
    expect(looked.found).toEqual([
      { volume: 1, source: 'liver', name: 'liver', path: join(moved, 'renamed.tif') },
    ]);
    expect(relinkSentence(looked)).toContain('Found the files of 1 volume');
    expect((await project.run(cut)).failure).toBeNull();
    const done = await relinked(project, session, folder);
    expect(done.done).toBe(true);
    expect(session.catalog.volumes.byId(1)?.reference).toEqual({
      kind: 'file',
      path: '../disk/deep/renamed.tif',
    });
    expect(await relinked(project, session, folder)).toMatchObject({ found: [], inPlace: 2 });
    must(undoOrRedo(session, 'undo'));
    expect(session.catalog.volumes.byId(1)?.reference).toMatchObject({ path: '../liver.tif' });
    must(undoOrRedo(session, 'redo'));
    expect(staleSources(session).size).toBe(0);
  } finally {
    await project.close();
  }
});

test('what is not found is told', async () => {
  const project = await projectOf('liver');
  try {
    renameSync(join(project.folder, 'liver.tif'), join(project.folder, '.hidden.tif'));
    writeFileSync(join(project.folder, 'notes.tif'), 'no volume');
    const report = await relinked(project, project.session, project.folder);
    expect(report).toMatchObject({ found: [], missing: [{ source: 'liver' }], done: false });
  } finally {
    await project.close();
  }
});

test('a project made from a data set gets its volumes back, and is then as any other', async () => {
  const project = await projectOf('liver', 'brain');
  const { folder } = project;
  const options = exportOptions.parse({ set: 'dedup' });
  const target = join(folder, 'made', 'again.emcurator');
  mkdirSync(join(folder, 'made'));
  const first = join(folder, 'first');
  await project.job((context) => exportDataset(project.session, tasks, first, options, context));
  await project.job(async (context) => {
    must(await importDataset(tasks, { folder: first, project: target, shell: 'test' }, context));
    return { ok: true, value: '' };
  });
  const session = must(openSession(target, 'test', false));
  try {
    const before = funnelOf(session);
    const other = await project.job((context) =>
      curate(session, tasks, { ...cut, patchSize: 24 }, context),
    );
    expect(other.failure).toEqual({
      kind: 'volumes-not-here',
      for: 'cut',
      names: ['liver', 'brain'],
      count: 2,
    });
    const same = await project.job((context) => curate(session, tasks, cut, context));
    expect(same).toMatchObject({ failure: null, report: [] });
    expect(funnelOf(session)).toEqual(before);
    const withMembers = [...session.columns().ordinal].find(
      (_, row) => (session.columns().members[row] ?? 0) > 1,
    );
    const members = must(await nearDuplicates(session, withMembers ?? 0, 100));
    expect(members.length).toBe(
      (session.catalog.exemplars.byOrdinal(withMembers ?? 0)?.members ?? 0) - 1,
    );
    must(
      applyLabels(
        session,
        labelRequest.parse({ marks: [{ ordinals: [0, 1], value: 'informative' }] }),
      ),
    );

    copyFileSync(join(folder, 'liver.tif'), join(folder, 'made', 'liver.tif'));
    const one = await relinked(project, session, join(folder, 'made'));
    expect(one).toMatchObject({ found: [{ source: 'liver' }], missing: [{ source: 'brain' }] });
    expect(staleSources(session).size).toBe(1);
    await project.job((context) => curate(session, tasks, cut, context));
    expect(funnelOf(session)).toMatchObject({ raw: before.raw, dedup: before.dedup, labels: 2 });
    expect(staleSources(session).size).toBe(0);
    expect([...session.columns().label].filter((code) => code === 1)).toHaveLength(2);

    await relinked(project, session, folder);
    await project.job((context) => curate(session, tasks, cut, context));
    expect(funnelOf(session)).toMatchObject({ raw: before.raw, dedup: before.dedup });
    must(undoOrRedo(session, 'undo'));
    await project.job((context) => curate(session, tasks, cut, context));
    expect(funnelOf(session)).toMatchObject({ raw: before.raw, dedup: before.dedup });
    const second = join(folder, 'second');
    await project.job((context) => exportDataset(session, tasks, second, options, context));
    const pictures = (set: string) =>
      Object.entries(folderDigest(set)).filter(([name]) => name.startsWith('data/'));
    expect(pictures(second)).toEqual(pictures(first));
    expect(pictures(first).length).toBeGreaterThan(10);
  } finally {
    await session.close();
    await project.close();
  }
}, 60_000);
