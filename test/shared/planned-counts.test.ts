import { expect, test } from 'vitest';
import { xorshift32 } from '../../src/main/engine/kernel/xorshift32.ts';
import {
  type BalancePlanRules,
  balancePlanRules,
  type PlanSource,
  shortfallWords,
} from '../../src/shared/balance-plan.ts';
import { giniCoefficient } from '../../src/shared/lorenz.ts';
import { plannedCounts } from '../../src/shared/planned-counts.ts';

const source = (count: number, id: number, groups: Partial<PlanSource> = {}): PlanSource => ({
  id,
  name: `source ${id}`,
  technique: '',
  organism: '',
  tissue: '',
  available: { dedup: count, curated: count },
  ...groups,
});
const sourcesOf = (counts: readonly number[]) => counts.map((count, i) => source(count, i));
const rules = (some: Partial<BalancePlanRules> = {}) => balancePlanRules.parse(some);
const counts = (available: readonly number[], some: Partial<BalancePlanRules>) =>
  plannedCounts(sourcesOf(available), rules(some)).counts;
const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);

test('without rules a plan takes everything, of the base that it names', () => {
  const two = [
    source(9, 1, { available: { dedup: 9, curated: 4 } }),
    source(5, 2, { available: { dedup: 5, curated: null } }),
  ];
  expect(plannedCounts(two, rules({ base: 'dedup' })).counts).toEqual([9, 5]);
  expect(plannedCounts(two, rules())).toEqual({
    available: [4, 0],
    counts: [4, 0],
    shortfalls: [],
  });
  expect(plannedCounts([], rules({ targetGini: 0.1, gamma: 1, cap: 3 })).counts).toEqual([]);
});

test('a cap limits each source alike, and the minimum wins over it', () => {
  expect(counts([100, 40, 7, 0], { cap: 30 })).toEqual([30, 30, 7, 0]);
  expect(counts([100, 40, 7, 0], { cap: 30, minimum: 35 })).toEqual([35, 35, 7, 0]);
});

test('gamma gives quotas in proportion to count^(1 - gamma), the largest that no source runs out of', () => {
  expect(counts([1000, 100, 10], { gamma: 0 })).toEqual([1000, 100, 10]);
  expect(counts([1000, 100, 10], { gamma: 0.5 })).toEqual([100, 31, 10]);
  expect(counts([1000, 100, 10], { gamma: 1 })).toEqual([10, 10, 10]);
  // What the minimum keeps whole does not hold the others down.
  expect(counts([1000, 100, 10, 0], { gamma: 1, minimum: 50 })).toEqual([100, 100, 10, 0]);
  expect(counts([30, 20], { gamma: 1, minimum: 50 })).toEqual([30, 20]);
});

test('a target Gini takes from the top, and no more than it must', () => {
  expect(counts([100, 10, 10], { targetGini: 0 })).toEqual([10, 10, 10]);
  const planned = counts([5000, 300, 200, 100, 50], { targetGini: 0.4 });
  expect(giniCoefficient(planned)).toBeLessThanOrEqual(0.4);
  expect(giniCoefficient(planned)).toBeGreaterThan(0.395);
  expect(planned.slice(1)).toEqual([300, 200, 100, 50]);
  expect(counts([5, 5, 5], { targetGini: 0.2 })).toEqual([5, 5, 5]);
});

test('a target that sources without patches forbid is said, with what can be reached', () => {
  const planned = plannedCounts(sourcesOf([90, 20, 0, 0]), rules({ targetGini: 0.3 }));
  expect(planned.counts).toEqual([1, 1, 0, 0]);
  expect(planned.shortfalls).toEqual([{ kind: 'gini', target: 0.3, reached: 0.5, empty: 2 }]);
  expect(planned.shortfalls.map(shortfallWords)[0]).toContain('2 sources have no patches');
  const held = plannedCounts(sourcesOf([90, 20]), rules({ targetGini: 0.1, minimum: 80 }));
  expect(held.counts).toEqual([80, 20]);
  expect(held.shortfalls[0]).toMatchObject({ kind: 'gini', reached: 0.3 });
});

const mixed = [
  source(600, 1, { technique: 'FIB-SEM', organism: 'mouse' }),
  source(300, 2, { technique: ' fib-sem ', organism: 'human' }),
  source(200, 3, { technique: 'ssTEM', organism: 'mouse' }),
  source(100, 4, { organism: 'human' }),
];

