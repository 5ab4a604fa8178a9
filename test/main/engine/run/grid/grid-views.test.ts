import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { balanceReport } from '../../../../../src/main/engine/run/balance/balance-report.ts';
import { writeScores } from '../../../../../src/main/engine/run/disk/flat-file.ts';
import { exportDataset } from '../../../../../src/main/engine/run/export/export-dataset.ts';
import { planExport } from '../../../../../src/main/engine/run/export/plan-export.ts';
import { gridViews } from '../../../../../src/main/engine/run/grid/grid-views.ts';
import { applyLabels } from '../../../../../src/main/engine/run/label/label-actions.ts';
import {
  setThreshold,
  thresholdYield,
} from '../../../../../src/main/engine/run/model/threshold-yield.ts';
import { hasCuratedSet } from '../../../../../src/main/engine/run/set/curated-set.ts';
import { undoOrRedo } from '../../../../../src/main/engine/run/undo.ts';
import { labelRequest } from '../../../../../src/shared/decision.ts';
import { exportOptions } from '../../../../../src/shared/export.ts';
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
let project: SmallProject;
/** score of each exemplar by ordinal; every seventh has none */
let scores: Float32Array;
let all: number[];

beforeAll(async () => {
  project = newProject(processes);
  for (const [i, source] of ['liver', 'brain'].entries()) {
    const path = writeSpheres(join(project.folder, `${source}.tif`), 20 + i);
    await project.add({ paths: [path], source });
  }
  await project.run({ ...smallCut, hammingLimit: 20 });
  const { session } = project;
  all = [...session.columns().ordinal];
  expect(all.length).toBeGreaterThan(30);
});
afterAll(async () => {
  await project.close();
  processes.close();
});

/** A model whose scores we know. */
function giveScores(): void {
  const { catalog, scoreFile, forgetColumns } = project.session;
  scores = Float32Array.from(all, (ordinal) =>
    ordinal % 7 === 6 ? Number.NaN : Math.fround(((ordinal * 37) % 101) / 100),
  );
  writeScores(scoreFile('known'), scores);
  const record = { hash: 'known', kind: 'texture-forest', seed: 1, trainedOn: { labelsHash: 'l' } };
  catalog.models.add('known', 1, JSON.stringify(record));
  catalog.settings.set('model', 'known');
  forgetColumns();
}
const scoreOf = (ordinal: number) => scores[ordinal] ?? Number.NaN;
const hasScore = (ordinal: number) => !Number.isNaN(scoreOf(ordinal));

const views = gridViews();
const query = (some: GridQuery) => gridQuery.parse(some);
async function shown(some: GridQuery) {
  const { view, total } = must(await views.open(project.session, processes.tasks, query(some)));
  const page = must(views.page(project.session, view, 0, 100_000));
  expect(page.patches).toHaveLength(total);
  return page.patches;
}
const ordinalsOf = async (some: GridQuery) => (await shown(some)).map(({ ordinal }) => ordinal);
const label = (ordinals: number[], value: string) =>
  must(applyLabels(project.session, labelRequest.parse({ marks: [{ ordinals, value }] })));

test('without a model or a decision there is no curated set, and nothing to export of it', async () => {
  const { session } = project;
  expect(hasCuratedSet(session)).toBe(false);
  expect(balanceReport(session, 'source').sets.map(({ set }) => set)).toEqual(['raw', 'dedup']);
  expect(mustFail(await planExport(session, exportOptions.parse({ set: 'curated' }))).kind).toBe(
    'model-missing',
  );
  expect(mustFail(thresholdYield(session, null)).kind).toBe('model-missing');
  expect((await shown({ set: 'all', order: 'position' }))[0]?.kept).toBeNull();
  label([0], 'unsure');
  expect(hasCuratedSet(session)).toBe(false);
  label([0], 'informative');
  expect(hasCuratedSet(session)).toBe(true);
  must(undoOrRedo(session, 'undo'));
  must(undoOrRedo(session, 'undo'));
});

test('the same seed gives the same random order of the same patches, another seed another', async () => {
  const order = (seed: number) => ordinalsOf({ set: 'all', order: 'random', seed });
  expect(await order(1)).toEqual(await order(1));
  expect(await order(2)).not.toEqual(await order(1));
  expect((await order(1)).sort((a, b) => a - b)).toEqual(all);
});

