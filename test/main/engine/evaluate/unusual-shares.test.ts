import { expect, test } from 'vitest';
import {
  falseDiscoveryRates,
  unusualShares,
} from '../../../../src/main/engine/evaluate/unusual-shares.ts';
import { xorshift32 } from '../../../../src/main/engine/kernel/xorshift32.ts';

const alike = [30, 40, 35, 45, 38, 33, 42, 37].map((hits) => ({ hits, trials: 100 }));

test('a source that loses far more than the others is unusual, and the others are not', () => {
  const found = unusualShares([...alike, { hits: 95, trials: 100 }]);
  expect(found.map(({ isUnusual }) => isUnusual)).toEqual([...alike.map(() => false), true]);
  expect(found.at(-1)?.chance).toBeLessThan(0.001);
});

test('where sources differ widely anyway, no large source is unusual for being above the mean', () => {
  const wide = [5, 15, 30, 45, 60, 75, 85, 95].map((share) => ({
    hits: share * 100,
    trials: 10_000,
  }));
  expect(unusualShares(wide).some(({ isUnusual }) => isUnusual)).toBe(false);
});

test('a few patches are no evidence, and their interval is drawn towards the others', () => {
  const [last] = unusualShares([...alike, { hits: 2, trials: 2 }]).slice(-1);
  expect(last?.isUnusual).toBe(false);
  expect(last?.interval?.high).toBeLessThan(0.9);
  const [whole] = unusualShares([...alike, { hits: 200, trials: 200 }]).slice(-1);
  expect(whole?.isUnusual).toBe(true);
  expect(whole?.interval?.low).toBeGreaterThan(0.9);
});

test('with fewer than five sources nothing is called unusual; intervals are there', () => {
  const found = unusualShares([
    { hits: 1, trials: 100 },
    { hits: 2, trials: 100 },
    { hits: 99, trials: 100 },
    { hits: 0, trials: 0 },
  ]);
  expect(found.map(({ chance }) => chance)).toEqual([null, null, null, null]);
  expect(found.map(({ interval }) => interval !== null)).toEqual([true, true, true, false]);
});

test('chances are corrected for their number', () => {
  // By hand: sorted 0.01, 0.02, 0.03, 0.5 of four: 0.04, 0.04, 0.04, 0.5.
  expect(
    falseDiscoveryRates([0.5, null, 0.01, 0.03, 0.02]).map((rate) => rate?.toFixed(6)),
  ).toEqual(['0.500000', undefined, '0.040000', '0.040000', '0.040000']);
});

test('among sources that are all alike hardly any is called unusual', () => {
  const random = xorshift32(7);
  let projects = 0;
  for (let round = 0; round < 100; round++) {
    const groups = Array.from({ length: 20 }, () => {
      const share = 0.2 + (0.4 * random.below(1000)) / 1000;
      const trials = 50 + random.below(400);
      let hits = 0;
      for (let i = 0; i < trials; i++) if (random.below(10_000) < share * 10_000) hits++;
      return { hits, trials };
    });
    if (unusualShares(groups).some(({ isUnusual }) => isUnusual)) projects++;
  }
  expect(projects).toBeLessThanOrEqual(8);
});
