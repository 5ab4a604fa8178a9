import { expect, test } from 'vitest';
import {
  firstShares,
  fractionsOf,
  linkedShares,
  sharesOf,
} from '../../../src/renderer/export/linked-shares.ts';
import { splitRequest } from '../../../src/shared/export.ts';

test('the others keep their ratio and fill what is left', () => {
  expect(linkedShares({ train: 80, validation: 15, test: 5 }, 'train', 60)).toEqual({
    train: 60,
    validation: 30,
    test: 10,
  });
  expect(linkedShares(firstShares, 'test', 40)).toEqual({ train: 53, validation: 7, test: 40 });
});

test('two that are nothing share what is left evenly', () => {
  const all = linkedShares(firstShares, 'train', 100);
  expect(all).toEqual({ train: 100, validation: 0, test: 0 });
  expect(linkedShares(all, 'train', 71)).toEqual({ train: 71, validation: 15, test: 14 });
});

test('shares stay whole per cents between 0 and 100 that add up, whatever is typed', () => {
  let shares = firstShares;
  const parts = ['train', 'validation', 'test'] as const;
  for (let i = 0; i < 300; i++) {
    shares = linkedShares(shares, parts[i % 3] ?? 'train', ((i * 37.3) % 130) - 10);
    const numbers = parts.map((part) => shares[part]);
    expect(numbers.every((share) => Number.isInteger(share) && share >= 0)).toBe(true);
    expect(numbers.reduce((sum, share) => sum + share, 0)).toBe(100);
    expect(splitRequest.safeParse({ ...fractionsOf(shares), seed: 1 }).success).toBe(true);
    expect(sharesOf(fractionsOf(shares))).toEqual(shares);
  }
});
