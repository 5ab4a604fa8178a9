import { expect, test } from 'vitest';
import { pointAt, steppedCursor } from '../../../src/renderer/element/plot-cursor.ts';
import { evennessOf } from '../../../src/shared/evenness.ts';
import { lorenzFigure } from '../../../src/shared/lorenz-figure.ts';

const set = (name: 'raw' | 'dedup', counts: number[]) => ({
  set: name,
  patches: 9,
  counts,
  ...evennessOf(counts),
});
const figure = lorenzFigure({
  by: 'source',
  names: ['liver', 'brain', 'leaf'],
  ids: [1, 2, 3],
  sets: [set('raw', [6, 1, 2]), set('dedup', [2, 1, 1])],
});

const walk = (...keys: string[]) => {
  let cursor = null as ReturnType<typeof steppedCursor>;
  for (const key of keys) cursor = steppedCursor(figure, cursor, key);
  const found = cursor && pointAt(figure, cursor);
  return `${found?.name} ${found?.point.of?.name}`;
};

test('keys walk along a curve, name by name, and no further than its ends', () => {
  expect(walk('ArrowRight')).toBe('dedup, Gini 0.17 liver');
  expect(walk('ArrowRight', 'ArrowLeft')).toBe('dedup, Gini 0.17 leaf');
  expect(walk('End', 'Home')).toBe('dedup, Gini 0.17 brain');
  expect(walk('End', 'Home', 'ArrowLeft', 'PageDown')).toBe('dedup, Gini 0.17 brain');
  expect(walk('End', 'PageUp')).toBe('dedup, Gini 0.17 liver');
});

test('up and down go to the other curve, at the same share of sources', () => {
  expect(walk('End', 'ArrowLeft', 'ArrowDown')).toBe('raw, Gini 0.37 leaf');
  expect(walk('End', 'ArrowDown', 'ArrowDown')).toBe('raw, Gini 0.37 liver');
  expect(walk('End', 'ArrowDown', 'ArrowUp')).toBe('dedup, Gini 0.17 liver');
});

test('other keys do nothing, nor does a figure of nothing that has a name', () => {
  expect(steppedCursor(figure, null, 'x')).toBeNull();
  expect(steppedCursor({ ...figure, marks: [] }, null, 'End')).toBeNull();
  expect(pointAt(figure, { mark: 7, point: 0 })).toBeNull();
});
