import { expect, test } from 'vitest';
import { exitCodeOfFailure, exitCodeOfJob } from '../../../src/main/cli/exit-code.ts';
import type { Failure } from '../../../src/shared/failure.ts';
import type { Job } from '../../../src/shared/job.ts';

const done: Job = {
  id: 1,
  kind: 'run',
  title: 'Run',
  state: 'done',
  stage: '',
  done: 1,
  total: 1,
  unit: 'patches',
  rate: null,
  etaSeconds: null,
  startedAt: 0,
  finishedAt: 1,
  report: [],
  failure: null,
  result: 'Done.',
};
const missing: Failure = { kind: 'file-missing', path: 'a.tif' };
const differs: Failure = { kind: 'checksum-differs', path: 'a.png' };

test('a refusal is 3, a project that is held is 5', () => {
  expect(exitCodeOfFailure(missing)).toBe(3);
  expect(
    exitCodeOfFailure({ kind: 'project-held', folder: 'p', host: 'h', pid: 1, shell: 's' }),
  ).toBe(5);
});

test('a job with failed items is 1, unless the items were used as they are', () => {
  const noSize: Failure = { kind: 'voxel-size-missing', path: 'a.tif' };
  expect(exitCodeOfJob(done)).toBe(0);
  expect(exitCodeOfJob({ ...done, report: [{ item: 'a.tif', failure: noSize }] })).toBe(0);
  expect(exitCodeOfJob({ ...done, report: [{ item: 'a.tif', failure: missing }] })).toBe(1);
});

test('what verify finds is 4; a folder that is not there is a refusal', () => {
  const verify: Job = { ...done, kind: 'verify' };
  expect(exitCodeOfJob({ ...verify, report: [{ item: 'a.png', failure: differs }] })).toBe(4);
  expect(exitCodeOfJob({ ...verify, state: 'failed', failure: differs })).toBe(4);
  expect(exitCodeOfJob({ ...verify, state: 'failed', failure: missing })).toBe(3);
});

test('a cancelled job is 130', () => {
  expect(exitCodeOfJob({ ...done, state: 'cancelled' })).toBe(130);
  expect(exitCodeOfJob({ ...done, state: 'cancelled', failure: { kind: 'cancelled' } })).toBe(130);
});
