import { expect, test } from 'vitest';
import { sectionIndices } from '../../../../src/main/engine/slice/section-indices.ts';

test('the paper never uses the last plane', () => {
  const indices = sectionIndices(256, 1, 'paper-exact');
  expect([indices[0], indices.at(-1), indices.length]).toEqual([0, 254, 255]);
  expect(sectionIndices(10, 3, 'paper-exact')).toEqual([0, 3, 6]);
  expect(sectionIndices(11, 3, 'paper-exact')).toEqual([0, 3, 6, 9]);
});

test('without lost pixels the last plane is always used, once', () => {
  expect(sectionIndices(10, 3, 'no-pixel-lost')).toEqual([0, 3, 6, 9]);
  expect(sectionIndices(9, 3, 'no-pixel-lost')).toEqual([0, 3, 6, 8]);
  expect(sectionIndices(3, 100, 'no-pixel-lost')).toEqual([0, 2]);
});

test('an axis of one plane gives that plane', () => {
  expect(sectionIndices(1, 1, 'paper-exact')).toEqual([0]);
  expect(sectionIndices(1, 5, 'no-pixel-lost')).toEqual([0]);
  expect(sectionIndices(2, 1, 'paper-exact')).toEqual([0]);
});
