import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test, vi } from 'vitest';
import { openCatalog } from '../../../../src/main/engine/catalog/open-catalog.ts';
import { openWorkbench } from '../../../../src/main/engine/run/open-workbench.ts';
import { exportOptions } from '../../../../src/shared/export.ts';
import type { Outcome } from '../../../../src/shared/failure.ts';
import { gridQuery } from '../../../../src/shared/grid.ts';
import type { EngineEvent } from '../../../../src/shared/project.ts';
import { addRequest } from '../../../../src/shared/source.ts';
import { startTaskProcesses } from './process/task-processes.ts';
import { emptyFolder, must, mustFail, smallCut, writeSpheres } from './small-project.ts';

const processes = startTaskProcesses();
afterAll(processes.close);

function someBench(root = emptyFolder(), shell = 'browser window') {
  const options = { shell, configFolder: join(root, 'config'), roots: [root], workingFolder: root };
  const bench = openWorkbench(processes.tasks, options);
  const idle = async () => {
    while (bench.listJobs().some(({ state }) => state === 'running'))
      await new Promise((resolve) => setTimeout(resolve, 5));
    return bench.listJobs()[0];
  };
  return { bench, root, idle };
}

async function withVolume(name = 'first') {
  const { bench, root, idle } = someBench();
  must(await bench.createProject(name));
  must(bench.startAdd(addRequest.parse({ paths: [writeSpheres(join(root, 'cell.tif'), 1)] })));
  await idle();
  must(bench.startRun(smallCut));
  expect((await idle())?.state).toBe('done');
  return { bench, root, idle };
}
const everything = gridQuery.parse({ set: 'all', order: 'position' });

test('another project cannot be opened under a job, the same one can', async () => {
  const { bench, root, idle } = await withVolume();
  must(bench.startVerify(join(root, 'first')));
  must(await bench.openProject('first', false));
  const running = { kind: 'job-running', title: `Verify ${join(root, 'first')}` };
  expect(mustFail(await bench.createProject('second'))).toEqual(running);
  expect(mustFail(await bench.openProject('first', true))).toEqual(running);
  expect(existsSync(join(root, 'second.emcurator'))).toBe(false);
  expect((await idle())?.state).toBe('done');
  must(await bench.createProject('second'));
  await bench.shutDown();
});

test('two windows that open the same project at once both get it', async () => {
  const { bench } = await withVolume();
  await bench.closeProject();
  const [first, second] = await Promise.all([
    bench.openProject('first', false),
    bench.openProject('first', false),
  ]);
  expect(must(second)).toEqual(must(first));
  await bench.shutDown();
});

test('while one job runs every other one is refused with its title, and it ends as it would alone', async () => {
  const { bench, root, idle } = await withVolume();
  const title = 'Cut, de-duplicate and measure';
  must(bench.startRun({ ...smallCut, spacing: 2 }));
  const options = exportOptions.parse({ set: 'dedup' });
  const others: readonly (() => Outcome<unknown> | Promise<Outcome<unknown>>)[] = [
    () => bench.startRun(smallCut),
    () => bench.startTraining(1, null),
    () => bench.startLearning(),
    () => bench.startScoring(),
    () => bench.startExport(join(root, 'set'), options),
    () => bench.startVerify(join(root, 'set')),
    () => bench.startAdd(addRequest.parse({ paths: [join(root, 'cell.tif')] })),
    () => bench.startCurves(),
    () => bench.startRelating(),
    () => bench.openProject('second', false),
    () => bench.createProject('third'),
  ];
  for (const start of others)
    expect(mustFail(await start())).toEqual({ kind: 'job-running', title });
  expect((await idle())?.state).toBe('done');
  expect(existsSync(join(root, 'set'))).toBe(false);
  await bench.shutDown();
});

test('a source taken out and brought back while a run goes on changes nothing of what is there then', async () => {
  const { bench, idle } = await withVolume();
  const before = bench.currentProject()?.funnel;
  must(bench.startRun({ ...smallCut, hammingLimit: 3 }));
  const [source] = must(bench.listSources());
  must(bench.removeSource(source?.id ?? -1));
  must(await bench.undo(null));
  expect((await idle())?.state).toBe('done');
  must(bench.startRun(smallCut));
  expect((await idle())?.state).toBe('done');
  expect(bench.currentProject()?.funnel).toEqual(before);
  await bench.shutDown();
});

