import { expect, test } from 'vitest';
import {
  atLeast,
  type Counted,
  fitBetaPrior,
  momentsOf,
  momentsWithout,
} from '../../../../src/main/engine/evaluate/beta-binomial.ts';

const fit = (groups: readonly Counted[]) => fitBetaPrior(momentsOf(groups));

test('shares that differ no more than by counting are one share', () => {
  const prior = fit([
    { hits: 5, trials: 10 },
    { hits: 5, trials: 10 },
    { hits: 5, trials: 10 },
  ]);
  // The least correlation, 1e-4: 9,999 made-up trials around a half.
  expect(prior?.a).toBeCloseTo(4999.5, 6);
  expect(prior?.b).toBeCloseTo(4999.5, 6);
});

test('the spread beyond that of counting is worked out by moments', () => {
  // Mean 0.5, spread ((0.4)^2 + 0.4^2) / 2 = 0.16 with a mean of 0; of counting 1 / 100.
  const prior = fit([
    { hits: 10, trials: 100 },
    { hits: 50, trials: 100 },
    { hits: 90, trials: 100 },
  ]);
  const correlation = (0.16 / 0.25 - 0.01) / 0.99;
  expect(prior?.a).toBeCloseTo((0.5 * (1 - correlation)) / correlation, 10);
});

test('nothing is fitted where all or nothing was hit, or there is one group', () => {
  expect(fit([])).toBeNull();
  expect(fit([{ hits: 3, trials: 9 }])).toBeNull();
  expect(
    fit([
      { hits: 0, trials: 9 },
      { hits: 0, trials: 4 },
    ]),
  ).toBeNull();
  expect(
    fit([
      { hits: 9, trials: 9 },
      { hits: 4, trials: 4 },
    ]),
  ).toBeNull();
});

test('with a flat prior every number of hits is as likely', () => {
  for (let hits = 0; hits <= 9; hits++)
    expect(atLeast({ hits, trials: 9 }, { a: 1, b: 1 })).toBeCloseTo((10 - hits) / 10, 12);
});

test('with a sharp prior it is the binomial distribution', () => {
  // Two or three of three at a half: 4 of 8.
  expect(atLeast({ hits: 2, trials: 3 }, { a: 1e7, b: 1e7 })).toBeCloseTo(0.5, 6);
  // Nothing at all of a million at a half: the first chance is too small for a number.
  expect(atLeast({ hits: 0, trials: 1_000_000 }, { a: 5000, b: 5000 })).toBe(1);
  expect(atLeast({ hits: 1_000_000, trials: 1_000_000 }, { a: 5000, b: 5000 })).toBe(0);
  expect(atLeast({ hits: 0, trials: 100_000 }, { a: 2, b: 5 })).toBeCloseTo(1, 8);
});

test('a group is taken out of the moments as if it had never been in', () => {
  const groups = [
    { hits: 1, trials: 7 },
    { hits: 40, trials: 90 },
    { hits: 3, trials: 4 },
  ];
  const [first, ...others] = groups;
  const without = first && fitBetaPrior(momentsWithout(momentsOf(groups), first));
  expect(without?.a).toBeCloseTo(fit(others)?.a ?? -1, 9);
  expect(without?.b).toBeCloseTo(fit(others)?.b ?? -1, 9);
});

test('rounding left over where all others have none is none', () => {
  const all = [
    { hits: 1, trials: 3 },
    { hits: 0, trials: 5 },
    { hits: 0, trials: 9 },
  ];
  const [first] = all;
  expect(first && fitBetaPrior(momentsWithout(momentsOf(all), first))).toBeNull();
});
