import { expect, test } from 'vitest';
import { evennessOf, hillNumbers } from '../../src/shared/evenness.ts';

test('equal sources count as many as they are, in every order', () => {
  const { effective, ...rest } = evennessOf([7, 7, 7, 7]);
  expect(effective?.order0).toBe(4);
  expect(effective?.order1).toBeCloseTo(4, 12);
  expect(effective?.order2).toBeCloseTo(4, 12);
  expect(rest).toMatchObject({ gini: 0, giniMost: 0.75, giniNormalised: 0 });
});

test('one source that holds everything is one, and as uneven as can be', () => {
  const one = evennessOf([0, 0, 12, 0]);
  expect(one.effective).toEqual({ order0: 1, order1: 1, order2: 1 });
  expect(one).toMatchObject({ gini: 0.75, giniNormalised: 1 });
});

test('the higher the order, the less small sources count', () => {
  const { order0, order1, order2 } = hillNumbers([90, 5, 5, 0]) ?? fail();
  expect(order0).toBe(3);
  expect(order1).toBeCloseTo(Math.exp(-0.9 * Math.log(0.9) - 0.1 * Math.log(0.05)), 12);
  expect(order2).toBeCloseTo(1 / (0.81 + 2 * 0.0025), 12);
});

test('without sources or patches there is nothing to measure', () => {
  expect(evennessOf([])).toMatchObject({ gini: null, giniMost: null, effective: null });
  expect(evennessOf([0, 0])).toMatchObject({ gini: 0, effective: null });
  expect(evennessOf([5])).toMatchObject({ gini: 0, giniMost: 0, giniNormalised: null });
});

function fail(): never {
  throw new Error('There should be numbers.');
}
