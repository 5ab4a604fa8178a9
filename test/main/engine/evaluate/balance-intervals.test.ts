import { expect, test } from 'vitest';
import { balanceIntervals } from '../../../../src/main/engine/evaluate/balance-intervals.ts';
import { percentileInterval } from '../../../../src/main/engine/evaluate/bootstrap.ts';
import { xorshift32 } from '../../../../src/main/engine/kernel/xorshift32.ts';
import { evennessOf } from '../../../../src/shared/evenness.ts';

const counts = [4000, 900, 350, 220, 100, 90, 40, 12, 3, 0];

test('the walk over sorted counts gives what measuring every drawn list of sources gives', () => {
  const { below } = xorshift32(5);
  const ascending = [...counts].sort((a, b) => a - b);
  const lists = Array.from({ length: 50 }, () =>
    counts.map(() => ascending[below(counts.length)] ?? 0),
  );
  const measures = lists.map((list) => evennessOf(list));
  const plain = (of: (each: (typeof measures)[number]) => number) =>
    percentileInterval(Float64Array.from(measures, of));
  const fast = balanceIntervals(counts, 5, 50);
  const near = (value: { low: number; high: number } | undefined, expected: typeof value) => {
    expect(value?.low).toBeCloseTo(expected?.low ?? Number.NaN, 10);
    expect(value?.high).toBeCloseTo(expected?.high ?? Number.NaN, 10);
  };
  near(
    fast?.gini,
    plain(({ gini }) => gini ?? 0),
  );
  near(
    fast?.topFifthShare,
    plain(({ topFifthShare }) => topFifthShare ?? 0),
  );
  near(
    fast?.order1,
    plain(({ effective }) => effective?.order1 ?? 0),
  );
  near(
    fast?.order2,
    plain(({ effective }) => effective?.order2 ?? 0),
  );
});

test('the same seed gives the same interval, which holds the measure itself', () => {
  const found = balanceIntervals(counts);
  expect(balanceIntervals(counts)).toEqual(found);
  expect(balanceIntervals([...counts].reverse())).toEqual(found);
  const { gini } = evennessOf(counts);
  expect(found?.gini.low).toBeLessThan(gini ?? 0);
  expect(found?.gini.high).toBeGreaterThan(gini ?? 1);
});

test('more sources of a kind make the interval narrower', () => {
  const width = (of: readonly number[]) => {
    const { low, high } = balanceIntervals(of)?.gini ?? { low: 0, high: 0 };
    return high - low;
  };
  const many = Array.from({ length: 16 }, () => counts).flat();
  expect(width(many)).toBeLessThan(width(counts) / 2);
});

test('too few sources, or none with patches, have no interval', () => {
  expect(balanceIntervals([5, 4, 3, 2])).toBeNull();
  expect(balanceIntervals([0, 0, 0, 0, 0, 0])).toBeNull();
  expect(balanceIntervals([])).toBeNull();
});