test('a quota holds a group to its share of what is taken, the largest sources giving first', () => {
  const quotas = [{ by: 'technique' as const, value: 'FIB-SEM', mostShare: 0.5 }];
  expect(plannedCounts(mixed, rules({ quotas })).counts).toEqual([150, 150, 200, 100]);
  const uneven = [{ by: 'technique' as const, value: 'FIB-SEM', mostShare: 0.7 }];
  expect(plannedCounts(mixed, rules({ quotas: uneven })).counts).toEqual([400, 300, 200, 100]);
});

test('quotas of several columns hold together, and a source that says nothing is a group too', () => {
  const quotas = [
    { by: 'technique' as const, value: 'FIB-SEM', mostShare: 0.4 },
    { by: 'organism' as const, value: 'human', mostShare: 0.4 },
    { by: 'technique' as const, value: '', mostShare: 0.2 },
  ];
  const planned = plannedCounts(mixed, rules({ quotas }));
  expect(planned.shortfalls).toEqual([]);
  const [a = 0, b = 0, c = 0, d = 0] = planned.counts;
  const total = a + b + c + d;
  expect(a + b).toBeLessThanOrEqual(0.4 * total);
  expect(b + d).toBeLessThanOrEqual(0.4 * total);
  expect(d).toBeLessThanOrEqual(0.2 * total);
  expect(total).toBe(500);
});

test('a source of several techniques counts in each, and in its organism once', () => {
  const both = [
    source(300, 1, { technique: 'FIB-SEM; TEM' }),
    source(100, 2, { technique: 'sbf-sem' }),
    source(100, 3, { technique: 'SBF-SEM ;' }),
  ];
  const quotas = [{ by: 'technique' as const, value: 'tem', mostShare: 0.5 }];
  expect(plannedCounts(both, rules({ quotas })).counts).toEqual([200, 100, 100]);
  const sbf = [{ by: 'technique' as const, value: 'SBF-SEM', mostShare: 0.25 }];
  expect(plannedCounts(both, rules({ quotas: sbf })).counts).toEqual([300, 50, 50]);
});

test('limits that leave no room are left out, and those that the minimum breaks are said', () => {
  const all = mixed.slice(0, 2);
  const half = [{ by: 'technique' as const, value: 'FIB-SEM', mostShare: 0.5 }];
  const without = plannedCounts(all, rules({ quotas: half }));
  expect(without.counts).toEqual([600, 300]);
  expect(without.shortfalls).toEqual([{ kind: 'quotas-too-small', by: 'technique', sum: 0.5 }]);
  expect(shortfallWords(without.shortfalls[0] ?? fail())).toContain('add up to 50%');
  const held = plannedCounts(mixed, rules({ quotas: half, minimum: 250 }));
  expect(held.counts).toEqual([250, 250, 200, 100]);
  expect(held.shortfalls[0]).toMatchObject({ kind: 'quota', reached: 0.625 });
  expect(shortfallWords(held.shortfalls[0] ?? fail())).toContain('still has 62.5%');
});

function fail(): never {
  throw new Error('There should be a shortfall.');
}

/** Counts as sources have them: a few large, many small, some empty. */
function randomCounts(next: () => number, n: number, most: number): number[] {
  return Array.from({ length: n }, () =>
    next() < 0.1 ? 0 : Math.ceil(most * next() ** (1 + 3 * next())),
  );
}

const random = (seed: number) => {
  const { next } = xorshift32(seed);
  return () => next() / 2 ** 32;
};

