import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { writeScores } from '../../../../../src/main/engine/run/disk/flat-file.ts';
import { gridViews } from '../../../../../src/main/engine/run/grid/grid-views.ts';
import { applyLabels } from '../../../../../src/main/engine/run/label/label-actions.ts';
import { evaluateScores } from '../../../../../src/main/engine/run/model/evaluate-scores.ts';
import { modelRecord } from '../../../../../src/main/engine/run/model/model-record.ts';
import { trainModel } from '../../../../../src/main/engine/run/model/train-model.ts';
import { rowOfOrdinal } from '../../../../../src/main/engine/run/project/exemplar-columns.ts';
import { setSource } from '../../../../../src/main/engine/run/source/source-changes.ts';
import { undoOrRedo } from '../../../../../src/main/engine/run/undo.ts';
import { labelRequest } from '../../../../../src/shared/decision.ts';
import { type GridQuery, gridQuery } from '../../../../../src/shared/grid.ts';
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
const views = gridViews();
let project: SmallProject;
let all: number[];

beforeAll(async () => {
  project = newProject(processes);
  for (const [i, source] of ['liver', 'brain', 'leaf'].entries()) {
    const path = writeSpheres(join(project.folder, `${source}.tif`), 20 + i);
    await project.add({ paths: [path], source });
  }
  await project.run({ ...smallCut, hammingLimit: 12 });
  all = [...project.session.columns().ordinal];
  expect(all.length).toBeGreaterThan(150);
});
afterAll(async () => {
  await project.close();
  processes.close();
});

async function open(some: GridQuery, of = project) {
  const query = gridQuery.parse(some);
  const opened = must(await views.open(of.session, processes.tasks, query));
  const { patches } = must(views.page(of.session, opened.view, 0, 100_000));
  return { ...opened, patches, ordinals: patches.map(({ ordinal }) => ordinal) };
}
const label = (ordinals: number[], value: string, more: object = {}) =>
  must(applyLabels(project.session, labelRequest.parse({ marks: [{ ordinals, value, ...more }] })));
const be = (annotator: string) => project.session.catalog.settings.set('annotator', annotator);
const sourceOf = (ordinal: number) => {
  const columns = project.session.columns();
  return columns.source[rowOfOrdinal(columns, ordinal)];
};
function giveModel(hash: string, scores: Float32Array): void {
  const { catalog, scoreFile, forgetColumns } = project.session;
  writeScores(scoreFile(hash), scores);
  const record = modelRecord.parse({
    hash,
    kind: 'texture-forest',
    createdBy: 1,
    seed: 1,
    trainedOn: { informative: 1, uninformative: 1, labelsHash: 'l' },
    checked: false,
    holdOut: evaluateScores([], 0.5),
    leaveSourcesOut: null,
    perSource: [],
    importances: [],
    warnings: [],
  });
  catalog.models.add(hash, 1, JSON.stringify(record));
  catalog.settings.set('model', hash);
  forgetColumns();
}

test('per source, every source has its turn until it has no more', async () => {
  const { ordinals } = await open({ set: 'all', order: 'per-source', seed: 3 });
  const order = ordinals.map(sourceOf);
  const counts = [1, 2, 3].map((source) => order.filter((each) => each === source).length);
  const turns = Math.min(...counts);
  for (let turn = 0; turn < turns; turn++) {
    expect(new Set(order.slice(turn * 3, turn * 3 + 3)).size).toBe(3);
  }
  expect([...ordinals].sort((a, b) => a - b)).toEqual(all);
  const again = await open({ set: 'all', order: 'per-source', seed: 3 });
  expect(again.ordinals).toEqual(ordinals);
});

test('a queue gives the same patches in the same order in another project of the same volumes', async () => {
  const other = newProject(processes);
  for (const source of ['leaf', 'liver', 'brain']) {
    copyFileSync(join(project.folder, `${source}.tif`), join(other.folder, `${source}.tif`));
    await other.add({ paths: [join(other.folder, `${source}.tif`)], source });
  }
  await other.run({ ...smallCut, hammingLimit: 12 });
  for (const order of ['random', 'per-source'] as const) {
    const names = async (of: SmallProject) =>
      (await open({ set: 'all', order, seed: 9, sample: 40 }, of)).patches.map(({ name }) => name);
    expect(await names(other)).toEqual(await names(project));
  }
  await other.close();
});

test('sources are chosen by what is known of them', async () => {
  must(setSource(project.session, 1, { technique: 'FIB-SEM', organism: 'mouse' }));
  must(setSource(project.session, 2, { technique: 'FIB-SEM', organism: 'rat' }));
  const shown = async (where: object) =>
    new Set(
      (await open({ set: 'all', order: 'position', where: where as never })).ordinals.map(sourceOf),
    );
  expect(await shown({ technique: ['FIB-SEM'] })).toEqual(new Set([1, 2]));
  expect(await shown({ technique: ['FIB-SEM'], organism: ['rat', 'fly'] })).toEqual(new Set([2]));
  expect(await shown({ tissue: ['xylem'] })).toEqual(new Set());
});

