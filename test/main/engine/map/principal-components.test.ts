import { expect, test } from 'vitest';
import { principalComponents } from '../../../../src/main/engine/map/principal-components.ts';

test('the first component is the direction of the greatest variance', () => {
  // Along (3, 4) / 5 the rows spread by 10, across it by 1.
  const rows = Float64Array.of(6, 8, -6, -8, 0.8, -0.6, -0.8, 0.6);
  const found = principalComponents(rows, 2, 2, 1);
  expect(Array.from(found, Math.abs).map((value) => Math.round(value * 1e6) / 1e6)).toEqual([
    10, 0, 10, 0, 0, 1, 0, 1,
  ]);
});

test('rows on a line have nothing in the second component', () => {
  const found = principalComponents(Float64Array.of(1, 1, 2, 2, 3, 3), 2, 2, 1);
  expect([1, 3, 5].map((at) => Math.abs(found[at]!)).every((value) => value < 1e-9)).toBe(true);
});
