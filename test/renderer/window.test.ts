import { expect, test } from 'vitest';
import { contributions, sortedBy } from '../../src/renderer/balance/contributions.ts';
import { funnelStages, stageOfJob } from '../../src/renderer/frame/funnel-stages.ts';
import { matchingCommands } from '../../src/renderer/frame/match-commands.ts';
import {
  firstQueue,
  type Queue,
  queryOf,
  queueKind,
  readShowing,
  sayQueue,
} from '../../src/renderer/label/label-queue-choice.ts';
import { boxInWindow } from '../../src/renderer/patch-work/box-in-window.ts';
import { steppedSize } from '../../src/renderer/patch-work/tile-size.ts';
import { survivalOf, totalOf } from '../../src/renderer/patches/survival.ts';
import type { Command } from '../../src/renderer/session/commands.ts';
import { activeJob, jobProgress, withJob } from '../../src/renderer/session/job-list.ts';
import { parseVoxelSize } from '../../src/renderer/sources/parse-voxel-size.ts';
import { contextWindow, sectionShape } from '../../src/shared/context.ts';
import { gridQuery } from '../../src/shared/grid.ts';
import type { Job } from '../../src/shared/job.ts';

const job = (id: number, change: Partial<Job> = {}): Job => ({
  id,
  kind: 'run',
  title: 'Run',
  state: 'running',
  stage: 'cut and hash',
  done: 5,
  total: 20,
  unit: 'patches',
  rate: null,
  etaSeconds: null,
  startedAt: 0,
  finishedAt: null,
  report: [],
  failure: null,
  result: null,
  ...change,
});

test('each stage of the funnel is drawn to the scale of the one above', () => {
  const stages = funnelStages({
    sources: 24,
    volumes: 30,
    raw: 1000,
    dedup: 250,
    curated: 100,
    gini: 0.61,
    exports: 2,
    labels: 64,
    stale: { patches: true, exemplars: false, scores: false, model: false },
  });
  expect(stages.map((stage) => [stage.title, stage.share])).toEqual([
    ['Sources', 1],
    ['Patches', 1],
    ['Exemplars', 0.25],
    ['Curated', 0.4],
    ['Balance', 0.61],
    ['Export', 1],
  ]);
  expect(stages.map((stage) => stage.stale)).toEqual(['', 'run again', '', '', '', '']);
  expect(stages[4]?.text).toBe('G 0.61');
  // What is lost between two bars is told between them.
  expect(
    stages.flatMap(({ title, loss }) => (loss ? [[title, loss.screen, loss.count]] : [])),
  ).toEqual([['Patches', 'duplicates', 750]]);
});

test('a job shows in the bar of the stage it works on', () => {
  expect(stageOfJob(job(1))).toBe('Patches');
  expect(stageOfJob(job(1, { stage: 'keep exemplars' }))).toBe('Exemplars');
  expect(stageOfJob(job(1, { stage: 'score' }))).toBe('Curated');
  expect(stageOfJob(job(1, { kind: 'verify', stage: 'verify' }))).toBe('Export');
});

test('jobs are kept once each, newest first, and an unknown total has no progress', () => {
  const jobs = withJob(withJob([job(1)], job(2)), job(1, { state: 'done' }));
  expect(jobs.map((each) => [each.id, each.state])).toEqual([
    [2, 'running'],
    [1, 'done'],
  ]);
  expect(activeJob(jobs)?.id).toBe(2);
  expect([jobProgress(job(1)), jobProgress(job(1, { total: 0 }))]).toEqual([0.25, null]);
});

test('the palette finds commands by any words, and leaves out moves and held keys', () => {
  const command = (
    title: string,
    group: Command['group'],
    rest: Partial<Command> = {},
  ): Command => ({
    title,
    group,
    keys: [],
    run: () => undefined,
    ...rest,
  });
  const offered = [
    command('Review', 'Go to'),
    command('Next patch', 'Move'),
    command('Hold to see', 'View', { release: () => undefined }),
    command('Label unsure', 'Label'),
    command('Label unsure', 'Label'),
  ];
  expect(matchingCommands(offered, '').map((each) => each.title)).toEqual([
    'Review',
    'Label unsure',
  ]);
  expect(matchingCommands(offered, 'go rev')).toHaveLength(1);
  expect(matchingCommands(offered, 'nothing')).toEqual([]);
});

