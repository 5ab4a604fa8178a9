import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { exportDataset } from '../../../../../src/main/engine/run/export/export-dataset.ts';
import { verifyFolder } from '../../../../../src/main/engine/run/export/verify-folder.ts';
import {
  createFilled,
  createSession,
} from '../../../../../src/main/engine/run/project/create-project.ts';
import { openSession } from '../../../../../src/main/engine/run/project/session.ts';
import { exportOptions } from '../../../../../src/shared/export.ts';
import { startTaskProcesses } from '../process/task-processes.ts';
import { emptyFolder, must, mustFail, newProject, writeSpheres } from '../small-project.ts';

const processes = startTaskProcesses();
afterAll(processes.close);

test('a project’s name gets its ending, and an existing folder is not taken', async () => {
  const folder = emptyFolder();
  const session = must(createSession(join(folder, 'liver'), 'test'));
  expect([session.folder, session.name]).toEqual([join(folder, 'liver.emcurator'), 'liver']);
  expect(session.key).toMatch(/^[0-9a-f]{16}$/);
  const exists = { kind: 'project-exists', folder: session.folder };
  expect(mustFail(createSession(join(folder, 'liver.emcurator'), 'test'))).toEqual(exists);
  await session.close();
  mkdirSync(join(folder, 'mine.emcurator'));
  expect(mustFail(createSession(join(folder, 'mine'), 'test')).kind).toBe('project-exists');
});

test('a project that cannot be made leaves nothing behind', () => {
  const folder = emptyFolder();
  writeFileSync(join(folder, 'file'), '');
  const failure = mustFail(createSession(join(folder, 'file', 'liver'), 'test'));
  expect(failure.kind).toBe('target-unwritable');
  expect(readdirSync(folder)).toEqual(['file']);
});

test('a closed project is its folder alone: no lock, no log, nothing of the holder', async () => {
  const session = must(createSession(join(emptyFolder(), 'liver'), 'test'));
  await session.close();
  expect(readdirSync(session.folder).filter((name) => /wal|shm|holder/.test(name))).toEqual([]);
});

test('a project and the volumes beside it can be moved together', async () => {
  const project = newProject(processes);
  const { session, folder } = project;
  await project.add({ paths: [writeSpheres(join(folder, 'cell.tif'), 1)] });
  await session.close();
  const moved = `${folder}-moved`;
  renameSync(folder, moved);
  const again = must(openSession(join(moved, 'small'), 'test', false));
  const [volume] = again.catalog.volumes.all();
  if (!volume) throw new Error('no volume');
  expect(volume.reference).toEqual({ kind: 'file', path: '../cell.tif' });
  expect(again.locate(volume)).toEqual({ kind: 'file', path: join(moved, 'cell.tif') });
  await again.close();
});

test('a volume far from the project is found where it was', () => {
  const session = must(createSession(join(emptyFolder(), 'liver'), 'test'));
  const far = { kind: 'stack' as const, folder: '/data/em/liver', files: ['1.tif'] };
  expect(session.store(far)).toEqual(far);
  void session.close();
});

async function verified(project: ReturnType<typeof newProject>, folder: string) {
  return project.job((context) =>
    verifyFolder(project.session, processes.tasks, folder, project.folder, context),
  );
}

test('verifying a project reads every packed patch and names the ones that cannot be read', async () => {
  const project = newProject(processes);
  await project.add({ paths: [writeSpheres(join(project.folder, 'cell.tif'), 1)] });
  await project.run();
  const { folder } = project.session;
  const { count } = project.session.columns();
  const sound = await verified(project, folder);
  expect(sound).toMatchObject({ state: 'done', report: [], done: count });
  const [pack = ''] = readdirSync(join(folder, 'patches')).sort();
  const file = join(folder, 'patches', pack);
  const bytes = readFileSync(file);
  writeFileSync(file, bytes.subarray(0, bytes.length - 10));
  const cutOff = await verified(project, folder);
  expect(cutOff.report.length).toBeGreaterThan(0);
  expect(cutOff.report.length).toBeLessThan(count);
  expect(cutOff.report[0]?.item).toMatch(/^patch \d+$/);
  await project.close();
});

test('verifying an export finds one changed byte', async () => {
  const project = newProject(processes);
  await project.add({
    paths: [writeSpheres(join(project.folder, 'cell.tif'), 1)],
    source: 'liver',
  });
  await project.run();
  const folder = join(project.folder, 'export');
  const options = exportOptions.parse({ set: 'dedup' });
  await project.job((context) =>
    exportDataset(project.session, processes.tasks, folder, options, context),
  );
  expect((await verified(project, folder)).report).toEqual([]);
  const [source = ''] = readdirSync(join(folder, 'data'), { withFileTypes: true }).flatMap(
    (entry) => (entry.isDirectory() ? [entry.name] : []),
  );
  const [patch = ''] = readdirSync(join(folder, 'data', source)).filter((name) =>
    /tiff?$/.test(name),
  );
  const file = join(folder, 'data', source, patch);
  const bytes = readFileSync(file);
  bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) ^ 1;
  writeFileSync(file, bytes);
  const found = await verified(project, folder);
  expect(found.report.map(({ failure }) => failure.kind)).toEqual(['checksum-differs']);
  expect(existsSync(file)).toBe(true);
  await project.close();
});

test('a project that is being filled is not made a second time, nor its files taken away', async () => {
  const path = join(emptyFolder(), 'liver.emcurator');
  const filled = await createFilled(path, 'test', async (session) => {
    session.catalog.settings.set('annotator', 'first');
    for (const again of [
      createSession(path, 'test'),
      await createFilled(path, 'test', async () => ({ ok: true, value: null })),
    ]) {
      expect(mustFail(again).kind).toBe('project-held');
    }
    return { ok: true, value: null };
  });
  const made = must(openSession(must(filled), 'test', true));
  expect(made.annotator()).toBe('first');
  await made.close();
});
