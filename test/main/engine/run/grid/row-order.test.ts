import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { xorshift32 } from '../../../../../src/main/engine/kernel/xorshift32.ts';
import { type FixedOrder, rowsInOrder } from '../../../../../src/main/engine/run/grid/row-order.ts';
import { createSession } from '../../../../../src/main/engine/run/project/create-project.ts';
import { emptyColumns } from '../../../../../src/main/engine/run/project/exemplar-columns.ts';
import { patchKeys, seededKey } from '../../../../../src/main/engine/run/project/patch-keys.ts';
import { must } from '../small-project.ts';

const folder = mkdtempSync(join(tmpdir(), 'curator-orders-'));
const session = must(createSession(join(folder, 'orders'), 'test'));
afterAll(async () => {
  await session.close();
  rmSync(folder, { recursive: true, force: true });
});

/** More than are looked at in one go; few values of everything, so that there are ties. */
const count = 150_000;
const random = xorshift32(5);
const columns = emptyColumns(count);
for (let row = 0; row < count; row++) {
  columns.ordinal[row] = 2 * row;
  columns.source[row] = [2, 2, 2, 3, 7][random.byte() % 5] ?? 0;
  columns.position[row] = row >> 3;
  columns.x0[row] = row & 7;
  columns.members[row] = 1 + (random.byte() >> 3);
  columns.score[row] = random.byte() < 20 ? Number.NaN : random.byte() / 255;
}
const use = { seed: 12, threshold: 0.4 };
const keyOf = (row: number) => seededKey(patchKeys(session, columns)[row] ?? 0, use.seed);
const scoreOr = (row: number, otherwise: number, of: (score: number) => number) => {
  const score = columns.score[row] ?? Number.NaN;
  return Number.isNaN(score) ? otherwise : of(score);
};

/** What each order is by a comparison sort. */
const plainKeys: { readonly [O in FixedOrder]?: (row: number) => number } = {
  position: (row) => row,
  random: keyOf,
  'group-size': (row) => -(columns.members[row] ?? 0),
  'score-up': (row) => scoreOr(row, 2, (score) => score),
  'score-down': (row) => scoreOr(row, 2, (score) => -score),
  'near-threshold': (row) => scoreOr(row, 2, (score) => Math.abs(score - use.threshold)),
};

const plainOrder = (rows: Iterable<number>, key: (row: number) => number): number[] =>
  [...rows]
    .map((row) => ({ row, key: key(row) }))
    .sort((a, b) => a.key - b.key || a.row - b.row)
    .map(({ row }) => row);

test.each(Object.entries(plainKeys))('%s is the order of a comparison sort', async (order, key) => {
  const rows = await rowsInOrder(session, columns, order as FixedOrder, use);
  expect([...rows]).toEqual(plainOrder(Array(count).keys(), key));
});

test('per source is one of each in turn, turn by turn in random order', async () => {
  const turns = new Map<number, number>();
  const turnOf = new Map<number, number>();
  const inRandomOrder = plainOrder(Array(count).keys(), keyOf);
  for (const row of inRandomOrder) {
    const source = columns.source[row] ?? 0;
    turnOf.set(row, turns.get(source) ?? 0);
    turns.set(source, (turns.get(source) ?? 0) + 1);
  }
  const places = new Map(inRandomOrder.map((row, place) => [row, place]));
  const plain = inRandomOrder.toSorted(
    (a, b) =>
      (turnOf.get(a) ?? 0) - (turnOf.get(b) ?? 0) || (places.get(a) ?? 0) - (places.get(b) ?? 0),
  );
  expect([...(await rowsInOrder(session, columns, 'per-source', use))]).toEqual(plain);
});

test('others get their turn while a million rows are sorted', async () => {
  let turns = 0;
  let isSorted = false;
  const takeTurns = () => {
    if (isSorted) return;
    turns++;
    setImmediate(takeTurns);
  };
  takeTurns();
  const many = emptyColumns(1_000_000);
  many.members.forEach((_, row) => {
    many.members[row] = random.next();
  });
  await rowsInOrder(session, many, 'group-size', use);
  isSorted = true;
  expect(turns).toBeGreaterThan(2);
});
