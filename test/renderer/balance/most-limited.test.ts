import { expect, test } from 'vitest';
import { mostLimited } from '../../../src/renderer/balance/most-limited.ts';

test('the source that loses most is shown first', () => {
  const of = (available: number[], counts: number[]) =>
    mostLimited({ available, counts, shortfalls: [] });
  expect(of([9, 50, 40], [9, 20, 5])).toBe(2);
  expect(of([9, 9], [9, 9])).toBe(0);
});