test('a project that cannot be opened or made leaves the open one open', async () => {
  const { bench, root } = await withVolume();
  expect(mustFail(await bench.openProject('nowhere', false)).kind).toBe('project-missing');
  expect(mustFail(await bench.createProject('first')).kind).toBe('project-exists');
  expect(bench.currentProject()?.folder).toBe(join(root, 'first.emcurator'));
  expect(must(await bench.openView(everything)).total).toBeGreaterThan(0);
  await bench.shutDown();
  expect(bench.currentProject()).toBeNull();
  expect(mustFail(bench.listSources()).kind).toBe('project-not-open');
});

test('a view of one project shows nothing of another', async () => {
  const { bench } = await withVolume();
  const { view } = must(await bench.openView(everything));
  expect(must(bench.viewPage(view, 0, 1)).patches).toHaveLength(1);
  must(await bench.createProject('second'));
  expect(mustFail(bench.viewPage(view, 0, 1)).kind).toBe('view-forgotten');
  await bench.shutDown();
});

test('a second opener is refused with the holder’s name, and may read', async () => {
  const { bench, root } = await withVolume();
  const other = someBench(root, 'desktop app').bench;
  expect(mustFail(await other.openProject('first', false))).toMatchObject({
    kind: 'project-held',
    shell: 'browser window',
    pid: process.pid,
  });
  must(await other.openProject('first', true));
  expect(mustFail(other.setAnnotator('Ben')).kind).toBe('project-read-only');
  expect(mustFail(other.startRun({})).kind).toBe('project-read-only');
  expect(must(other.listSources())).toHaveLength(1);
  await other.shutDown();
  await bench.shutDown();
});

test('a job that ran when the program was killed is shown as interrupted', async () => {
  const { bench, root } = await withVolume();
  await bench.shutDown();
  const catalog = must(openCatalog(join(root, 'first.emcurator'), { readOnly: false }));
  const [job] = catalog.jobs.recent(1);
  if (!job) throw new Error('no job');
  catalog.jobs.save({ ...job, state: 'running' });
  catalog.close();
  const again = someBench(root).bench;
  must(await again.openProject('first.emcurator', false));
  expect(again.listJobs()[0]).toMatchObject({ id: job.id, state: 'interrupted' });
  await again.shutDown();
});

test('outside the roots a window reaches nothing, the command line what its user may', async () => {
  const { bench, root } = someBench();
  const outside = emptyFolder();
  const volume = writeSpheres(join(outside, 'cell.tif'), 1);
  for (const path of [join(outside, 'p'), '../p', join(root, '..', 'p')])
    expect(mustFail(await bench.createProject(path)).kind).toBe('folder-not-allowed');
  const [described] = await bench.describe([volume], null, false);
  expect(described?.described).toMatchObject({ failure: { kind: 'folder-not-allowed' } });
  expect(mustFail(await bench.listFiles(outside)).kind).toBe('folder-not-allowed');
  expect(mustFail(await bench.createFolder(outside, 'new')).kind).toBe('folder-not-allowed');
  const terminal = someBench(root, 'command line').bench;
  const [free] = await terminal.describe([volume], null, true);
  expect(free?.described).toMatchObject({
    ok: true,
    value: { name: 'cell', sampleType: 'uint8', sha256: expect.stringMatching(/^[0-9a-f]{64}$/) },
  });
  await bench.shutDown();
  await terminal.shutDown();
});

test('what is opened is remembered, newest first', async () => {
  const { bench } = someBench();
  for (const name of ['a', 'b']) must(await bench.createProject(name));
  must(await bench.openProject('a', false));
  expect((await bench.recentProjects()).map(({ name }) => name)).toEqual(['a', 'b']);
  await bench.shutDown();
});

test('listeners hear of jobs and, a little later, of the changed project', async () => {
  const { bench, idle } = await withVolume();
  const abort = new AbortController();
  const heard: EngineEvent[] = [];
  const listening = (async () => {
    for await (const event of bench.events(abort.signal)) heard.push(event);
  })();
  must(bench.startRun({ ...smallCut, patchSize: 24 }));
  const job = await idle();
  const projects = () =>
    heard.flatMap((event) => (event.kind === 'project' ? [event.project] : []));
  await vi.waitFor(() => expect(projects().at(-1)?.cut.patchSize).toBe(24), 10_000);
  await vi.waitFor(() => expect(projects().at(-1)?.funnel.dedup).toBeGreaterThan(0), 10_000);
  abort.abort();
  await listening;
  const states = heard.flatMap((event) => (event.kind === 'job' ? [event.job.state] : []));
  expect(states.at(-1)).toBe('done');
  expect(job?.result).toMatch(/^Cut .* patches and kept .* exemplars\.$/);
  await bench.shutDown();
});
