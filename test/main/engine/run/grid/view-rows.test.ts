import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { writeLargeProject } from '../../../../../bench/large-project.ts';
import { viewRows } from '../../../../../src/main/engine/run/grid/view-rows.ts';
import { mixedIn } from '../../../../../src/main/engine/run/label/label-views.ts';
import { labelCodes } from '../../../../../src/main/engine/run/project/exemplar-columns.ts';
import { patchKeys, seededKey } from '../../../../../src/main/engine/run/project/patch-keys.ts';
import { openSession } from '../../../../../src/main/engine/run/project/session.ts';
import { countExemplars, isKept } from '../../../../../src/main/engine/run/set/curated-set.ts';
import { thresholdsOf } from '../../../../../src/main/engine/run/set/threshold.ts';
import { atOnce } from '../../../../../src/main/engine/run/turn/breath.ts';
import { type GridQuery, gridQuery } from '../../../../../src/shared/grid.ts';
import { startTaskProcesses } from '../process/task-processes.ts';
import { must } from '../small-project.ts';

// As many exemplars as the quick ways are for: in sources of different sizes, some of them labelled.
const processes = startTaskProcesses();
const folder = mkdtempSync(join(tmpdir(), 'curator-view-rows-'));
writeLargeProject(join(folder, 'large.emcurator'), { volumes: 35, pictures: 900, labels: 900 });
const session = must(openSession(join(folder, 'large.emcurator'), 'test', false));
const columns = session.columns();
const keys = patchKeys(session, columns);
afterAll(async () => {
  await session.close();
  processes.close();
  rmSync(folder, { recursive: true, force: true });
});

const rows = Array.from({ length: columns.count }, (_, row) => row);
const thresholds = thresholdsOf(session);
const scoreOf = (row: number) => columns.score[row] ?? Number.NaN;
const labelOf = (row: number) => labelCodes[columns.label[row] ?? 0] ?? 'none';

async function shown(some: GridQuery) {
  const query = gridQuery.parse(some);
  const found = await viewRows(session, processes.tasks, query, session.catalog.actions.newest());
  const { ordinals, again } = must(found);
  return { ordinals: [...ordinals], again: [...again] };
}
const ordinalsOf = (some: readonly number[]) => some.map((row) => columns.ordinal[row] ?? -1);
const byKey = (of: readonly number[], seed: number) =>
  of
    .map((row) => ({ row, key: seededKey(keys[row] ?? 0, seed) }))
    .sort((a, b) => a.key - b.key || a.row - b.row)
    .map(({ row }) => row);

test('there are as many exemplars as the quick sort is for', () => {
  expect(columns.count).toBeGreaterThan(65_536);
});

const [source = -1] = columns.source.slice(-1);
const [volume = -1] = columns.volume.slice(50, 51);
const filters: Record<string, [Omit<GridQuery, 'order'>, (row: number) => boolean]> = {
  all: [{ set: 'all' }, () => true],
  unlabelled: [{ set: 'unlabelled' }, (row) => labelOf(row) === 'none'],
  labelled: [{ set: 'labelled' }, (row) => labelOf(row) !== 'none'],
  kept: [{ set: 'kept' }, (row) => isKept(columns, row, thresholds)],
  dropped: [{ set: 'dropped' }, (row) => !isKept(columns, row, thresholds)],
  overridden: [
    { set: 'overridden' },
    (row) => labelOf(row) !== 'none' && (labelOf(row) === 'informative') !== scoreOf(row) > 0.5,
  ],
  'some labels': [{ set: 'all', labels: ['informative'] }, (row) => labelOf(row) === 'informative'],
  'one source': [{ set: 'all', sources: [source] }, (row) => columns.source[row] === source],
  'one volume': [{ set: 'all', volumes: [volume] }, (row) => columns.volume[row] === volume],
  'no source that is there': [{ set: 'all', sources: [4_000_000] }, () => false],
  'held out': [{ set: 'all', heldOut: true }, (row) => columns.heldOut[row] === 1],
  'a band of scores': [
    { set: 'all', scoreFrom: 0.2, scoreTo: 0.5 },
    (row) => scoreOf(row) >= Math.fround(0.2) && scoreOf(row) <= 0.5,
  ],
  groups: [{ set: 'grouped' }, (row) => (columns.members[row] ?? 0) > 1],
  'all of that at once': [
    { set: 'unlabelled', sources: [source], heldOut: false, scoreFrom: 0.5 },
    (row) =>
      labelOf(row) === 'none' &&
      columns.source[row] === source &&
      columns.heldOut[row] === 0 &&
      scoreOf(row) >= 0.5,
  ],
};

