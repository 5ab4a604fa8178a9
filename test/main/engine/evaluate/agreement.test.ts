import { expect, test } from 'vitest';
import { measureAgreement, type Pair } from '../../../../src/main/engine/evaluate/agreement.ts';

const times = (count: number, pair: Pair): Pair[] => Array.from({ length: count }, () => pair);

test('kappa is what textbooks work out by hand', () => {
  // Cohen's kappa of 20/5/10/15: observed 0.7, expected 0.5.
  const pairs = [
    ...times(20, [0, 0]),
    ...times(5, [0, 1]),
    ...times(10, [1, 0]),
    ...times(15, [1, 1]),
  ];
  const found = measureAgreement(pairs, 2, 1);
  expect(found.alike).toBe(0.7);
  expect(found.kappa).toBeCloseTo(0.4, 12);
  expect(found.table).toEqual([
    [20, 5],
    [10, 15],
  ]);
});

test('kappa of three classes is scikit-learn’s', () => {
  // cohen_kappa_score([2,0,2,2,0,1], [0,0,2,2,0,2]) of scikit-learn's documentation: 0.4285...
  const first = [2, 0, 2, 2, 0, 1];
  const second = [0, 0, 2, 2, 0, 2];
  const pairs = first.map((value, i): Pair => [value, second[i] ?? 0]);
  expect(measureAgreement(pairs, 3, 1).kappa).toBeCloseTo(3 / 7, 12);
});

test('the interval holds kappa, narrows with patches, and is the same for the same seed', () => {
  const pairs = [
    ...times(8, [0, 0]),
    ...times(2, [0, 1]),
    ...times(3, [1, 0]),
    ...times(7, [1, 1]),
  ];
  const few = measureAgreement(pairs, 3, 5);
  const many = measureAgreement(Array.from({ length: 20 }, () => pairs).flat(), 3, 5);
  for (const { kappa, interval } of [few, many]) {
    expect(interval?.low).toBeLessThan(kappa ?? 0);
    expect(interval?.high).toBeGreaterThan(kappa ?? 1);
  }
  const width = ({ interval }: typeof few) => (interval?.high ?? 0) - (interval?.low ?? 0);
  expect(width(many)).toBeLessThan(width(few) / 3);
  expect(measureAgreement(pairs, 3, 5)).toEqual(few);
});

test('where only one thing was ever said kappa is not defined, and is never not-a-number', () => {
  expect(measureAgreement(times(9, [1, 1]), 3, 1)).toMatchObject({
    patches: 9,
    alike: 1,
    kappa: null,
    interval: null,
  });
  expect(measureAgreement([], 3, 1)).toMatchObject({ alike: null, kappa: null, interval: null });
  expect(measureAgreement(times(4, [0, 1]), 3, 1).kappa).toBe(0);
});
