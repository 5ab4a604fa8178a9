import { setTimeout as wait } from 'node:timers/promises';
import { expect, test } from 'vitest';
import type { Workbench } from '../../../src/main/engine/run/workbench.ts';
import { cutSettings } from '../../../src/shared/cut.ts';
import { type Failure, fail, succeed } from '../../../src/shared/failure.ts';
import type { Job } from '../../../src/shared/job.ts';
import type { Project } from '../../../src/shared/project.ts';
import type { RunNeeds } from '../../../src/shared/run-needs.ts';
import { runInProcess } from './in-process-shell.ts';

const project: Project = {
  key: 'k',
  name: 'demo',
  folder: '/lab/demo.emcurator',
  readOnly: false,
  annotator: 'curator',
  cut: cutSettings.parse({}),
  funnel: {
    sources: 4,
    volumes: 6,
    raw: 2310,
    dedup: 412,
    curated: null,
    gini: 0.31,
    exports: 0,
    labels: 0,
    stale: { patches: false, exemplars: false, scores: false, model: false },
  },
  absentVolumes: 0,
  notices: [],
};

const running: Job = {
  id: 7,
  kind: 'run',
  title: 'Run',
  state: 'running',
  stage: 'cut and hash',
  done: 10,
  total: 100,
  unit: 'patches',
  rate: null,
  etaSeconds: null,
  startedAt: 0,
  finishedAt: null,
  report: [],
  failure: null,
  result: null,
};
const missing: Failure = { kind: 'file-missing', path: '/lab/gone.tif' };

/** Of a project that is up to date. */
const noNeeds: RunNeeds = {
  volumes: 0,
  patches: 0,
  patchesThere: 0,
  exemplars: 0,
  bytes: { catalog: 0, packs: 0 },
  bytesAtMost: 0,
  least: { exemplars: 0, disk: 0, seconds: 0 },
  most: { exemplars: 0, disk: 0, seconds: 0 },
  free: null,
  memory: 0,
  seconds: 0,
  stages: [],
  trouble: null,
};

/** A workbench whose one job goes through the given states once it is started, each told by itself. */
function benchWithJob(states: readonly Job[], more: Partial<Workbench> = {}): Partial<Workbench> {
  let now = running;
  const { startRun = () => succeed({ job: 7 }), ...others } = more;
  let begin = () => {};
  const begun = new Promise<void>((resolve) => {
    begin = resolve;
  });
  return {
    openProject: async () => succeed(project),
    currentProject: () => project,
    runNeeds: async () => succeed(noNeeds),
    startRun: (request) => {
      setImmediate(begin);
      return startRun(request);
    },
    listJobs: () => [now],
    async *events() {
      await begun;
      for (const state of states) {
        await wait(0);
        now = state;
        yield { kind: 'job', job: state };
      }
    },
    ...others,
  };
}

test('a run shows progress on standard error and the funnel on standard output', async () => {
  const done: Job = { ...running, state: 'done', done: 100, result: 'Cut 2,310 patches.' };
  const { out, notes, code } = await runInProcess(benchWithJob([running, done]), ['run', 'demo']);
  expect(notes).toBe('cut and hash: 10 of 100 patches (10 %)\n');
  expect(out).toBe(
    [
      'Cut 2,310 patches.',
      'set      patches',
      'raw        2,310  4 sources, 6 volumes',
      'dedup        412  17.8 % of raw',
      'curated        -  label patches and train first',
      '',
    ].join('\n'),
  );
  expect(code).toBe(0);
});

test('what a run needs is said before it starts', async () => {
  const least = { exemplars: 20, disk: 2e6, seconds: 90 };
  const most = { exemplars: 60, disk: 6e6, seconds: 90 };
  const needs = { ...noNeeds, volumes: 2, patches: 100, exemplars: 40, seconds: 90, least, most };
  const done: Job = { ...running, state: 'done', result: 'Cut 100 patches.' };
  const bench = benchWithJob([done], { runNeeds: async () => succeed(needs) });
  const { notes } = await runInProcess(bench, ['run', 'demo']);
  expect(notes).toMatch(
    /^100 patches of 2 volumes to cut, about 20 to 60 exemplars in the end\.\nAbout (?!.* to .* of memory).* and 2\.0 MB to 6\.0 MB of disk/,
  );
});

test('a run with a failed item names it and ends with 1', async () => {
  const report = [{ item: '/lab/gone.tif', failure: missing }];
  const done: Job = { ...running, state: 'done', report, result: 'Cut 3 patches.' };
  const bench = benchWithJob([done]);
  const text = await runInProcess(bench, ['run', 'demo', '--quiet']);
  expect(text.out).toContain('  /lab/gone.tif is not there.');
  expect(text.code).toBe(1);
  expect(text.notes).toBe('');
  const json = await runInProcess(bench, ['run', 'demo', '--json']);
  expect(JSON.parse(json.out)).toMatchObject({
    job: { state: 'done', report: [{ item: '/lab/gone.tif', failure: missing }] },
    funnel: { raw: 2310 },
  });
});