test.each(Object.entries(filters))(
  '%s: what belongs, in the order asked for',
  async (_, filter) => {
    const [query, belongs] = filter;
    const own = rows.filter(belongs);
    expect((await shown({ ...query, order: 'position' })).ordinals).toEqual(ordinalsOf(own));
    const random = byKey(own, 5);
    expect((await shown({ ...query, order: 'random', seed: 5 })).ordinals).toEqual(
      ordinalsOf(random),
    );
    const sampled = await shown({ ...query, order: 'random', seed: 5, sample: 60 });
    expect(sampled.ordinals).toEqual(ordinalsOf(random.slice(0, 60)));
    const drawn = new Set(random.slice(0, 60));
    const asTheyLie = await shown({ ...query, order: 'position', seed: 5, sample: 60 });
    expect(asTheyLie.ordinals).toEqual(ordinalsOf(own.filter((row) => drawn.has(row))));
  },
);

test('one of each source in turn keeps the order of each source', async () => {
  const ordered = await shown({ set: 'kept', order: 'score-down' });
  const bySource = Map.groupBy(
    ordered.ordinals,
    (ordinal) => columns.source[columns.ordinal.indexOf(ordinal)] ?? -1,
  );
  const plain: number[] = [];
  for (let turn = 0; plain.length < ordered.ordinals.length; turn++) {
    for (const own of bySource.values()) if (turn < own.length) plain.push(own[turn] ?? -1);
  }
  const found = await shown({ set: 'kept', order: 'score-down', eachSource: true });
  expect(found.ordinals).toEqual(plain);
});

/** Row by row, as it reads. */
function plainMixed(of: readonly number[], again: readonly number[], share: number, seed: number) {
  const stretch = Math.max(1, Math.round((1 - share) / share));
  const count = Math.min(again.length, Math.floor(of.length / stretch));
  return of.flatMap((row, i) => {
    const turn = Math.floor(i / stretch);
    const isSpot = turn < count && i % stretch === seededKey(turn, seed) % stretch;
    return isSpot ? [again[turn] ?? -1, row] : [row];
  });
}

test.each([0.02, 0.1, 1 / 3, 0.5])(
  'a share of %s is put among others, each in its stretch',
  (share) => {
    for (const [count, others] of [
      [0, 3],
      [1, 1],
      [700, 5],
      [700, 400],
    ] as const) {
      const of = rows.slice(0, count);
      const again = rows.slice(1000, 1000 + others);
      const mixed = atOnce(mixedIn(Uint32Array.from(of), Uint32Array.from(again), share, 3));
      expect([...mixed]).toEqual(plainMixed(of, again, share, 3));
    }
  },
);

test('some of those in an order come forward by chance, and every one stays', async () => {
  const query: GridQuery = { set: 'unlabelled', order: 'score-down', seed: 9 };
  const plain = await shown(query);
  const mixed = await shown({ ...query, randomShare: 0.2 });
  const random = await shown({ ...query, order: 'random' });
  const drawn = random.ordinals.slice(0, Math.floor(plain.ordinals.length * 0.2));
  const others = new Set(drawn);
  const expected = plainMixed(
    plain.ordinals.filter((ordinal) => !others.has(ordinal)),
    drawn,
    0.2,
    9,
  );
  const left = drawn.slice(expected.length - (plain.ordinals.length - drawn.length));
  expect(mixed.ordinals).toEqual([...expected, ...left]);
});

test('labels of a while ago are shown again, in the random order of the seed', async () => {
  const own = session.catalog.labelStates.owned(session.catalog.actions.newest()).slice(0, -50);
  const asked = await shown({ set: 'unlabelled', order: 'random', seed: 4, again: 0.1 });
  expect(own.length).toBeGreaterThan(800);
  expect(asked.again).toHaveLength(own.length);
  const labelled = new Set(rows.filter((row) => labelOf(row) !== 'none').slice(0, -50));
  const inOrder = ordinalsOf(byKey([...labelled], 4));
  expect(asked.again).toEqual(inOrder);
  const plain = await shown({ set: 'unlabelled', order: 'random', seed: 4 });
  expect(asked.ordinals).toEqual(plainMixed(plain.ordinals, inOrder, 0.1, 4));
});

test('the counts of what is kept are those of asking each exemplar, after a label and another threshold too', () => {
  const plain = () => {
    const counts = new Map<number, number>();
    const now = thresholdsOf(session);
    for (const row of rows.filter((each) => isKept(columns, each, now))) {
      const id = columns.source[row] ?? -1;
      counts.set(id, (counts.get(id) ?? 0) + 1);
    }
    return counts;
  };
  expect(countExemplars(session, 'source', 'curated')).toEqual(plain());
  columns.label[10] = columns.label[10] === 1 ? 2 : 1;
  expect(countExemplars(session, 'source', 'curated')).toEqual(plain());
  session.catalog.commit(() => session.catalog.settings.set('threshold', '0.8'));
  expect(countExemplars(session, 'source', 'curated')).toEqual(plain());
});
