import { expect, test } from 'vitest';
import {
  inverted,
  isSelected,
  nothingSelected,
  selectedCount,
  selectedPlaces,
  withoutPlaces,
  withPlaces,
  withRange,
  withToggled,
} from '../../../src/renderer/element/selection.ts';

test('ranges that touch or overlap become one, in order', () => {
  const two = withRange(withRange(nothingSelected, 10, 12), 3, 1);
  expect(two).toEqual([
    [1, 4],
    [10, 13],
  ]);
  expect(withRange(two, 4, 9)).toEqual([[1, 13]]);
});

test('toggling takes out of the middle of a range and puts back', () => {
  const range = withRange(nothingSelected, 0, 4);
  const without = withToggled(range, 2);
  expect(selectedPlaces(without)).toEqual([0, 1, 3, 4]);
  expect(withToggled(without, 2)).toEqual(range);
  expect(withToggled(withToggled(nothingSelected, 7), 7)).toEqual([]);
});

test('a million selected places cost one range', () => {
  const all = withRange(nothingSelected, 0, 999_999);
  expect(all).toHaveLength(1);
  expect(selectedCount(all)).toBe(1_000_000);
  expect([isSelected(all, 999_999), isSelected(all, 1_000_000)]).toEqual([true, false]);
});

test('scattered places become ranges, and are taken out again', () => {
  const some = withPlaces(withRange(nothingSelected, 0, 1), [7, 5, 6, 20]);
  expect(some).toEqual([
    [0, 2],
    [5, 8],
    [20, 21],
  ]);
  expect(selectedPlaces(withoutPlaces(some, [6, 0, 99]))).toEqual([1, 5, 7, 20]);
});

test('the inverse of a selection is the rest, at any length', () => {
  expect(inverted(nothingSelected, 1_000_000)).toEqual([[0, 1_000_000]]);
  const some = withRange(withRange(nothingSelected, 0, 1), 999_999, 999_999);
  expect(inverted(some, 1_000_000)).toEqual([[2, 999_999]]);
  expect(inverted(inverted(some, 1_000_000), 1_000_000)).toEqual(some);
  expect(inverted([[0, 5]], 5)).toEqual([]);
});
