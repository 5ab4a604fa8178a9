import { expect, test, vi } from 'vitest';
import {
  type JobContext,
  type JobWork,
  jobRunner,
} from '../../../../src/main/engine/job/job-runner.ts';
import { mapLimited } from '../../../../src/main/engine/run/turn/map-limited.ts';
import { fail, succeed } from '../../../../src/shared/failure.ts';
import type { Job } from '../../../../src/shared/job.ts';

const settled = () => new Promise((resolve) => setTimeout(resolve, 5));

function someRunner() {
  const told: Job[] = [];
  const saved = new Map<number, Job>();
  const store = {
    nextId: () => saved.size + 1,
    save: (job: Job) => void saved.set(job.id, job),
  };
  const runner = jobRunner(
    () => store,
    (job) => told.push(job),
  );
  return { runner, told, saved };
}

/** Work that goes on until it is let go. */
function heldWork(): { work: JobWork; letGo: () => void; context: () => JobContext } {
  let letGo = () => {};
  let seen: JobContext | null = null;
  const done = new Promise<void>((resolve) => (letGo = resolve));
  return {
    work: async (context) => {
      seen = context;
      await done;
      return succeed('Done.');
    },
    letGo,
    context: () => {
      if (!seen) throw new Error('The work has not begun.');
      return seen;
    },
  };
}

test('a second job is refused while one runs, and starts once that has ended', async () => {
  const { runner, saved } = someRunner();
  const { work, letGo } = heldWork();
  expect(runner.start('run', 'Cut', work)).toEqual(succeed({ job: 1 }));
  expect(runner.start('train', 'Train', work)).toEqual(fail({ kind: 'job-running', title: 'Cut' }));
  letGo();
  await settled();
  expect(saved.get(1)).toMatchObject({ state: 'done', result: 'Done.', failure: null });
  expect(runner.start('train', 'Train', work)).toEqual(succeed({ job: 2 }));
});

test.each([
  ['rejects', () => Promise.reject(new Error('a bug'))],
  [
    'throws at once',
    () => {
      throw new Error('a bug');
    },
  ],
])('work that %s ends as a failed job, and the next job can start', async (_how, work) => {
  const log = vi.spyOn(console, 'error').mockImplementation(() => {});
  const { runner, saved } = someRunner();
  expect(runner.start('run', 'Cut', work).ok).toBe(true);
  await settled();
  expect(saved.get(1)).toMatchObject({
    state: 'failed',
    failure: { kind: 'unexpected', doing: 'Cut', reason: 'a bug' },
  });
  expect(runner.start('run', 'Cut', async () => succeed('Done.')).ok).toBe(true);
  await settled();
  expect(log).toHaveBeenCalledOnce();
  log.mockRestore();
});

test('a job goes on when its record cannot be saved', async () => {
  const log = vi.spyOn(console, 'error').mockImplementation(() => {});
  const told: Job[] = [];
  const save = () => {
    throw new Error('the disk is full');
  };
  const runner = jobRunner(
    () => ({ nextId: () => 1, save }),
    (job) => told.push(job),
  );
  runner.start('run', 'Cut', async () => succeed('Done.'));
  await settled();
  expect(told.at(-1)).toMatchObject({ state: 'done', result: 'Done.' });
  log.mockRestore();
});

test('every lane of a paused job goes on when it is resumed', async () => {
  const { runner, told } = someRunner();
  const done: number[] = [];
  runner.start('run', 'Cut', async (context) => {
    const all = await mapLimited([1, 2, 3, 4, 5, 6, 7, 8], 3, context.mayGoOn, async (item) => {
      if (item === 2) runner.pause(1);
      done.push(item);
    });
    return all ? succeed('Done.') : fail({ kind: 'cancelled' });
  });
  await settled();
  expect(runner.running()?.state).toBe('paused');
  const before = done.length;
  await settled();
  expect(done.length).toBe(before);
  runner.resume(1);
  await settled();
  expect(done.sort()).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
  expect(told.at(-1)?.state).toBe('done');
});

test('a paused job can be cancelled, whatever number of its parts wait', async () => {
  const { runner, told } = someRunner();
  runner.start('run', 'Cut', async (context) => {
    runner.pause(1);
    const all = await mapLimited([1, 2, 3, 4], 3, context.mayGoOn, async () => {});
    return all ? succeed('Done.') : fail({ kind: 'cancelled' });
  });
  await settled();
  runner.cancel(1);
  await runner.settle();
  expect(told.at(-1)).toMatchObject({ state: 'cancelled', failure: { kind: 'cancelled' } });
  expect(runner.running()).toBeNull();
});

test('a job that is to keep what it has done knows it, and may be gone on with', async () => {
  const { runner, told } = someRunner();
  const kept: boolean[] = [];
  const work: JobWork = async (context) => {
    while (await context.mayGoOn()) await settled();
    kept.push(context.isClosing());
    return fail({ kind: 'cancelled' });
  };
  for (const keep of [true, false]) {
    const started = runner.start('export', 'Export', work);
    runner.cancel(started.ok ? started.value.job : -1, keep);
    await runner.settle();
    await settled();
    expect(told.at(-1)?.state).toBe(keep ? 'interrupted' : 'cancelled');
  }
  expect(kept).toEqual([true, false]);
});

test('settling cancels what runs and waits for its end', async () => {
  const { runner, told } = someRunner();
  runner.start('run', 'Cut', async (context) => {
    while (await context.mayGoOn()) await settled();
    return fail({ kind: 'cancelled' });
  });
  await runner.settle();
  expect(told.at(-1)?.state).toBe('interrupted');
  await runner.settle();
});

test('only the job that runs can be changed', () => {
  const { runner } = someRunner();
  for (const change of [runner.cancel, runner.pause, runner.resume])
    expect(change(7)).toEqual(fail({ kind: 'job-unknown', id: 7 }));
});

test('a new stage counts from zero, and the report keeps every row', async () => {
  const { runner, told, saved } = someRunner();
  const { work, letGo, context } = heldWork();
  runner.start('run', 'Cut', work);
  context().stage('cut', 10, 'patches');
  context().advance(4);
  context().stage('measure', 5, 'exemplars');
  const row = (item: string) => ({ item, failure: { kind: 'cancelled' as const } });
  context().report(row('a'));
  context().report(row('b'));
  expect(saved.get(1)?.report).toHaveLength(2);
  letGo();
  await settled();
  expect(told.at(-1)).toMatchObject({ stage: 'measure', done: 0, total: 5, unit: 'exemplars' });
  expect(told.at(-1)?.report.map(({ item }) => item)).toEqual(['a', 'b']);
});

test('a fast count is told at most five times a second', async () => {
  const { runner, told } = someRunner();
  const { work, letGo, context } = heldWork();
  runner.start('run', 'Cut', work);
  context().stage('cut', 1000, 'patches');
  const before = told.length;
  for (let i = 0; i < 1000; i++) context().advance(1);
  expect(told.length - before).toBeLessThanOrEqual(1);
  letGo();
  await settled();
  expect(told.at(-1)?.done).toBe(1000);
});
