import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, expect, test } from 'vitest';
import { jobRunner } from '../../../../../src/main/engine/job/job-runner.ts';
import { verifyFolder } from '../../../../../src/main/engine/run/export/verify-folder.ts';
import { keptVerifyState } from '../../../../../src/main/engine/run/export/verify-state.ts';
import type { Job } from '../../../../../src/shared/job.ts';
import { startTaskProcesses } from '../process/task-processes.ts';
import { must } from '../small-project.ts';

const processes = startTaskProcesses();
afterAll(processes.close);

let home = '';
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'verify-folder-'));
});
afterEach(() => rmSync(home, { recursive: true }));

const state = { sums: 'a b', offset: 10, files: 2, bytes: 20, problems: [] };

/** Ends a check at its first look around, and tells what is kept of the one before. */
async function keptAfter(end: 'cancel' | 'settle') {
  const kept = await keptVerifyState(home, home);
  await kept.write(state);
  const ended = Promise.withResolvers<Job>();
  const runner = jobRunner(
    () => ({ nextId: () => 1, save: () => {} }),
    (job) => job.finishedAt !== null && ended.resolve(job),
  );
  const { job } = must(
    runner.start('verify', 'Verify', async (context) => {
      await null;
      if (end === 'cancel') runner.cancel(job);
      else void runner.settle();
      return verifyFolder(null, processes.tasks, home, home, context);
    }),
  );
  await ended.promise;
  return kept.read();
}

test('a check that a person ended is begun anew, one that closing ended goes on', async () => {
  expect(await keptAfter('settle')).toEqual(state);
  expect(await keptAfter('cancel')).toBeNull();
});