test('a sample is drawn by its seed and keeps the order', async () => {
  const first = await open({ set: 'all', order: 'position', seed: 4, sample: 20 });
  expect(first.ordinals).toHaveLength(20);
  expect(first.ordinals).toEqual([...first.ordinals].sort((a, b) => a - b));
  const other = await open({ set: 'all', order: 'position', seed: 5, sample: 20 });
  expect(other.ordinals).not.toEqual(first.ordinals);
});

test('a view asked for again as of its action is the same, whatever was done since', async () => {
  label(all.slice(0, 5), 'informative');
  const query: GridQuery = { set: 'unlabelled', order: 'random', seed: 2 };
  const first = await open(query);
  label(first.ordinals.slice(0, 6), 'uninformative');
  must(undoOrRedo(project.session, 'undo'));
  must(undoOrRedo(project.session, 'undo'));
  label(first.ordinals.slice(10, 12), 'unsure');
  const again = await open({ ...query, asOf: first.asOf });
  expect(again.ordinals).toEqual(first.ordinals);
  expect(again.patches[10]?.label).toBe('unsure');
  const now = await open(query);
  expect(now.ordinals).toEqual(
    (await open({ set: 'all', order: 'random', seed: 2 })).ordinals.filter(
      (ordinal) => !first.ordinals.slice(10, 12).includes(ordinal),
    ),
  );
  must(undoOrRedo(project.session, 'undo'));
});

test('a second opinion is asked on patches of others alone, and shows nothing of theirs', async () => {
  be('Ada');
  label(all.slice(0, 12), 'informative', { reason: null });
  be('Ben');
  label(all.slice(12, 15), 'informative');
  const query: GridQuery = {
    set: 'second-opinion',
    order: 'random',
    pass: 'second',
    blind: true,
    sample: 8,
  };
  const view = await open(query);
  expect(view.patches).toHaveLength(8);
  for (const patch of view.patches) {
    expect(all.slice(0, 12)).toContain(patch.ordinal);
    expect(patch).toMatchObject({ label: 'none', score: null, kept: null, pass: 'second' });
  }
  label([view.ordinals[0] ?? -1], 'uninformative', { pass: 'second', reason: 'blur' });
  const { patches } = must(views.page(project.session, view.view, 0, 1));
  expect(patches[0]).toMatchObject({ label: 'uninformative', reason: 'blur' });
  const labels = await open({ set: 'ordinals', order: 'position', ordinals: view.ordinals });
  expect(new Set(labels.patches.map((patch) => patch.label))).toEqual(new Set(['informative']));
  be('Ada');
  expect((await open({ set: 'second-opinion', order: 'random' })).ordinals.sort()).toEqual(
    all.slice(12, 15).sort(),
  );
});

test('a share of a person’s own older labels is shown again, as if they were new', async () => {
  be('Cleo');
  for (const ordinal of all.slice(20, 100)) label([ordinal], 'informative');
  const query: GridQuery = { set: 'unlabelled', order: 'random', seed: 1, again: 0.1 };
  const view = await open(query);
  const again = view.patches.filter(({ pass }) => pass === 'again');
  expect(again.length).toBeGreaterThan(3);
  expect(again.length).toBeLessThanOrEqual(Math.ceil(view.patches.length * 0.1));
  // Of eighty labels, the newest fifty are too fresh.
  for (const patch of again) {
    expect(all.slice(20, 50)).toContain(patch.ordinal);
    expect(patch).toMatchObject({ label: 'none', reason: null, score: null });
  }
  expect((await open({ ...query, asOf: view.asOf })).ordinals).toEqual(view.ordinals);
  const shown = again[0]?.ordinal ?? -1;
  label([shown], 'uninformative', { pass: 'again' });
  expect((await open({ ...query, asOf: view.asOf })).ordinals).toEqual(view.ordinals);
  const next = await open(query);
  expect(next.ordinals).not.toContain(shown);
  expect(project.session.columns().label[all.indexOf(shown)]).toBe(1);
});

test('disagreement needs two models, then shows the greatest first', async () => {
  const asked = gridQuery.parse({ set: 'all', order: 'disagreement' });
  const opened = await views.open(project.session, processes.tasks, asked);
  expect(mustFail(opened).kind).toBe('models-too-few');
  const older = Float32Array.from(all, (i) => ((i * 37) % 101) / 100);
  const newer = Float32Array.from(all, (i) => ((i * 53) % 97) / 100);
  giveModel('older', older);
  giveModel('newer', newer);
  const { ordinals } = await open({ set: 'all', order: 'disagreement' });
  const gaps = ordinals.map((at) => Math.fround(Math.abs((newer[at] ?? 0) - (older[at] ?? 0))));
  expect(gaps).toEqual([...gaps].sort((a, b) => b - a));
});

