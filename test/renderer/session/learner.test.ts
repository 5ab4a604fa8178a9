import { expect, test } from 'vitest';
import {
  createLearner,
  learningNow,
  type Surroundings,
} from '../../../src/renderer/session/learner.ts';
import { fail, type Outcome, succeed } from '../../../src/shared/failure.ts';
import type { Job, JobKind } from '../../../src/shared/job.ts';

type Change = Partial<Omit<Surroundings, 'labels'>> & Partial<Surroundings['labels']>;

/** A learner in a window that the test turns by hand: its clock, its labels, the engine's answers. */
function handLearner() {
  let clock = 0;
  let timers: { at: number; run: () => void }[] = [];
  const answers: Outcome<{ job: number }>[] = [];
  const said: string[] = [];
  let asked = 0;
  const learner = createLearner({
    learn: async () => {
      asked++;
      return answers.shift() ?? succeed({ job: asked });
    },
    now: () => clock,
    later(ms, run) {
      const timer = { at: clock + ms, run };
      timers.push(timer);
      return () => {
        timers = timers.filter((each) => each !== timer);
      };
    },
    say: (words) => said.push(words),
  });
  let around: Surroundings = {
    project: 'brain',
    isOn: true,
    labels: { saved: 0, waiting: 0, savedAt: null },
    jobs: [],
    inForce: 'first',
  };
  const answered = () => new Promise((resolve) => setTimeout(resolve, 0));
  return {
    learner,
    answers,
    said,
    asked: () => asked,
    async now(change: Change) {
      const { saved, waiting, savedAt, ...others } = change;
      const labels = { ...around.labels, ...(savedAt === undefined ? {} : { savedAt }) };
      if (saved !== undefined) labels.saved = saved;
      if (waiting !== undefined) labels.waiting = waiting;
      around = { ...around, ...others, labels };
      learner.follow(around);
      await answered();
    },
    async pass(ms: number) {
      clock += ms;
      const due = timers.filter(({ at }) => at <= clock);
      timers = timers.filter(({ at }) => at > clock);
      for (const { run } of due) run();
      await answered();
    },
  };
}

const job = (id: number, change: Partial<Job> = {}, kind: JobKind = 'train'): Job => ({
  id,
  kind,
  title: 'Learn from labels',
  state: 'running',
  stage: 'refit',
  done: 0,
  total: 1,
  unit: 'model',
  rate: null,
  etaSeconds: null,
  startedAt: 0,
  finishedAt: null,
  report: [],
  failure: null,
  result: null,
  ...change,
});

test('24 labels are too few; with the 25th it learns after a pause of two seconds, not before', async () => {
  const { now, pass, asked } = handLearner();
  await now({ saved: 24, savedAt: 0 });
  await pass(10_000);
  expect(asked()).toBe(0);
  await now({ saved: 25, savedAt: 10_000 });
  await pass(1500);
  await now({ saved: 26, savedAt: 11_500 });
  await pass(1500);
  expect(asked()).toBe(0);
  await pass(500);
  expect(asked()).toBe(1);
});

test('a committed page is learnt from as soon as its labels are saved', async () => {
  const { learner, now, asked } = handLearner();
  await now({ waiting: 12 });
  learner.committed();
  expect(asked()).toBe(0);
  await now({ saved: 12, waiting: 0, savedAt: 0 });
  expect(asked()).toBe(1);
});

test('a committed page without a new label teaches nothing', async () => {
  const { learner, now, asked } = handLearner();
  await now({});
  learner.committed();
  await now({});
  expect(asked()).toBe(0);
});

test('it learns neither when switched off nor while another job runs, but right after', async () => {
  const { learner, now, asked } = handLearner();
  await now({ saved: 12, savedAt: 0, isOn: false });
  learner.committed();
  await now({ isOn: true, jobs: [job(7, {}, 'run')] });
  await now({ jobs: [job(7, { state: 'paused' }, 'run')] });
  await now({ jobs: [job(7)] }); // a training that a person asked for
  expect(asked()).toBe(0);
  await now({ jobs: [job(7, { state: 'done' })] });
  expect(asked()).toBe(1);
});

test('a learning under way is left alone until its model is in force; its checks give way', async () => {
  const { learner, now, asked } = handLearner();
  await now({ saved: 30, savedAt: 0 });
  learner.committed();
  await now({ jobs: [job(1)] });
  expect(asked()).toBe(1);
  await now({ saved: 60, savedAt: 5000 });
  learner.committed();
  expect(asked()).toBe(1);
  await now({ jobs: [job(1, { stage: 'train', state: 'paused' })], inForce: 'second' });
  expect(asked()).toBe(1);
  await now({ jobs: [job(1, { stage: 'train' })] });
  expect(asked()).toBe(2);
});

test('a failure is said once, and again only after a learning that went well', async () => {
  const { learner, now, said, answers } = handLearner();
  const failure = fail({ kind: 'labels-one-class', value: 'informative', count: 90 });
  answers.push(failure, failure);
  for (const saved of [10, 20]) {
    await now({ saved, savedAt: 0 });
    learner.committed();
    await now({});
  }
  expect(said).toHaveLength(1);
  await now({ saved: 30 });
  learner.committed();
  await now({ jobs: [job(3, { state: 'done' })] });
  await now({ saved: 40 });
  learner.committed();
  const { failure: reason } = failure.ok ? { failure: null } : failure;
  await now({ jobs: [job(4, { state: 'failed', failure: reason })] });
  await now({});
  expect(said).toHaveLength(2);
});

test('labels that another job got ahead of are learnt from when it has ended', async () => {
  const { learner, now, said, asked, answers } = handLearner();
  answers.push(fail({ kind: 'job-running', title: 'Export' }));
  await now({ saved: 10, savedAt: 0 });
  learner.committed();
  await now({ jobs: [job(9, {}, 'export')] });
  expect(asked()).toBe(1);
  await now({ jobs: [job(9, { state: 'done' }, 'export')] });
  expect(asked()).toBe(2);
  expect(said).toEqual([]);
});

test('another project begins anew', async () => {
  const { now, pass, asked } = handLearner();
  await now({ saved: 24, savedAt: 0 });
  await now({ project: 'liver', saved: 1 });
  await pass(10_000);
  expect(asked()).toBe(0);
  await now({ saved: 25 });
  await pass(10_000);
  expect(asked()).toBe(1);
});

test('it is learning until its model is in force, then checking; other jobs are none of it', () => {
  const own = { job: 4, from: 'first' };
  expect(learningNow([job(4)], own, 'first')).toEqual({ isChecking: false, stage: 'refit' });
  expect(learningNow([job(4, { stage: 'train' })], own, 'second')).toEqual({
    isChecking: true,
    stage: 'train',
  });
  expect(learningNow([job(5)], own, 'first')).toBeNull();
  expect(learningNow([job(4, { state: 'done' })], own, 'second')).toBeNull();
});
