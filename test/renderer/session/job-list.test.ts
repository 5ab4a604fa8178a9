import { expect, test } from 'vitest';
import {
  activeJob,
  jobProgress,
  latestJob,
  withHeard,
  withJob,
} from '../../../src/renderer/session/job-list.ts';
import type { Job } from '../../../src/shared/job.ts';

const job = (id: number, state: Job['state'], done = 0): Job => ({
  id,
  kind: 'run',
  title: `job ${id}`,
  state,
  stage: '',
  done,
  total: 10,
  unit: 'patches',
  rate: null,
  etaSeconds: null,
  startedAt: 0,
  finishedAt: null,
  report: [],
  failure: null,
  result: null,
});

test('a job that changed takes its old place, a new one comes first', () => {
  const jobs = withJob(withJob([], job(1, 'running')), job(2, 'running'));
  expect(jobs.map(({ id }) => id)).toEqual([2, 1]);
  expect(withJob(jobs, job(1, 'done')).map(({ state }) => state)).toEqual(['running', 'done']);
});

test('of a list and what was heard meanwhile the end of a job counts, whichever tells of it', () => {
  expect(withHeard([job(1, 'running')], [job(1, 'done')])).toEqual([job(1, 'done')]);
  expect(withHeard([job(1, 'done')], [job(1, 'running', 4)])).toEqual([job(1, 'done')]);
  expect(withHeard([job(1, 'interrupted')], [])).toEqual([job(1, 'interrupted')]);
});

test('what was heard is newer than a list of a job that still runs, and adds jobs that it lacks', () => {
  const jobs = withHeard([job(1, 'running', 2)], [job(1, 'running', 5), job(2, 'running')]);
  expect(jobs).toEqual([job(2, 'running'), job(1, 'running', 5)]);
});

test('a paused job is under way, an ended one is not', () => {
  expect(activeJob([job(2, 'paused'), job(1, 'done')])?.id).toBe(2);
  expect(activeJob([job(2, 'failed'), job(1, 'done')])).toBeNull();
});

test('the newest job of a kind, and how far it is', () => {
  expect(latestJob([job(3, 'done'), job(2, 'done')], ['run'])?.id).toBe(3);
  expect(latestJob([job(3, 'done')], ['map'])).toBeNull();
  expect(jobProgress(job(1, 'running', 5))).toBe(0.5);
  expect(jobProgress({ ...job(1, 'running'), total: 0 })).toBeNull();
});
