import { expect, test } from 'vitest';
import { orderSources } from '../../../../src/main/engine/relation/order-sources.ts';

test('related sources lie together, before those without a relation', () => {
  const ties = [
    { a: 1, b: 4, weight: 0.9 },
    { a: 0, b: 3, weight: 0.8 },
    { a: 3, b: 5, weight: 0.4 },
  ];
  expect(orderSources(7, ties)).toEqual([0, 3, 5, 1, 4, 2, 6]);
});

test('groups are turned so that the tied two meet', () => {
  const ties = [
    { a: 0, b: 1, weight: 0.9 },
    { a: 2, b: 3, weight: 0.8 },
    { a: 0, b: 3, weight: 0.1 },
  ];
  expect(orderSources(4, ties)).toEqual([1, 0, 3, 2]);
});

test('whatever the ties, every source is there once', () => {
  const ties = Array.from({ length: 60 }, (_, i) => ({
    a: (i * 7) % 20,
    b: (i * 13 + 1) % 20,
    weight: (i * 31) % 17,
  }));
  expect(orderSources(20, ties).sort((a, b) => a - b)).toEqual([...Array(20).keys()]);
});

test('without ties the order stays', () => {
  expect(orderSources(3, [])).toEqual([0, 1, 2]);
});
