import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { rankedRows } from '../../../../../src/main/engine/run/balance/plan-ranking.ts';
import { rowsOfPlan, sidesOfPlan } from '../../../../../src/main/engine/run/balance/plan-rows.ts';
import { planSources } from '../../../../../src/main/engine/run/balance/plan-sources.ts';
import { writeScores } from '../../../../../src/main/engine/run/disk/flat-file.ts';
import { gridViews } from '../../../../../src/main/engine/run/grid/grid-views.ts';
import { applyLabels } from '../../../../../src/main/engine/run/label/label-actions.ts';
import { setSource } from '../../../../../src/main/engine/run/source/source-changes.ts';
import { type BalancePlanRules, balancePlanRules } from '../../../../../src/shared/balance-plan.ts';
import { labelRequest } from '../../../../../src/shared/decision.ts';
import { gridQuery } from '../../../../../src/shared/grid.ts';
import { quotasOf } from '../../../../../src/shared/planned-counts.ts';
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

beforeAll(async () => {
  project = newProject(processes);
  const shapes = { liver: 12, brain: 6, leaf: 3 };
  for (const [i, [source, z]] of Object.entries(shapes).entries()) {
    const path = join(project.folder, `${source}.tif`);
    const shape = { z, y: 48, x: 64 };
    await project.add({ paths: [writeSpheres(path, 20 + i, null, shape)], source });
  }
  await project.run({ ...smallCut, hammingLimit: 0 });
});
afterAll(async () => {
  await project.close();
  processes.close();
});

const rules = (some: Partial<BalancePlanRules>) =>
  balancePlanRules.parse({ base: 'dedup', ...some });
const take = async (some: Partial<BalancePlanRules>) =>
  must(await rowsOfPlan(project.session, processes.tasks, rules(some)));
const rowsOf = (source: number) => {
  const columns = project.session.columns();
  return [...columns.source.keys()].filter((row) => columns.source[row] === source);
};
const rank = (keep: BalancePlanRules['keep'], most: number, seed = 1) =>
  rankedRows(
    project.session,
    processes.tasks,
    project.session.columns(),
    rowsOf(1),
    { keep, seed },
    most,
  );
const label = (rows: readonly number[], value: string) => {
  const { ordinal } = project.session.columns();
  const marks = [{ ordinals: rows.map((row) => ordinal[row] ?? 0), value }];
  must(applyLabels(project.session, labelRequest.parse({ marks })));
};

test('sources come with what can be taken of each, and what is said of them', () => {
  must(setSource(project.session, 2, { technique: 'TEM', organism: 'mouse' }));
  const [liver, brain, leaf] = planSources(project.session);
  expect(liver?.available).toEqual({ dedup: rowsOf(1).length, curated: null });
  expect(brain).toMatchObject({ name: 'brain', technique: 'TEM', organism: 'mouse', tissue: '' });
  expect(leaf?.available.dedup).toBeGreaterThan(20);
});

test('without a rule a plan takes every row, in the order of exports', async () => {
  const { rows } = await take({});
  expect([...rows]).toEqual([...project.session.columns().ordinal.keys()]);
});

test('each source gives as many rows as planned, and none twice', async () => {
  const { rows, counts } = await take({ cap: 30 });
  const { source } = project.session.columns();
  expect(new Set(rows).size).toBe(rows.length);
  expect([1, 2, 3].map((id) => [...rows].filter((row) => source[row] === id).length)).toEqual([
    ...counts,
  ]);
  expect([...rows]).toEqual([...rows].sort((a, b) => a - b));
});

test.each(['diverse', 'random', 'score'] as const)(
  'a smaller %s plan takes some of a larger one, whatever order rows come in',
  async (keep) => {
    const large = [...(await rank(keep, 60))];
    expect([...(await rank(keep, 25))]).toEqual(large.slice(0, 25));
    expect([...(await rank(keep, 60))]).toEqual(large);
    expect(new Set(large).size).toBe(60);
  },
);

test('another seed draws others, and the diverse ones differ more than those drawn', async () => {
  const [drawn, others] = [await rank('random', 20), await rank('random', 20, 2)];
  expect([...drawn]).not.toEqual([...others]);
  expect(nearest(await rank('diverse', 20))).toBeGreaterThan(nearest(drawn));
});

/** Least distance between two of the rows, over standardised texture features. */
function nearest(rows: Uint32Array): number {
  const columns = project.session.columns();
  const all = project.session.features.read(columns.ordinal);
  const width = all.length / columns.count;
  const deviations = Array.from({ length: width }, (_, i) => {
    const values = rowsOf(1).map((row) => all[row * width + i] ?? 0);
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length);
  });
  const distance = (a: number, b: number) =>
    deviations.reduce((sum, deviation, i) => {
      const step = (all[a * width + i] ?? 0) - (all[b * width + i] ?? 0);
      return sum + (step / (deviation || 1)) ** 2;
    }, 0);
  let least = Number.POSITIVE_INFINITY;
  for (const a of rows) for (const b of rows) if (a < b) least = Math.min(least, distance(a, b));
  return least;
}

