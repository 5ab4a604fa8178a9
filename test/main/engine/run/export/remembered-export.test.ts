import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, expect, test } from 'vitest';
import { type JobRunner, jobRunner } from '../../../../../src/main/engine/job/job-runner.ts';
import { exportDataset } from '../../../../../src/main/engine/run/export/export-dataset.ts';
import {
  discardUnfinished,
  rememberedOptions,
  rememberingExport,
  rememberOptions,
  unfinishedExport,
} from '../../../../../src/main/engine/run/export/remembered-export.ts';
import { openSession } from '../../../../../src/main/engine/run/project/session.ts';
import { exportOptions } from '../../../../../src/shared/export.ts';
import type { Job } from '../../../../../src/shared/job.ts';
import { startTaskProcesses } from '../process/task-processes.ts';
import { must, newProject, type SmallProject, writeSpheres } from '../small-project.ts';

const processes = startTaskProcesses();
afterAll(processes.close);

const options = exportOptions.parse({ set: 'raw' });

let project: SmallProject;
beforeEach(async () => {
  project = newProject(processes);
  await project.add({ paths: [writeSpheres(join(project.folder, 'liver.tif'), 1)] });
  await project.run();
});
afterEach(() => project.close());

/** Starts an export as the workbench does, and calls back once it writes. */
function startExport(folder: string, whenWriting: (runner: JobRunner, job: Job) => void) {
  const { session } = project;
  const ended = Promise.withResolvers<Job>();
  let isTold = false;
  const runner = jobRunner(
    () => session.catalog.jobs,
    (job) => {
      if (job.finishedAt !== null) ended.resolve(job);
      else if (job.stage === 'write' && !isTold) {
        isTold = true;
        whenWriting(runner, job);
      }
    },
  );
  must(
    runner.start('export', 'Export', (context) =>
      rememberingExport(session, { folder, options }, context, () =>
        exportDataset(session, processes.tasks, folder, options, context),
      ),
    ),
  );
  return ended.promise;
}

const manifestOf = (folder: string) => readFileSync(join(folder, 'manifest-sha256.txt'), 'utf8');
const hidden = () => readdirSync(project.folder).filter((name) => name.endsWith('.partial'));

test('what was chosen last is remembered with the project, and not by one that is only read', async () => {
  const { session } = project;
  expect(rememberedOptions(session)).toBeNull();
  const terms = { ...options.terms, title: 'Cells', creators: 'Curie, Marie' };
  must(rememberOptions(session, { ...options, terms }));
  expect(rememberedOptions(session)).toEqual({ ...options, terms });
  const reader = must(openSession(session.folder, 'test', true));
  must(rememberOptions(reader, options));
  expect(rememberedOptions(reader)?.terms.title).toBe('Cells');
  await reader.close();
  session.catalog.settings.set('export-options', '{"set":"of another version"}');
  expect(rememberedOptions(session)).toBeNull();
});

test('an export cut off by closing the project is kept, known, and goes on to the same bytes', async () => {
  const folder = join(project.folder, 'handed-on');
  const cut = await startExport(folder, (runner) => void runner.settle());
  expect(cut.state).toBe('interrupted');
  expect(await unfinishedExport(project.session)).toMatchObject({ folder, options });
  expect(existsSync(folder)).toBe(false);
  expect((await startExport(folder, () => {})).state).toBe('done');
  expect(await unfinishedExport(project.session)).toBeNull();
  const other = join(project.folder, 'at-once');
  await startExport(other, () => {});
  expect(manifestOf(folder)).toBe(manifestOf(other));
  expect(hidden()).toEqual([]);
});

test('an export that was cut off is still offered when another has been made meanwhile', async () => {
  const folder = join(project.folder, 'handed-on');
  await startExport(folder, (runner) => void runner.settle());
  expect((await startExport(join(project.folder, 'other'), () => {})).state).toBe('done');
  expect(await unfinishedExport(project.session)).toMatchObject({ folder, options });
  expect((await startExport(folder, () => {})).state).toBe('done');
  expect(await unfinishedExport(project.session)).toBeNull();
});

test('a cancelled export leaves nothing behind and is not offered again', async () => {
  const folder = join(project.folder, 'handed-on');
  const ended = await startExport(folder, (runner, { id }) => void runner.cancel(id));
  expect(ended.state).toBe('cancelled');
  expect(await unfinishedExport(project.session)).toBeNull();
  expect(hidden()).toEqual([]);
});

test('what an unfinished export wrote is discarded, and nothing that is not such an export', async () => {
  const folder = join(project.folder, 'handed-on');
  await startExport(folder, (runner) => void runner.settle());
  must(await discardUnfinished(project.session));
  expect(hidden()).toEqual([]);
  expect(await unfinishedExport(project.session)).toBeNull();

  mkdirSync(join(project.folder, '.mine.partial'));
  writeFileSync(join(project.folder, '.mine.partial', 'thesis.txt'), 'years of work');
  const request = { folder: join(project.folder, 'mine'), options };
  project.session.catalog.settings.set('export-unfinished', JSON.stringify(request));
  must(await discardUnfinished(project.session));
  expect(existsSync(join(project.folder, '.mine.partial', 'thesis.txt'))).toBe(true);
});

test('an export that was killed once its data set had its name is not offered again', async () => {
  const journal = join(project.folder, '.done.partial', 'journal');
  mkdirSync(journal, { recursive: true });
  writeFileSync(join(journal, '000000000.json'), '{"files":[],"rows":[]}');
  const request = { folder: join(project.folder, 'done'), options };
  project.session.catalog.settings.set('export-unfinished', JSON.stringify(request));
  expect(await unfinishedExport(project.session)).toBeNull();
});
