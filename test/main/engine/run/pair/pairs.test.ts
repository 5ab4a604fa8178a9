import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { keepCurvesOf } from '../../../../../src/main/engine/run/exemplar/keep-curve-report.ts';
import { workOutCurves } from '../../../../../src/main/engine/run/exemplar/keep-curves.ts';
import { pairEstimate } from '../../../../../src/main/engine/run/pair/pair-estimate.ts';
import { exportPairs, importPairs } from '../../../../../src/main/engine/run/pair/pair-files.ts';
import { countedMarks, markPair } from '../../../../../src/main/engine/run/pair/pair-marks.ts';
import { pairPage } from '../../../../../src/main/engine/run/pair/pair-queue.ts';
import { undoOrRedo } from '../../../../../src/main/engine/run/undo.ts';
import type { PairValue } from '../../../../../src/shared/duplicates.ts';
import { pairMark, pairQueue, type SampledPair } from '../../../../../src/shared/pair.ts';
import { startTaskProcesses } from '../process/task-processes.ts';
import {
  must,
  mustFail,
  newProject,
  type SmallProject,
  smallCut,
  writeSpheres,
} from '../small-project.ts';

const processes = startTaskProcesses();
let project: SmallProject;

const workOut = () =>
  project.job((context) => workOutCurves(project.session, processes.tasks, context));
const page = (queue: object = {}, from = 0, count = 200) =>
  pairPage(project.session, { ...pairQueue.parse(queue), from, count });
const say = (pair: SampledPair, value: PairValue, key: string | null = null) =>
  must(
    markPair(project.session, pairMark.parse({ a: pair.a.address, b: pair.b.address, value, key })),
  );
const undo = () => must(undoOrRedo(project.session, 'undo'));
const standing = () => countedMarks(project.session).marks;
const first = async (queue: object = {}): Promise<SampledPair> => {
  const [pair] = (await page(queue)).pairs;
  if (!pair) throw new Error('There is no pair.');
  return pair;
};

beforeAll(async () => {
  project = newProject(processes);
  for (const [i, source] of ['liver', 'brain'].entries()) {
    const path = writeSpheres(join(project.folder, `${source}.tif`), 80 + i);
    await project.add({ paths: [path], source });
  }
  await project.run();
  expect((await page()).total).toBe(0);
  await workOut();
});
afterAll(async () => {
  await project.close();
  processes.close();
});

test('pairs at a distance are at that distance, and each is drawn once', async () => {
  const { distances } = await keepCurvesOf(project.session);
  const { pairs, total, strata } = await page({ distance: 10 });
  expect(total).toBe(Math.min(256, distances[10]?.[10] ?? 0));
  expect(total).toBeGreaterThan(3);
  expect(strata[10]).toMatchObject({ pairs: distances[10]?.[10], drawn: total, same: 0 });
  expect(new Set(pairs.map(({ a }) => a.name)).size).toBe(pairs.length);
  for (const pair of pairs) {
    expect(pair).toMatchObject({ distance: 10, value: 'none' });
    expect(pair.a.name.split('/')[0]).toBe(pair.sourceName);
  }
});

test('all distances come in turn, and a seed is an order', async () => {
  const { strata, pairs } = await page();
  const there = strata.filter(({ drawn }) => drawn > 0).length;
  expect(new Set(pairs.slice(0, there).map(({ distance }) => distance)).size).toBe(there);
  const again = await page({}, 2, 3);
  expect(again.pairs).toEqual(pairs.slice(2, 5));
  expect((await page({ seed: 2 })).pairs).not.toEqual(pairs);
});

test('of each source as many, or of one alone', async () => {
  const each = (await page({ distance: 12, eachSource: true })).pairs.slice(0, 6);
  expect(each.filter(({ sourceName }) => sourceName === 'liver')).toHaveLength(3);
  const brain = project.session.catalog.sources.all().find(({ name }) => name === 'brain');
  const own = (await page({ source: brain?.id ?? null })).pairs;
  expect(new Set(own.map(({ sourceName }) => sourceName))).toEqual(new Set(['brain']));
});

test('a mark is recorded once for a key, counts, and is undone and redone through the log', async () => {
  const pair = await first();
  const { action } = say(pair, 'same', 'keypress-1');
  expect(say(pair, 'same', 'keypress-1').action).toBe(action);
  expect(standing()).toMatchObject([{ value: 'same', distance: pair.distance }]);
  const marked = await page();
  expect(marked.pairs[0]?.value).toBe('same');
  expect(marked.firstUnmarked).toBe(1);
  expect(marked.strata[pair.distance]?.same).toBe(1);

  say(pair, 'different');
  expect(standing()).toMatchObject([{ value: 'different' }]);
  undo();
  expect(standing()).toMatchObject([{ value: 'same' }]);
  undo();
  expect(standing()).toEqual([]);
  must(undoOrRedo(project.session, 'redo'));
  expect(standing()).toMatchObject([{ value: 'same' }]);
  say(pair, 'none');
  expect(standing()).toEqual([]);
});

