import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { jobRunner } from '../../../../../src/main/engine/job/job-runner.ts';
import { exportFlipbooks } from '../../../../../src/main/engine/run/export/export-flipbooks.ts';
import { flipbookOptions } from '../../../../../src/shared/flipbook.ts';
import type { Job } from '../../../../../src/shared/job.ts';
import { startTaskProcesses } from '../process/task-processes.ts';
import { must, newProject, type SmallProject, smallCut, writeSpheres } from '../small-project.ts';

const processes = startTaskProcesses();
let project: SmallProject;
beforeAll(async () => {
  project = newProject(processes);
  await project.add({ paths: [writeSpheres(join(project.folder, 'liver.tif'), 1)] });
  await project.run(smallCut);
});
afterAll(async () => {
  await project.close();
  processes.close();
});

/** Cuts flipbooks, and ends that as soon as it writes where `keep` says how. */
async function cut(name: string, keep: boolean | null): Promise<Job['state']> {
  const ended = Promise.withResolvers<Job>();
  let isAsked = false;
  const runner = jobRunner(
    () => project.session.catalog.jobs,
    (job) => {
      if (job.finishedAt !== null) ended.resolve(job);
      else if (job.stage === 'cut' && keep !== null && !isAsked) {
        isAsked = true;
        runner.cancel(job.id, keep);
      }
    },
  );
  const options = flipbookOptions.parse({ set: 'dedup', depth: 3 });
  const target = join(project.folder, name);
  must(
    runner.start('export', 'Cut', (context) =>
      exportFlipbooks(project.session, processes.tasks, target, options, context),
    ),
  );
  return (await ended.promise).state;
}

const hidden = () => readdirSync(project.folder).filter((name) => name.endsWith('.partial'));

test('flipbooks cut off by the end of the program stay, and go on; cancelled ones leave nothing', async () => {
  expect(await cut('cancelled', false)).toBe('cancelled');
  expect(hidden()).toEqual([]);
  expect(await cut('kept', true)).toBe('interrupted');
  expect(hidden()).toEqual(['.kept.partial']);
  expect(await cut('kept', null)).toBe('done');
  expect(hidden()).toEqual([]);
  expect(existsSync(join(project.folder, 'kept', 'flipbooks.csv'))).toBe(true);
});