test('both sides of a plan together are what there is, the kept ones first in their order', async () => {
  const asked = rules({ cap: 30, keep: 'random' });
  const { kept, left } = must(await sidesOfPlan(project.session, processes.tasks, asked, [1]));
  expect([...kept]).toEqual([...(await rank('random', 30))]);
  expect([...kept, ...left].sort((a, b) => a - b)).toEqual(rowsOf(1));
});

test('a plan of the curated set needs one, and an ended job ends it', async () => {
  const { session } = project;
  const failure = mustFail(await rowsOfPlan(session, processes.tasks, rules({ base: 'curated' })));
  expect(failure.kind).toBe('model-missing');
  const stopped = await rowsOfPlan(session, processes.tasks, rules({ cap: 3 }), async () => false);
  expect(mustFail(stopped).kind).toBe('cancelled');
});

test('informative ones are taken first, uninformative ones never', async () => {
  const [a = 0, b = 0, c = 0, ...others] = rowsOf(1);
  label([a, b], 'informative');
  label([c, ...others.slice(0, 40)], 'uninformative');
  for (const keep of ['diverse', 'random', 'score'] as const) {
    const { rows } = await take({ cap: 10, keep });
    expect([...rows].filter((row) => row === a || row === b)).toEqual([a, b]);
    const none = new Set([c, ...others.slice(0, 40)]);
    expect([...rows].some((row) => none.has(row))).toBe(false);
  }
  expect(planSources(project.session)[0]?.available).toEqual({
    dedup: rowsOf(1).length - 41,
    curated: 2,
  });
  const curated = await take({ base: 'curated' });
  expect([...curated.rows]).toEqual([a, b]);
});

test('the highest scores stay, and what has none goes first', async () => {
  const { session } = project;
  const columns = session.columns();
  const scores = Float32Array.from({ length: columns.count }, (_, i) =>
    i % 3 === 0 ? Number.NaN : ((i * 37) % 101) / 101,
  );
  writeScores(session.scoreFile('tried'), scores);
  session.catalog.settings.set('model', 'tried');
  session.forgetColumns();
  const taken = await rank('score', 30);
  const { score, label } = session.columns();
  const values = [...taken].filter((row) => label[row] === 0).map((row) => score[row] ?? 0);
  expect(values.every((value, i) => i === 0 || value <= (values[i - 1] ?? 1))).toBe(true);
  const whole = await rank('score', rowsOf(1).length);
  const firstWithout = [...whole].findIndex((row) => label[row] !== 1 && Number.isNaN(score[row]));
  expect([...whole].slice(firstWithout).every((row) => Number.isNaN(score[row]))).toBe(true);
});

test('a grid shows either side, and follows the labels given since', async () => {
  const views = gridViews();
  const open = async (set: 'planned' | 'left-out') => {
    const query = gridQuery.parse({
      set,
      order: 'position',
      sources: [3],
      plan: rules({ cap: 10, keep: 'random' }),
    });
    const { view, total } = must(await views.open(project.session, processes.tasks, query));
    const { patches } = must(views.page(project.session, view, 0, 1000));
    expect(patches.length).toBe(total);
    return patches.map(({ ordinal }) => ordinal);
  };
  const [kept, left] = [await open('planned'), await open('left-out')];
  expect(kept.length).toBe(10);
  const { ordinal } = project.session.columns();
  expect([...kept, ...left].sort((a, b) => a - b)).toEqual(
    rowsOf(3).map((row) => ordinal[row] ?? 0),
  );
  const [next = 0] = left;
  label([ordinal.indexOf(next)], 'informative');
  expect(await open('planned')).toContain(next);
});

test('a source not to be shared is no part of a plan, nor are limits that name what it alone says', async () => {
  const { session } = project;
  const leaf = session.catalog.sources.byName('leaf')?.id ?? -1;
  must(setSource(session, leaf, { withheld: 'no consent', organism: 'secret fern' }));
  const names = planSources(session).map(({ name }) => name);
  expect(names).toEqual(['liver', 'brain']);
  const { rows } = await take({});
  expect(rowsOf(leaf).some((row) => rows.includes(row))).toBe(false);
  const limits = [
    { by: 'organism', value: 'secret fern', mostShare: 0.1 },
    { by: 'organism', value: '', mostShare: 0.9 },
  ] as const;
  expect(quotasOf(planSources(session), limits)).toEqual([limits[1]]);
  must(setSource(session, leaf, { withheld: null, organism: '' }));
});