test('from both sides a pair is the same', async () => {
  const { a, b, value, ...rest } = await first();
  say({ ...rest, a, b, value }, 'same');
  say({ ...rest, a: b, b: a, value }, 'different');
  expect(standing()).toMatchObject([{ value: 'different' }]);
  say({ ...rest, a, b, value }, 'none');
});

test('patches that are not cut are refused', async () => {
  const { a, b } = await first();
  const off = { ...a.address, box: { ...a.address.box, x0: a.address.box.x0 + 1 } };
  const asked = (one: typeof off, other: typeof off) =>
    mustFail(markPair(project.session, pairMark.parse({ a: one, b: other, value: 'same' })));
  expect(asked(off, b.address)).toEqual({ kind: 'pair-not-cut' });
  expect(asked(a.address, { ...b.address, volume: 99 })).toEqual({ kind: 'pair-not-cut' });
  expect(asked(a.address, a.address)).toEqual({ kind: 'pair-not-cut' });
});

test('the estimate weighs what is marked at each distance by the pairs there are', async () => {
  expect((await pairEstimate(project.session)).total.every((at) => at === null)).toBe(true);
  for (const distance of [11, 12]) {
    const { pairs } = await page({ distance }, 0, 4);
    for (const [i, pair] of pairs.entries()) {
      say(pair, distance === 12 && i % 2 === 0 ? 'different' : 'same');
    }
  }
  const unsure = (await page({ distance: 12 }, 4, 1)).pairs[0];
  if (unsure) say(unsure, 'unsure');
  const { total, strata, sources } = await pairEstimate(project.session);
  expect(strata[12]).toMatchObject({ same: 2, different: 2, unsure: 1 });
  const { distances } = await keepCurvesOf(project.session);
  const [eleven = 0, twelve = 0] = distances[12]?.slice(11, 13) ?? [];
  expect(total[12]?.share).toBeCloseTo((eleven + twelve / 2) / (eleven + twelve), 12);
  expect(total[11]?.share).toBe(1);
  expect(total[12]?.unmarked).toBeGreaterThan(0);
  expect(sources.reduce((sum, { marked }) => sum + marked, 0)).toBe(9);
});

test('marks of one source alone tell of it, and of all once the pairs before them are marked', async () => {
  const before = await pairEstimate(project.session);
  const brain = before.sources.find(({ name }) => name === 'brain');
  const order = (await page({ distance: 10 })).pairs;
  const ahead = order.findIndex(({ sourceName }) => sourceName === 'liver');
  const own = order.slice(ahead).filter(({ sourceName }) => sourceName === 'brain');
  for (const pair of own) say(pair, 'different');
  const { total, sources, besides, strata } = await pairEstimate(project.session);
  expect(besides).toBe(own.length);
  expect([total, strata[10]]).toEqual([before.total, before.strata[10]]);
  expect(sources.find(({ name }) => name === 'brain')?.marked).toBe(
    (brain?.marked ?? 0) + own.length,
  );
  // The bars of a queue count what counts for it.
  expect((await page()).strata[10]?.different).toBe(0);
  expect((await page({ source: brain?.source })).strata[10]?.different).toBe(own.length);

  for (const pair of order.filter(({ sourceName }) => sourceName === 'liver')) say(pair, 'same');
  for (const pair of order.slice(0, ahead)) say(pair, 'different');
  const all = await pairEstimate(project.session);
  expect(all.besides).toBe(0);
  expect(all.strata[10]?.different).toBeGreaterThanOrEqual(own.length);
  for (const pair of order) say(pair, 'none');
});

test('marks stay through another radius and come back with their cut', async () => {
  const marks = standing().length;
  await project.run({ ...smallCut, hammingLimit: 6 });
  expect(standing()).toHaveLength(marks);
  await project.run({ ...smallCut, patchSize: 24 });
  expect(countedMarks(project.session)).toEqual({ marks: [], elsewhere: marks });
  await project.run(smallCut);
  expect(standing()).toHaveLength(marks);
});

test('marks go to a file and come back from it, all or none', async () => {
  const file = join(project.folder, 'pairs.csv');
  expect(must(await exportPairs(project.session, file))).toEqual({ pairs: 9 });
  const text = readFileSync(file, 'utf8');
  expect(text.split('\n')[0]).toBe('patch,exemplar,distance,value,annotator,at');
  const before = standing().map(({ distance, value }) => [distance, value]);
  for (const pair of (await page()).pairs) say(pair, 'none');
  expect(standing()).toEqual([]);

  writeFileSync(file, text.replace('liver/', 'kidney/').replace('brain/', 'kidney/'));
  expect(mustFail(await importPairs(project.session, file)).kind).toBe('label-names-unknown');
  writeFileSync(file, text.replace(',same,', ',alike,'));
  expect(mustFail(await importPairs(project.session, file)).kind).toBe('pair-file-invalid');
  expect(standing()).toEqual([]);

  writeFileSync(file, text);
  expect(must(await importPairs(project.session, file)).summary).toBe('Imported 9 marks of pairs.');
  expect(standing().map(({ distance, value }) => [distance, value])).toEqual(before);
  undo();
  expect(standing()).toEqual([]);
});