test('the uncertain ones come in an order in which they differ from each other', async () => {
  const near = await open({ set: 'near-threshold', order: 'position' });
  const { ordinals } = await open({ set: 'all', order: 'uncertain-diverse' });
  expect(ordinals[0]).toBe(near.ordinals[0]);
  expect([...ordinals].sort((a, b) => a - b)).toEqual(all);
  expect(ordinals).not.toEqual(near.ordinals);
});

test('suspected mistakes need a model that was checked', async () => {
  const asked = gridQuery.parse({ set: 'suspect', order: 'suspect' });
  const opened = await views.open(project.session, processes.tasks, asked);
  expect(mustFail(opened).kind).toBe('model-missing');
});

test('labels that models trained without them contradict come first, those of the hold-out too', async () => {
  const { session } = project;
  be('Dee');
  const columns = session.columns();
  const edges = (ordinal: number) => session.features.read([ordinal])[0] ?? 0;
  const byTexture = [...all].sort((a, b) => edges(a) - edges(b));
  const half = Math.floor(byTexture.length / 2);
  label(byTexture.slice(0, half - 15), 'uninformative');
  label(byTexture.slice(half - 15, half + 15), 'none');
  label(byTexture.slice(half + 15), 'informative');
  const isHeld = (ordinal: number) => columns.heldOut[rowOfOrdinal(columns, ordinal)] === 1;
  const low = byTexture.slice(0, half - 30);
  const wrong = [low.find((each) => !isHeld(each)) ?? -1, low.find(isHeld) ?? -1];
  label(wrong, 'informative');
  const asked = { seed: 1, kind: 'texture-forest', refitFirst: false } as const;
  const job = await project.job((context) => trainModel(session, processes.tasks, asked, context));
  expect(job.state).toBe('done');
  const { ordinals } = await open({ set: 'suspect', order: 'suspect' });
  for (const ordinal of wrong) expect(ordinals.indexOf(ordinal)).toBeLessThan(12);
  for (const ordinal of wrong) expect(ordinals).toContain(ordinal);
});

test('neighbours by embedding begin with the patch itself', async () => {
  const { ordinals } = await open({ set: 'like', order: 'likeness', like: { ordinal: 40 } });
  expect(ordinals[0]).toBe(40);
  expect([...ordinals].sort((a, b) => a - b)).toEqual(all);
});

test('what would change the model most is uncertain', async () => {
  const { session } = project;
  const { ordinals } = await open({ set: 'all', order: 'expected-change' });
  const { score } = session.columns();
  const doubt = (ordinal: number) => Math.abs((score[ordinal] ?? 0) - 0.5);
  const mean = (some: number[]) => some.reduce((sum, each) => sum + doubt(each), 0) / some.length;
  expect(mean(ordinals.slice(0, 20))).toBeLessThan(mean(ordinals.slice(-20)));
});

test('what differs from the labelled comes in an order of its own, and nothing is lost', async () => {
  label(all.slice(0, 40), 'informative');
  const { ordinals } = await open({ set: 'unlabelled', order: 'diverse' });
  const plain = await open({ set: 'unlabelled', order: 'random' });
  expect([...ordinals].sort((a, b) => a - b)).toEqual([...plain.ordinals].sort((a, b) => a - b));
  expect(ordinals).not.toEqual(plain.ordinals);
});

test('an order can take one of each source in turn, and mix in patches drawn at random', async () => {
  const plain = await open({ set: 'all', order: 'score-up' });
  const turns = await open({ set: 'all', order: 'score-up', eachSource: true });
  expect(new Set(turns.ordinals.slice(0, 3).map(sourceOf)).size).toBe(3);
  const mixed = await open({ set: 'all', order: 'score-up', randomShare: 0.2 });
  for (const { ordinals } of [turns, mixed]) {
    expect([...ordinals].sort((a, b) => a - b)).toEqual(all);
  }
  const moved = mixed.ordinals
    .slice(0, 50)
    .filter((each) => !plain.ordinals.slice(0, 50).includes(each));
  expect(moved.length).toBeGreaterThan(3);
  expect(moved.length).toBeLessThan(20);
});

test('places of patches in a view are found, many or few', async () => {
  const { view, ordinals } = await open({ set: 'all', order: 'random' });
  expect(must(views.find(view, [ordinals[7] ?? -1, 999_999]))).toEqual([7, -1]);
  expect(must(views.find(view, ordinals))).toEqual(ordinals.map((_, at) => at));
  expect(mustFail(views.find(9999, [1])).kind).toBe('view-forgotten');
});
