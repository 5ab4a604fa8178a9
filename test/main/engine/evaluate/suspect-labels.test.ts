import { expect, test } from 'vitest';
import { suspectLabels } from '../../../../src/main/engine/evaluate/suspect-labels.ts';
import { xorshift32 } from '../../../../src/main/engine/kernel/xorshift32.ts';

test('eight patches are worked out by hand', () => {
  const probabilities = [0.9, 0.8, 0.7, 0.1, 0.2, 0.1, 0.3, 0.9];
  const labels = [1, 1, 1, 1, 0, 0, 0, 0];
  const found = suspectLabels(probabilities, labels);
  // (0.9 + 0.8 + 0.7 + 0.1) / 4 = 0.625; (0.8 + 0.9 + 0.7 + 0.1) / 4 = 0.625.
  expect(found?.thresholds[0]).toBeCloseTo(0.625, 12);
  expect(found?.thresholds[1]).toBeCloseTo(0.625, 12);
  expect(found?.confidentJoint).toEqual([
    [3, 1],
    [1, 3],
  ]);
  // Both margins are -0.8; rows stay in order.
  expect(found?.rows).toEqual([3, 7]);
  expect(found?.joint).toEqual([
    [0.375, 0.125],
    [0.125, 0.375],
  ]);
});

test('the joint is scaled to the labels given where few are sure', () => {
  // Thresholds 0.6 and 0.6: rows 1 and 4 are sure of neither class.
  const found = suspectLabels([0.8, 0.5, 0.5, 0.2, 0.5, 0.5], [1, 1, 1, 0, 0, 0]);
  expect(found?.confidentJoint).toEqual([
    [1, 0],
    [0, 1],
  ]);
  expect(found?.joint).toEqual([
    [0.5, 0],
    [0, 0.5],
  ]);
  expect(found?.rows).toEqual([]);
});

test('where probabilities spread evenly half of the swapped labels are found, and hardly any other', () => {
  const { below, next } = xorshift32(33);
  const share = () => next() / 2 ** 32;
  const truth = Array.from({ length: 4000 }, () => below(2));
  const swapped = new Set(Array.from({ length: 200 }, () => below(4000)));
  const labels = truth.map((label, i) => (swapped.has(i) ? 1 - label : label));
  const probabilities = truth.map((label) => (label === 1 ? 1 - share() * 0.45 : share() * 0.45));
  const rows = suspectLabels(probabilities, labels)?.rows ?? [];
  const right = rows.filter((row) => swapped.has(row)).length;
  expect(right / swapped.size).toBeGreaterThan(0.4);
  expect(right / rows.length).toBeGreaterThan(0.95);
  const margin = (row: number) =>
    Math.abs(labels[row] === 1 ? probabilities[row]! : 1 - probabilities[row]!);
  for (let i = 1; i < rows.length; i++) {
    expect(margin(rows[i]!)).toBeGreaterThanOrEqual(margin(rows[i - 1]!));
  }
});

test('rows without a probability are left out, and one label alone has no suspects', () => {
  const found = suspectLabels([0.9, Number.NaN, 0.1], [1, 1, 0]);
  expect(found?.joint).toEqual([
    [0.5, 0],
    [0, 0.5],
  ]);
  expect(suspectLabels([0.2, 0.3], [1, 1])).toBeNull();
});