test('of a volume only its own exemplars are shown, beside whatever else is asked', async () => {
  const { volume, ordinal } = project.session.columns();
  const first = volume[0] ?? -1;
  const own = [...ordinal].filter((_, row) => volume[row] === first);
  expect(own.length).toBeLessThan(all.length);
  const found = await ordinalsOf({ set: 'all', order: 'position', volumes: [first] });
  expect([...found].sort((a, b) => a - b)).toEqual(own);
  const other = project.session.catalog.volumes
    .all()
    .find(({ source }) => source !== project.session.catalog.volumes.byId(first)?.source);
  const both = { sources: [other?.source ?? -1], volumes: [first] };
  expect(await ordinalsOf({ set: 'all', order: 'position', ...both })).toEqual([]);
});

test('by group size the largest groups come first', async () => {
  const sizes = (await shown({ set: 'all', order: 'group-size' })).map(({ members }) => members);
  expect(sizes).toEqual([...sizes].sort((a, b) => b - a));
  expect(sizes.reduce((sum, size) => sum + size, 0)).toBe(
    balanceReport(project.session, 'source').sets[0]?.patches,
  );
});

test('by score patches without one come last in both directions', async () => {
  giveScores();
  const without = all.filter((ordinal) => !hasScore(ordinal));
  for (const [order, sign] of [
    ['score-up', 1],
    ['score-down', -1],
  ] as const) {
    const found = await ordinalsOf({ set: 'all', order });
    const scored = found.slice(0, found.length - without.length).map(scoreOf);
    expect(scored).toEqual([...scored].sort((a, b) => sign * (a - b)));
    expect(found.slice(-without.length)).toEqual(without);
  }
});

test('kept is what scores above the threshold, dropped all the rest, and a decision wins', async () => {
  const best = all.find((ordinal) => scoreOf(ordinal) > 0.9) ?? -1;
  const worst = all.find((ordinal) => scoreOf(ordinal) < 0.1) ?? -1;
  const kept = () => ordinalsOf({ set: 'kept', order: 'position' });
  expect(await kept()).toEqual(all.filter((ordinal) => scoreOf(ordinal) > 0.5));
  label([best], 'uninformative');
  label([worst], 'informative');
  const expected = all.filter((o) => o === worst || (scoreOf(o) > 0.5 && o !== best));
  expect(await kept()).toEqual(expected);
  expect(await ordinalsOf({ set: 'dropped', order: 'position' })).toEqual(
    all.filter((ordinal) => !expected.includes(ordinal)),
  );
  expect(await ordinalsOf({ set: 'overridden', order: 'position' })).toEqual(
    [best, worst].sort((a, b) => a - b),
  );
  expect(await ordinalsOf({ set: 'labelled', order: 'position', labels: ['informative'] })).toEqual(
    [worst],
  );
  expect(await ordinalsOf({ set: 'unlabelled', order: 'position' })).toHaveLength(all.length - 2);
  const report = balanceReport(project.session, 'source').sets.at(-1);
  expect(report).toMatchObject({ set: 'curated', patches: expected.length });
  must(undoOrRedo(project.session, 'undo'));
  must(undoOrRedo(project.session, 'undo'));
});

test('a score exactly at the threshold is dropped', async () => {
  const ordinal = all.find(hasScore) ?? -1;
  must(setThreshold(project.session, scoreOf(ordinal)));
  expect(await ordinalsOf({ set: 'kept', order: 'position' })).not.toContain(ordinal);
  must(undoOrRedo(project.session, 'undo'));
});

test('nearest to the threshold comes first, and patches without a score not at all', async () => {
  const found = await ordinalsOf({ set: 'near-threshold', order: 'position' });
  const away = found.map((ordinal) => Math.abs(scoreOf(ordinal) - 0.5));
  expect(away).toEqual([...away].sort((a, b) => a - b));
  expect(found).toHaveLength(all.filter(hasScore).length);
});

test('source, side and score filters apply together', async () => {
  const found = await shown({
    set: 'all',
    order: 'position',
    sources: [2],
    heldOut: false,
    scoreFrom: 0.2,
    scoreTo: 0.8,
  });
  const { source, heldOut } = project.session.columns();
  const expected = all.filter(
    (o, row) => source[row] === 2 && heldOut[row] === 0 && scoreOf(o) >= 0.2 && scoreOf(o) <= 0.8,
  );
  expect(found.map(({ ordinal }) => ordinal)).toEqual(expected);
  expect(expected.length).toBeGreaterThan(3);
});