test('every kind of queue is a query that the engine accepts', () => {
  for (const kind of queueKind.options) {
    const query = gridQuery.parse(queryOf({ ...firstQueue, kind }, null));
    // What hides earlier labels is never labelled in the first pass.
    expect(query.pass === 'second').toBe(kind === 'second-opinion');
    if (kind === 'hold-out') expect(query).toMatchObject({ heldOut: true, blind: true });
  }
});

test('what a queue shows is said in words and read back when it was kept', () => {
  const queue: Queue = { ...firstQueue, sources: [3], order: 'per-source', heldOut: false };
  expect(sayQueue(queue, (id) => `source ${id}`)).toBe(
    'Not labelled yet · each source in turn · source 3 · without hold-out',
  );
  const showing = { queue, asOf: 12, assisted: true };
  expect(readShowing(JSON.stringify(showing))).toEqual(showing);
  expect(readShowing('{"queue":{}}')).toBeNull();
  expect(readShowing('no json')).toBeNull();
});

test('a queue of chosen sources asks for them alone', () => {
  const query = queryOf({ ...firstQueue, sources: [3], heldOut: false, seed: 2 }, 7);
  expect(gridQuery.parse(query)).toMatchObject({
    set: 'unlabelled',
    order: 'random',
    seed: 2,
    sources: [3],
    heldOut: false,
    asOf: 7,
  });
});

test('the box of a patch is placed in its context, cut off at the borders of the section', () => {
  const size = sectionShape({ z: 72, y: 500, x: 600 }, 'yz');
  expect(size).toEqual({ height: 72, width: 500 });
  const box = { y0: 0, y1: 72, x0: 224, x1: 448 };
  const window = contextWindow(box, size.height, size.width);
  expect(window).toEqual({ y0: 0, y1: 72, x0: 0, x1: 500 });
  expect(boxInWindow(box, window)).toEqual({
    left: '44.8%',
    top: '0%',
    width: '44.8%',
    height: '100%',
  });
});

test('voxel sizes are read as people write them, and nothing else', () => {
  expect(parseVoxelSize('30, 8, 8')).toEqual({ z: 30, y: 8, x: 8 });
  expect(parseVoxelSize(' 30 × 8.5 x 8 ')).toEqual({ z: 30, y: 8.5, x: 8 });
  expect(parseVoxelSize('8')).toEqual({ z: 8, y: 8, x: 8 });
  for (const wrong of ['', '8, 8', '8, 0, 8', '8, -1, 8', 'nm', '1e999']) {
    expect(parseVoxelSize(wrong), wrong).toBeNull();
  }
});

test('tile sizes step from hundreds on a screen to one that fills it', () => {
  expect([
    steppedSize(112, 1),
    steppedSize(112, -1),
    steppedSize(4000, 1),
    steppedSize(32, -1),
  ]).toEqual([128, 96, 4000, 32]);
  expect(steppedSize(100, -1)).toBe(96);
});

test('contributions are sorted by a set, equal ones by name', () => {
  const rows = contributions(['b', 'a', 'c'], [1, 2, 3], [{ counts: [2, 2, 5] }]);
  expect(sortedBy(rows, 0, false).map((row) => row.name)).toEqual(['c', 'a', 'b']);
  expect(sortedBy(rows, 0, true).map((row) => row.name)).toEqual(['a', 'b', 'c']);
  expect(sortedBy(rows, 'name', false).map((row) => row.name)).toEqual(['c', 'b', 'a']);
});

test('what is left of the patches is summed over sources', () => {
  const sources = [
    { raw: 700, dedup: 221 },
    { raw: 9, dedup: 9 },
  ];
  expect(totalOf(sources.map(survivalOf))).toEqual({ raw: 709, exemplars: 230 });
  expect(totalOf([])).toEqual({ raw: 0, exemplars: 0 });
});
