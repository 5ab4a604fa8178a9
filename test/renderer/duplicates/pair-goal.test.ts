import { expect, test } from 'vitest';
import { pairGoal, wantedOf } from '../../../src/renderer/duplicates/pair-goal.ts';

const stratum = (distance: number, pairs: number, same: number, different = 0, unsure = 0) => ({
  distance,
  pairs,
  drawn: pairs,
  same,
  different,
  unsure,
});
const strata = [
  stratum(0, 3, 3),
  stratum(1, 0, 0),
  stratum(2, 40, 9, 4, 2),
  stratum(3, 40, 1, 1, 1),
];

test('no more marks are wanted of a distance than it has pairs', () => {
  expect(strata.map((each) => wantedOf(each, 10))).toEqual([3, 0, 10, 10]);
});

test('marks beyond those wanted at one distance stand for none at another', () => {
  expect(pairGoal(strata, 'all', 10)).toEqual({ wanted: 23, marked: 16 });
  expect(pairGoal(strata, 'all', 3)).toEqual({ wanted: 9, marked: 9 });
});

test('of one distance the goal is that of its pairs', () => {
  expect(pairGoal(strata, 3, 10)).toEqual({ wanted: 10, marked: 3 });
  expect(pairGoal([], 'all', 10)).toEqual({ wanted: 0, marked: 0 });
});