test('on 300 random projects every rule is kept: limits, minimum, target and shares', () => {
  const draw = random(7);
  for (let round = 0; round < 300; round++) {
    const available = randomCounts(draw, 1 + Math.floor(draw() * 40), 5000);
    const sources = available.map((count, i) =>
      source(count, i, {
        technique: draw() < 0.5 ? 'FIB-SEM' : 'TEM',
        organism: draw() < 0.3 ? 'mouse' : 'human',
      }),
    );
    const maybe = <T>(value: T): T | null => (draw() < 0.5 ? value : null);
    const asked = rules({
      cap: maybe(1 + Math.floor(draw() * 3000)),
      targetGini: maybe(draw()),
      gamma: maybe(draw()),
      minimum: maybe(Math.floor(draw() * 200)) ?? 0,
      quotas: [
        ...(maybe([{ by: 'technique' as const, value: 'TEM', mostShare: draw() }]) ?? []),
        ...(maybe([{ by: 'organism' as const, value: 'mouse', mostShare: draw() }]) ?? []),
      ],
    });
    const { counts: taken, shortfalls } = plannedCounts(sources, asked);
    expect(plannedCounts(sources, asked)).toEqual({ available, counts: taken, shortfalls });
    const total = sum(taken);
    taken.forEach((count, i) => {
      const has = available[i] ?? 0;
      const least = Math.min(has, Math.max(1, asked.minimum));
      expect(Number.isInteger(count) && count >= least && count <= has).toBe(true);
      if (asked.cap !== null) expect(count).toBeLessThanOrEqual(Math.max(least, asked.cap));
    });
    const says = (kind: string) => shortfalls.some((each) => each.kind === kind);
    if (asked.targetGini !== null && !says('gini')) {
      expect(giniCoefficient(taken) ?? 0).toBeLessThanOrEqual(asked.targetGini + 1e-9);
    }
    for (const { by, value, mostShare } of asked.quotas) {
      if (says('quota') || says('quotas-too-small')) continue;
      const held = sum(taken.filter((_, i) => sources[i]?.[by] === value));
      expect(held).toBeLessThanOrEqual(mostShare * total + 1e-6);
    }
  }
});

test('without quotas a stricter rule gives no source more', () => {
  const draw = random(11);
  for (let round = 0; round < 100; round++) {
    const available = randomCounts(draw, 1 + Math.floor(draw() * 30), 2000);
    const base = rules({ gamma: draw(), cap: 1500, minimum: Math.floor(draw() * 50) });
    const steps: readonly (readonly [Partial<BalancePlanRules>, Partial<BalancePlanRules>])[] = [
      [{ cap: 900 }, { cap: 899 }],
      [{ gamma: 0.4 }, { gamma: 0.41 }],
      [{ targetGini: 0.45 }, { targetGini: 0.44 }],
      [{ minimum: 60 }, { minimum: 59 }],
    ];
    for (const [mild, strict] of steps) {
      const more = counts(available, { ...base, ...mild });
      const less = counts(available, { ...base, ...strict });
      expect(less.every((count, i) => count <= (more[i] ?? 0))).toBe(true);
    }
  }
});

/** All ways to take 1..limit of each source. */
function* ways(limits: readonly number[]): Generator<number[]> {
  const [first, ...rest] = limits;
  if (first === undefined) {
    yield [];
    return;
  }
  for (const others of ways(rest)) {
    for (let count = Math.min(1, first); count <= first; count++) yield [count, ...others];
  }
}

test('a target Gini is met with the largest total there is, found by trying all', () => {
  const draw = random(3);
  for (let round = 0; round < 60; round++) {
    const available = randomCounts(draw, 2 + Math.floor(draw() * 4), 8);
    const targetGini = draw() * 0.6;
    const { counts: taken, shortfalls } = plannedCounts(
      sourcesOf(available),
      rules({ targetGini }),
    );
    let best = -1;
    for (const way of ways(available)) {
      if ((giniCoefficient(way) ?? 0) <= targetGini + 1e-9) best = Math.max(best, sum(way));
    }
    if (shortfalls.length > 0) expect(best).toBe(-1);
    else expect(sum(taken)).toBe(best);
  }
});

test('one quota is met with the largest total there is, found by trying all', () => {
  const draw = random(5);
  for (let round = 0; round < 60; round++) {
    const available = randomCounts(draw, 2 + Math.floor(draw() * 4), 8);
    const sources = available.map((count, i) =>
      source(count, i, { tissue: draw() < 0.5 ? 'liver' : 'brain' }),
    );
    const mostShare = draw();
    const quotas = [{ by: 'tissue' as const, value: 'liver', mostShare }];
    const { counts: taken, shortfalls } = plannedCounts(sources, rules({ quotas }));
    if (shortfalls.some(({ kind }) => kind === 'quotas-too-small')) continue;
    let best = -1;
    for (const way of ways(available)) {
      const held = sum(way.filter((_, i) => sources[i]?.tissue === 'liver'));
      if (held <= mostShare * sum(way) + 1e-9) best = Math.max(best, sum(way));
    }
    if (shortfalls.length > 0) expect(best).toBe(-1);
    else expect(sum(taken)).toBe(best);
  }
});