test('the settings given, and only those, reach the engine', async () => {
  let settings: unknown;
  const done: Job = { ...running, state: 'done' };
  const bench = benchWithJob([done], {
    startRun: (given) => {
      settings = given;
      return succeed({ job: 7 });
    },
  });
  const args = ['run', 'demo', '--mode', 'paper-exact', '--axes', '0,2', '--patch-size', '128'];
  await runInProcess(bench, args);
  expect(settings).toMatchObject({ mode: 'paper-exact', planes: ['xy', 'yz'], patchSize: 128 });
});

test('Ctrl-C ends the job, keeps what is finished and ends with 130', async () => {
  const interrupt = new AbortController();
  let cancel = () => {};
  const cancelled = new Promise<void>((resolve) => {
    cancel = resolve;
  });
  let begin = () => {};
  const begun = new Promise<void>((resolve) => {
    begin = resolve;
  });
  const bench = benchWithJob([], {
    async *events() {
      await begun;
      yield { kind: 'job', job: running };
      // Asked for the next one, it has seen this one.
      interrupt.abort();
      await cancelled;
      yield { kind: 'job', job: { ...running, state: 'interrupted', result: 'Cut 10 patches.' } };
    },
    startRun: () => {
      setImmediate(begin);
      return succeed({ job: 7 });
    },
    cancelJob: (id, keep) => {
      expect([id, keep]).toEqual([7, true]);
      cancel();
      return succeed(null);
    },
  });
  const { out, notes, code } = await runInProcess(bench, ['run', 'demo'], interrupt);
  expect(code).toBe(130);
  expect(out).toContain('Cut 10 patches.');
  expect(notes).toContain('Stopping; what is finished is kept.');
  expect(notes).toContain('Give the same command again to go on from here.');
});

test('Ctrl-C before there is a job ends at once', async () => {
  const interrupt = new AbortController();
  const never = new Promise<never>(() => {});
  const openProject = () => {
    setImmediate(() => interrupt.abort());
    return never;
  };
  const ended = await runInProcess({ openProject }, ['run', 'demo'], interrupt);
  expect(ended.code).toBe(130);
  expect(ended.notes).toContain('What was finished is kept; run again to continue.');
});

test('a refusal is a sentence and 3, a project open elsewhere is 5, and --json holds both', async () => {
  const held: Failure = {
    kind: 'project-held',
    folder: '/lab/demo.emcurator',
    host: 'desk',
    pid: 12,
    shell: 'desktop app',
  };
  const refused = await runInProcess({ openProject: async () => fail(held) }, ['status', 'demo']);
  expect(refused.code).toBe(5);
  expect(refused.out).toBe('');
  expect(refused.notes).toContain('is open in the desktop app on desk (process 12)');
  const nothing = benchWithJob([], { startRun: () => fail({ kind: 'nothing-to-run' }) });
  const json = await runInProcess(nothing, ['run', 'demo', '--json']);
  expect(json.code).toBe(3);
  expect(JSON.parse(json.out)).toEqual({
    failure: { kind: 'nothing-to-run' },
    sentence: expect.stringContaining('the project has no volumes'),
  });
});

test('paths start from the folder the command was called in', async () => {
  const asked: unknown[] = [];
  const bench: Partial<Workbench> = {
    describe: async (paths) => {
      asked.push(...paths);
      return [{ path: '/lab/gone.tif', described: fail(missing) }];
    },
  };
  const { code, out } = await runInProcess(bench, ['describe', 'gone.tif', '/else/b.mrc']);
  expect(asked).toEqual(['/lab/gone.tif', '/else/b.mrc']);
  expect(out).toContain('Check the path, or connect the disk');
  expect(code).toBe(1);
});

test('an engine that breaks is an internal error, not a refusal', async () => {
  const bench: Partial<Workbench> = {
    openProject: async () => {
      throw new Error('invariant broken');
    },
  };
  const { code, notes } = await runInProcess(bench, ['status', 'demo']);
  expect(code).toBe(6);
  expect(notes).toBe('Internal error: invariant broken\n');
  const json = await runInProcess(bench, ['status', 'demo', '--json']);
  expect(JSON.parse(json.out)).toEqual({
    failure: { kind: 'internal' },
    sentence: 'invariant broken',
  });
});

test('a source is asked for by name, and a wrong name lists the right ones', async () => {
  const bench: Partial<Workbench> = {
    openProject: async () => succeed(project),
    listSources: () => succeed([]),
  };
  const { code, notes } = await runInProcess(bench, ['remove', 'demo', 'brain']);
  expect(code).toBe(3);
  expect(notes).toBe('There is no source named brain. The project has: none.\n');
});

test('what was not understood is 2, with the command that was meant', async () => {
  const typo = await runInProcess({}, ['runn', 'demo']);
  expect([typo.code, typo.notes]).toEqual([2, expect.stringContaining('Did you mean run?')]);
  const option = await runInProcess({}, ['run', 'demo', '--axes', 'q', '--json']);
  expect(option.code).toBe(2);
  expect(JSON.parse(option.out).failure).toEqual({ kind: 'usage' });
  expect(JSON.parse(option.out).sentence).toContain('Use some of xy,xz,yz');
  const nothing = await runInProcess({}, ['set', 'demo', 'brain']);
  expect([nothing.code, nothing.notes]).toEqual([2, expect.stringContaining('name an option')]);
  expect((await runInProcess({}, [])).code).toBe(2);
  expect((await runInProcess({}, ['--help'])).code).toBe(0);
});