test('ordinals are shown in the order asked, those that are gone left out', async () => {
  expect(
    await ordinalsOf({ set: 'ordinals', order: 'position', ordinals: [5, 99_999, 2] }),
  ).toEqual([5, 2]);
});

test('a view stays as it was opened while labels change, and shows the new labels', async () => {
  const { session } = project;
  const { view, total } = must(
    await views.open(session, processes.tasks, query({ set: 'unlabelled', order: 'position' })),
  );
  label([all[3] ?? -1], 'informative');
  const page = must(views.page(session, view, 2, 3));
  expect(page.total).toBe(total);
  expect(page.patches.map(({ at, ordinal }) => [at, ordinal])).toEqual([
    [2, all[2]],
    [3, all[3]],
    [4, all[4]],
  ]);
  expect(page.patches[1]).toMatchObject({ label: 'informative', kept: true });
  must(undoOrRedo(session, 'undo'));
});

test('the thirty-two views opened last are remembered', async () => {
  const all = query({ set: 'all', order: 'position' });
  const open = async () => must(await views.open(project.session, processes.tasks, all)).view;
  const first = await open();
  for (let i = 0; i < 31; i++) await open();
  expect(views.page(project.session, first, 0, 1).ok).toBe(true);
  await open();
  expect(mustFail(views.page(project.session, first, 0, 1)).kind).toBe('view-forgotten');
});

test('what a threshold would keep adds up over bins and sources, and chooses nothing', () => {
  const found = must(thresholdYield(project.session, 0.8));
  expect(found.kept).toBe(all.filter((ordinal) => scoreOf(ordinal) > 0.8).length);
  expect(found.scored).toBe(all.filter(hasScore).length);
  expect(found.histogram.reduce((sum, count) => sum + count, 0)).toBe(found.scored);
  expect(found.perSource.map(({ name }) => name)).toEqual(['liver', 'brain']);
  expect(found.perSource.reduce((sum, { kept }) => sum + kept, 0)).toBe(found.kept);
  expect(found.perSource.reduce((sum, { exemplars }) => sum + exemplars, 0)).toBe(all.length);
  expect(must(thresholdYield(project.session, null)).threshold).toBe(0.5);
});

test('the balance counts sources and volumes alike, and two equal ones are two', () => {
  const report = balanceReport(project.session, 'volume');
  expect(report.names).toEqual(['liver/liver', 'brain/brain']);
  const [raw] = report.sets;
  expect(raw?.counts[0]).toBe(raw?.counts[1]);
  expect(raw).toMatchObject({ gini: 0, effective: { order0: 2 } });
});

test('a label that comes while a view opens is not in it, as the action it is told with says', async () => {
  const asked = query({ set: 'unlabelled', order: 'random', seed: 77 });
  const opening = views.open(project.session, processes.tasks, asked);
  const before = project.session.catalog.actions.newest();
  const [free = -1] = await ordinalsOf({ set: 'unlabelled', order: 'position' });
  label([free], 'informative');
  const { view, asOf } = must(await opening);
  expect(asOf).toBe(before);
  expect(must(views.find(view, [free]))[0]).toBeGreaterThanOrEqual(0);
  must(undoOrRedo(project.session, 'undo'));
});

test('an export plan counts what the export then writes, and the project remembers it', async () => {
  const { session } = project;
  for (const set of ['raw', 'dedup', 'curated'] as const) {
    const options = exportOptions.parse({ set });
    const plan = must(await planExport(session, options));
    const folder = join(project.folder, `export-${set}`);
    const job = await project.job((context) =>
      exportDataset(session, processes.tasks, folder, options, context),
    );
    expect(job.state).toBe('done');
    const [record] = session.catalog.exports.all();
    expect(record).toMatchObject({ set, patches: plan.patches, folder });
    const manifest = readFileSync(join(folder, 'manifest.csv'), 'utf8').trim().split('\n');
    expect(manifest).toHaveLength(plan.patches + 1);
    expect(plan.sources).toBe(2);
  }
});

test('an export refuses a format it does not know and a folder that is there', async () => {
  const { session } = project;
  const ask = (folder: string, format: string) =>
    project.job((context) =>
      exportDataset(
        session,
        processes.tasks,
        folder,
        exportOptions.parse({ set: 'dedup', format }),
        context,
      ),
    );
  const folder = join(project.folder, 'other');
  expect((await ask(folder, 'floppy')).failure?.kind).toBe('option-invalid');
  mkdirSync(folder);
  expect((await ask(folder, 'cem')).failure?.kind).toBe('target-exists');
});
